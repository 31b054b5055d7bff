import type { Queries } from '../storage.ts';
import { createAddressesRepository } from './addresses.ts';
import { createAttemptsRepository } from './attempts.ts';
import { createConnectionsRepository } from './connections.ts';
import { createContactsRepository } from './contacts.ts';
import { createConversationWritesRepository } from './conversation-writes.ts';
import { createConversationSearchRepository } from './conversation-search.ts';
import { createConversationsRepository } from './conversations.ts';
import { createCountsRepository } from './counts.ts';
import { createDraftsRepository } from './drafts.ts';
import { createHandedFilesRepository } from './handed-files.ts';
import { createEditsRepository } from './edits.ts';
import { createHealthStatsRepository } from './health-stats.ts';
import { createDeletionsRepository } from './deletions.ts';
import { createDoctorRepository } from './doctor.ts';
import { createHistoryExportRepository } from './history-export.ts';
import { createIdentitiesRepository } from './identities.ts';
import { createJournalItemsRepository } from './journal-items.ts';
import { createJournalBodiesRepository } from './journal-bodies.ts';
import { createJournalTotalsRepository } from './journal-totals.ts';
import { createMediaRepository } from './media.ts';
import { createMediaFilesRepository } from './media-files.ts';
import { createMessageAfterwardsRepository } from './message-afterwards.ts';
import { createMessageSendsRepository } from './message-sends.ts';
import { createOwnReactionsRepository } from './message-sends-reactions.ts';
import { createReceiptsRepository } from './message-sends-receipts.ts';
import { createMessageWritesRepository } from './message-writes.ts';
import { createMessagesRepository } from './messages.ts';
import { createNoticesRepository } from './notices.ts';
import { createReactionsRepository } from './reactions.ts';
import { createOutboxRepository } from './outbox.ts';
import { createSecretsRepository } from './secrets.ts';
import { createSettingsRepository } from './settings.ts';

/** One repository a subject. `createRepositories` binds them all to one connection or transaction. */
export type Repositories = ReturnType<typeof createRepositories>;

export function createRepositories(db: Queries) {
  return {
    addresses: createAddressesRepository(db),
    attempts: createAttemptsRepository(db),
    connections: createConnectionsRepository(db),
    contacts: createContactsRepository(db),
    conversationWrites: createConversationWritesRepository(db),
    conversationSearch: createConversationSearchRepository(db),
    conversations: createConversationsRepository(db),
    counts: createCountsRepository(db),
    deletions: createDeletionsRepository(db),
    drafts: createDraftsRepository(db),
    edits: createEditsRepository(db),
    handedFiles: createHandedFilesRepository(db),
    healthStats: createHealthStatsRepository(db),
    doctor: createDoctorRepository(db),
    historyExport: createHistoryExportRepository(db),
    identities: createIdentitiesRepository(db),
    journalItems: createJournalItemsRepository(db),
    journal: createJournalBodiesRepository(db),
    journalTotals: createJournalTotalsRepository(db),
    media: createMediaRepository(db),
    mediaFiles: createMediaFilesRepository(db),
    messageAfterwards: createMessageAfterwardsRepository(db),
    messageSends: createMessageSendsRepository(db),
    messageWrites: createMessageWritesRepository(db),
    messages: createMessagesRepository(db),
    notices: createNoticesRepository(db),
    outbox: createOutboxRepository(db),
    ownReactions: createOwnReactionsRepository(db),
    reactions: createReactionsRepository(db),
    receipts: createReceiptsRepository(db),
    secrets: createSecretsRepository(db),
    settings: createSettingsRepository(db),
  };
}
