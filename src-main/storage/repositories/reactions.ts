import { sql } from 'kysely';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export interface NewReaction {
  readonly connectionId: ConnectionId;
  readonly target: Wamid;
  readonly direction: 0 | 1;
  /** Identity inside a group; empty elsewhere. */
  readonly reactor: string;
  /** Empty takes it back. */
  readonly emoji: string;
  readonly at: number;
  readonly wamid: Wamid;
}

export type ReactionsRepository = ReturnType<typeof createReactionsRepository>;

export function createReactionsRepository(db: Queries) {
  return {
    /** The last word of each reactor counts, by (time, wamid). False when it changes nothing. */
    async put(reaction: NewReaction): Promise<boolean> {
      const { rows } = await sql<{ wamid: Wamid }>`INSERT INTO reaction (connection_id, target_wamid, direction, reactor, emoji, at, wamid)
        VALUES (${reaction.connectionId}, ${reaction.target}, ${reaction.direction}, ${reaction.reactor}, ${reaction.emoji}, ${reaction.at}, ${reaction.wamid})
        ON CONFLICT DO UPDATE SET emoji = excluded.emoji, at = excluded.at, wamid = excluded.wamid
          WHERE (excluded.at, excluded.wamid, excluded.emoji) > (at, wamid, emoji)
        RETURNING wamid`.execute(db);
      return rows.length > 0;
    },
  };
}
