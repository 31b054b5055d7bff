import type { ConversationView } from '../../../src-preload/contract/views.ts';
import { WicketError } from '../../domain/errors.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { ConversationDetails } from '../../storage/repositories/conversations.ts';
import type { Storage } from '../../storage/storage.ts';
import { readContact } from '../contacts/handlers.ts';
import { readDraftExtras } from '../drafts.ts';
import { conversationRowView } from './row-view.ts';

/** The whole header of a conversation, or `not_found`. */
export async function readConversation(read: Storage['read'], id: ConversationId): Promise<ConversationView> {
  const record = await read.conversations.get(id);
  const contact = record === null ? null : await readContact(read, record.contactId);
  if (record === null || contact === null) throw new WicketError('not_found');
  return {
    ...conversationRowView(record),
    contact,
    draftText: record.draftText ?? '',
    draftExtras: await readDraftExtras(read, id),
    messageCount: record.messageCount,
    blockedByUs: record.blockedAt !== null,
    blockedBy: blockedBy(record),
  };
}

function blockedBy(record: ConversationDetails): ConversationView['blockedBy'] {
  if (record.isGroup === 1) return 'group';
  if (record.blockedAt !== null) return 'contact_blocked';
  if (record.hasToken === 0) return 'no_token';
  return record.tokenRefusedAt === null ? null : 'token_refused';
}
