import type { ConnectionId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import { isClosing, isOfConnection, isUnread } from './conversations.ts';
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
    /** Of the windows that close soon, those in which the customer had the last word. */
    async closingUnanswered(connectionId: ConnectionId | null, range: ClosingRange): Promise<number> {
      const query = of(null)
        .innerJoin('message as last', 'last.id', 'c.last_message_id')
        .where('last.direction', '=', 0)
        .where(isClosing(range));
      return (await (connectionId === null ? query : query.where(isOfConnection(connectionId))).executeTakeFirstOrThrow()).total;
    },
    async closing(connectionId: ConnectionId | null, range: ClosingRange): Promise<number> {
      const query = of(null).where(isClosing(range));
      return (await (connectionId === null ? query : query.where(isOfConnection(connectionId))).executeTakeFirstOrThrow()).total;
    },
  };
}
