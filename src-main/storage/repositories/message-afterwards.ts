import { sql } from 'kysely';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import { compileOnce } from '../compile-once.ts';
import type { Queries } from '../storage.ts';

/** What happened to a message after it was written: a reaction that stands, an edit, its deletion. */
export interface AfterwardsRecord {
  readonly what: 'reaction' | 'edit' | 'deletion';
  readonly target: Wamid;
  /** Who reacted or deleted: 0 the customer, 1 the business; null for edits. */
  readonly direction: 0 | 1 | null;
  /** The emoji, or what an edit made of the text. */
  readonly text: string | null;
  readonly at: number;
}

export type MessageAfterwardsRepository = ReturnType<typeof createMessageAfterwardsRepository>;

export function createMessageAfterwardsRepository(db: Queries) {
  return {
    /** All that happened to these messages, oldest first, in one read. */
    async of(connectionId: ConnectionId, wamids: readonly Wamid[]): Promise<AfterwardsRecord[]> {
      return wamids.length === 0 ? [] : await afterwards(db, JSON.stringify(wamids), connectionId);
    },
  };
}

const afterwards = compileOnce((db, wamids: string, connectionId: ConnectionId) => ({
  compile: () =>
    sql<AfterwardsRecord>`WITH w (target) AS MATERIALIZED (SELECT value FROM json_each(${wamids})), c (id) AS (SELECT ${connectionId})
      SELECT 'reaction' AS what, r.target_wamid AS target, r.direction, r.emoji AS text, r.at, r.wamid FROM c CROSS JOIN w
        CROSS JOIN reaction AS r ON r.connection_id = c.id AND r.target_wamid = w.target WHERE r.emoji <> ''
      UNION ALL SELECT 'edit', e.target_wamid, NULL, e.text, e.at, e.wamid FROM c CROSS JOIN w
        CROSS JOIN message_edit AS e ON e.connection_id = c.id AND e.target_wamid = w.target
      UNION ALL SELECT 'deletion', d.target_wamid, d.direction, NULL, d.at, '' FROM c CROSS JOIN w
        CROSS JOIN message_deletion AS d ON d.connection_id = c.id AND d.target_wamid = w.target
      ORDER BY at, wamid`.compile(db),
}));
