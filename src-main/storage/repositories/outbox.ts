import { sql } from 'kysely';
import type { ConnectionId, ConversationId, MessageId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

/** Messages, read receipts, reactions of ours. */
export type OutboxKind = 'message' | 'read' | 'reaction';

export interface OutboxRow {
  readonly id: number;
  readonly kind: OutboxKind;
  readonly connection_id: ConnectionId;
  readonly conversation_id: ConversationId;
  readonly message_id: MessageId;
  readonly state: 'queued' | 'sending' | 'held';
  /** Tries that Meta answered. */
  readonly attempts: number;
  /** Not before this time (epoch ms). */
  readonly next_at: number;
  /** JSON; only reactions have one. */
  readonly payload: string | null;
}

export interface NewOutboxRow {
  readonly kind: OutboxKind;
  readonly connectionId: ConnectionId;
  readonly conversationId: ConversationId;
  readonly messageId: MessageId;
  readonly nextAt: number;
}

/** What waits to leave the house. */
export type OutboxRepository = ReturnType<typeof createOutboxRepository>;

const columns = ['o.id', 'o.kind', 'o.connection_id', 'o.conversation_id', 'o.message_id', 'o.state', 'o.attempts', 'o.next_at', 'o.payload'] as const;

export function createOutboxRepository(db: Queries) {
  /** Queued rows that nothing of the same kind stands before in their conversation. */
  function heads(kind: OutboxKind, without: readonly ConnectionId[]) {
    let query = db
      .selectFrom('outbox as o')
      // A literal, so that the planner sees that the partial index fits.
      .where(sql<boolean>`o.state = 'queued'`)
      .where('o.kind', '=', kind)
      .where(
        sql<boolean>`not exists (select 1 from outbox as earlier
          where earlier.conversation_id = o.conversation_id and earlier.id < o.id and earlier.kind = o.kind)`,
      );
    if (without.length > 0) query = query.where(sql<boolean>`o.connection_id not in (select value from json_each(${JSON.stringify(without)}))`);
    return query;
  }

  return {
    /** False when the same thing waits already. */
    async add(row: NewOutboxRow): Promise<boolean> {
      const result = await db
        .insertInto('outbox')
        .values({
          kind: row.kind,
          connection_id: row.connectionId,
          conversation_id: row.conversationId,
          message_id: row.messageId,
          state: 'queued',
          next_at: row.nextAt,
        })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** Queues a reaction; of what waits for the same message only the newest counts. What is on its way already is followed by it. */
    async putReaction(row: Omit<NewOutboxRow, 'kind'>, payload: string): Promise<void> {
      await db
        .insertInto('outbox')
        .values({
          kind: 'reaction',
          connection_id: row.connectionId,
          conversation_id: row.conversationId,
          message_id: row.messageId,
          state: 'queued',
          next_at: row.nextAt,
          payload,
        })
        .onConflict((conflict) => conflict.columns(['kind', 'message_id']).doUpdateSet({ payload }))
        .execute();
    },

    async setPayload(id: number, payload: string): Promise<void> {
      await db.updateTable('outbox').set({ payload }).where('id', '=', id).execute();
    },

    /** The first of each conversation that may go now, longest waiting first; none of the connections in `without`. */
    async due(kind: OutboxKind, now: number, without: readonly ConnectionId[], limit: number): Promise<OutboxRow[]> {
      return await heads(kind, without)
        .select(columns)
        .where('o.next_at', '<=', now)
        .orderBy('o.next_at')
        .orderBy('o.id')
        .limit(limit)
        .execute();
    },

    /** When the next of them may go (epoch ms); null when none waits. */
    async nextAt(kind: OutboxKind, without: readonly ConnectionId[]): Promise<number | null> {
      const row = await heads(kind, without)
        .select((eb) => eb.fn.min<number | null>('o.next_at').as('next'))
        .executeTakeFirst();
      return row?.next ?? null;
    },

    async byMessage(kind: OutboxKind, messageId: MessageId): Promise<OutboxRow | null> {
      const row = await db
        .selectFrom('outbox as o')
        .select(columns)
        .where('o.kind', '=', kind)
        .where('o.message_id', '=', messageId)
        .executeTakeFirst();
      return row ?? null;
    },

    /** Takes a queued row for this process; false when it is no longer queued. */
    async claim(id: number, leaseUntil: number): Promise<boolean> {
      const result = await db
        .updateTable('outbox')
        .set({ state: 'sending', lease_until: leaseUntil })
        .where('id', '=', id)
        .where('state', '=', 'queued')
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** Puts a row back into the queue, not to be tried before `nextAt`. */
    async requeue(id: number, nextAt: number, attempts: number): Promise<void> {
      await db.updateTable('outbox').set({ state: 'queued', lease_until: null, next_at: nextAt, attempts }).where('id', '=', id).execute();
    },

    /** A contact's messages moved to another conversation: their rows follow. */
    async moveTo(id: number, conversationId: ConversationId): Promise<void> {
      await db.updateTable('outbox').set({ conversation_id: conversationId }).where('id', '=', id).execute();
    },

    async remove(id: number): Promise<void> {
      await db.deleteFrom('outbox').where('id', '=', id).execute();
    },

    /** Rows that a process was sending when it ended. */
    async interrupted(): Promise<OutboxRow[]> {
      return await db.selectFrom('outbox as o').select(columns).where('o.state', '=', 'sending').orderBy('o.id').execute();
    },

    /** Read receipts of a conversation that wait, for a newer one makes them needless. */
    async dropWaitingReceipts(conversationId: ConversationId): Promise<void> {
      await db
        .deleteFrom('outbox')
        .where('conversation_id', '=', conversationId)
        .where('kind', '=', 'read')
        .where('state', '=', 'queued')
        .execute();
    },

    /**
     * Lets everything go now that waits for its first answered try: the network is back. With `throttledToo` also what Meta asked to
     * wait: the clock was set back, so its times mean nothing.
     */
    async bringForward(now: number, throttledToo: boolean): Promise<void> {
      let query = db.updateTable('outbox').set({ next_at: now }).where('state', '=', 'queued').where('next_at', '>', now);
      if (!throttledToo) query = query.where('attempts', '=', 0);
      await query.execute();
    },

    /** How many messages wait, all in all. */
    async waiting(): Promise<number> {
      const row = await db
        .selectFrom('outbox')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('kind', '=', 'message')
        .executeTakeFirstOrThrow();
      return row.n;
    },
  };
}
