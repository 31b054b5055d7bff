import type { Queries } from '../storage.ts';
import { createConnectionsRepository } from './connections.ts';
import { createJournalBodiesRepository } from './journal-bodies.ts';
import { createJournalTotalsRepository } from './journal-totals.ts';
import { createSecretsRepository } from './secrets.ts';
import { createSettingsRepository } from './settings.ts';

/** One repository a subject. `createRepositories` binds them all to one connection or transaction. */
export type Repositories = ReturnType<typeof createRepositories>;

export function createRepositories(db: Queries) {
  return {
    connections: createConnectionsRepository(db),
    journal: createJournalBodiesRepository(db),
    journalTotals: createJournalTotalsRepository(db),
    secrets: createSecretsRepository(db),
    settings: createSettingsRepository(db),
  };
}
