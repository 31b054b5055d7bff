import { sql } from 'kysely';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export interface DeletionRecord {
  readonly connectionId: ConnectionId;
  /** The message that was deleted; it need not be here (yet). */
  readonly target: Wamid;
  /** Who deleted it: 0 the customer, 1 the business. */
  readonly direction: 0 | 1;
  /** The earliest report. */
  readonly at: number;
}

export type DeletionsRepository = ReturnType<typeof createDeletionsRepository>;

/** Messages that their writers deleted. The rows of the messages stay as they are. */
export function createDeletionsRepository(db: Queries) {
  return {
    /** The earliest report counts. False when it changes nothing. */
    async put(deletion: DeletionRecord): Promise<boolean> {
      const { rows } = await sql<{ at: number }>`INSERT INTO message_deletion (connection_id, target_wamid, direction, at)
        VALUES (${deletion.connectionId}, ${deletion.target}, ${deletion.direction}, ${deletion.at})
        ON CONFLICT DO UPDATE SET direction = excluded.direction, at = excluded.at WHERE (excluded.at, excluded.direction) < (at, direction)
        RETURNING at`.execute(db);
      return rows.length > 0;
    },
  };
}
