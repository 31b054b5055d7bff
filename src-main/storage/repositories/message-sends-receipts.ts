import { sql } from 'kysely';
import type { ConversationId, MessageId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export interface InboundPlace {
  readonly id: MessageId;
  readonly wamid: Wamid;
  readonly sortAt: number;
}

/** What read receipts need: the newest message of the customer, and how far the customer was told already. */
export type ReceiptsRepository = ReturnType<typeof createReceiptsRepository>;

export function createReceiptsRepository(db: Queries) {
  return {
    /**
     * The newest message of the customer, not after `upTo` where given and not before `since` (epoch ms). System messages are not the
     * customer's words.
     */
    async newestInbound(conversationId: ConversationId, since: number, upTo: MessageId | null): Promise<InboundPlace | null> {
      let query = db
        .selectFrom('message')
        .select(['id', 'wamid', 'sort_at as sortAt'])
        .where('conversation_id', '=', conversationId)
        .where('direction', '=', 0)
        .where('wamid', 'is not', null)
        .where('kind', '<>', 'system')
        .where('sort_at', '>=', since);
      if (upTo !== null) {
        query = query.where(
          sql<boolean>`(sort_at, coalesce(wamid, ''), id) <= (select last.sort_at, coalesce(last.wamid, ''), last.id from message as last where last.id = ${upTo})`,
        );
      }
      const row = await query.orderBy('sort_at', 'desc').orderBy('wamid', 'desc').orderBy('id', 'desc').limit(1).executeTakeFirst();
      return row === undefined || row.wamid === null ? null : { id: row.id, wamid: row.wamid, sortAt: row.sortAt };
    },

    /** Up to which message the customer was told; null when never. */
    async told(conversationId: ConversationId): Promise<InboundPlace | null> {
      const row = await db
        .selectFrom('conversation as c')
        .innerJoin('message as m', 'm.id', 'c.receipt_sent_message_id')
        .select(['m.id', 'm.wamid', 'm.sort_at as sortAt'])
        .where('c.id', '=', conversationId)
        .executeTakeFirst();
      return row === undefined || row.wamid === null ? null : { id: row.id, wamid: row.wamid, sortAt: row.sortAt };
    },

    /** The message whose receipt waits already; null when none does. */
    async waiting(conversationId: ConversationId): Promise<InboundPlace | null> {
      const row = await db
        .selectFrom('outbox as o')
        .innerJoin('message as m', 'm.id', 'o.message_id')
        .select(['m.id', 'm.wamid', 'm.sort_at as sortAt'])
        .where('o.conversation_id', '=', conversationId)
        .where('o.kind', '=', 'read')
        .orderBy('m.sort_at', 'desc')
        .orderBy('m.wamid', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row === undefined || row.wamid === null ? null : { id: row.id, wamid: row.wamid, sortAt: row.sortAt };
    },

    async setTold(conversationId: ConversationId, messageId: MessageId): Promise<void> {
      await db.updateTable('conversation').set({ receipt_sent_message_id: messageId }).where('id', '=', conversationId).execute();
    },
  };
}
