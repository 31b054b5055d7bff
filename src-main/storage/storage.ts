import type { Kysely } from 'kysely';
import type { Change } from '../domain/changes.ts';
import type { Journal } from './journal.ts';
import type { Repositories } from './repositories/index.ts';
import type { Tables } from './tables.ts';

/** Anything that runs queries: the reading connection, or a transaction on the writing one. */
export type Queries = Kysely<Tables>;

/** One transaction: the same repositories, bound to it, and the changes that it will announce once committed. */
export type Transaction = Repositories & {
  changed(change: Change): void;
};

/**
 * Which work goes first when several wait for the writing connection: `journal` (webhooks that want their 200), then
 * `normal` (what a person or the outbox waits for), then `apply` (ingest batches, at most 64 items or 5 ms each).
 */
export type Lane = 'journal' | 'normal' | 'apply';

export interface WriteOptions {
  readonly lane?: Lane;
  /** False lets the commit reach the disk later (`synchronous=NORMAL`): for what can be done again from the journal. */
  readonly durable?: boolean;
}

/** An open data folder's database. */
export interface Storage {
  /** Repositories on the reading connection. */
  readonly read: Repositories;
  /**
   * Runs `work` in one transaction on the only writing connection. Nothing but database work may be awaited inside.
   * Rolls back and rejects when `work` throws; then no change is announced.
   */
  write<T>(work: (tx: Transaction) => Promise<T>, options?: WriteOptions): Promise<T>;
  /** Called after each commit that changed something, in order of commits. The answer undoes it. */
  onCommit(listener: (changes: readonly Change[]) => void): () => void;
  /** The journal's hot path: grouped, durable appends. */
  readonly journal: Journal;
  readonly schemaVersion: number;
  /** Waits for the running work, checkpoints and closes. */
  close(): Promise<void>;
}
