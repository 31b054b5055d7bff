import type { DeliveryId } from '../domain/ids.ts';

/** The journal's hot path. */
export interface Journal {
  /**
   * Stores one webhook body as it came. Resolves once it is durable on disk; bodies that come at the same time share a commit.
   * Rejects with `disk_full` or `database_damaged`; then nothing was stored.
   */
  append(body: Uint8Array, receivedAt: number): Promise<DeliveryId>;
  /** Called after each durable append (grouped); the answer undoes it. */
  onAppended(listener: () => void): () => void;
}
