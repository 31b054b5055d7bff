import { sql } from 'kysely';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import { isClosing, isUnread } from './conversations.ts';
import type { ClosingRange } from './conversations.ts';

/** How many conversations each view holds. */
export interface ConversationCounts {
  readonly all: number;
  readonly unread: number;
  readonly closing: number;
}

export type CountsRepository = ReturnType<typeof createCountsRepository>;

/** Counts from indexes alone, over all connections or one. */
export function createCountsRepository(db: Queries) {
  const of = (connectionId: ConnectionId | null) => {
    const query = db.selectFrom('conversation as c').select((eb) => eb.fn.countAll<number>().as('total'));
    return connectionId === null ? query : query.where('c.connection_id', '=', connectionId);
  };

  return {
    async all(connectionId: ConnectionId | null): Promise<number> {
      return (await of(connectionId).executeTakeFirstOrThrow()).total;
    },
    async unread(connectionId: ConnectionId | null): Promise<number> {
      return (await of(connectionId).where(isUnread).executeTakeFirstOrThrow()).total;
    },
    async closing(connectionId: ConnectionId | null, range: ClosingRange): Promise<number> {
      const query = of(connectionId)
        // Both groups of the closing index, each as one range.
        .where(sql<boolean>`(c.last_at > c.window_opened_at) in (0, 1)`)
        .where(isClosing(range));
      return (await query.executeTakeFirstOrThrow()).total;
    },
  };
}
