import { sql } from 'kysely';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { ConnectionId, ConversationId, DeliveryId, IdentityId, MessageId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import { idList } from './conversations.ts';

/** A message as ingest works with it: all but the words of what is stored already. */
export interface MessageState {
  readonly id: MessageId;
  readonly connectionId: ConnectionId;
  readonly wamid: Wamid;
  conversationId: ConversationId;
  peerIdentityId: IdentityId | null;
  direction: 0 | 1;
  source: number;
  kind: string;
  sortAt: number;
  receivedAt: number;
  unread: 0 | 1;
  opensWindow: 0 | 1;
  /** Hex; null for what was written here. */
  hash: string | null;
  state: DeliveryState | null;
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  playedAt: number | null;
  failedAt: number | null;
  failure: string | null;
  pricing: string | null;
}

/** What of a message comes from the webhook's item and is replaced as a whole. */
export interface MessageWords {
  text: string | null;
  content: string | null;
  replyTo: string | null;
  forwarded: 0 | 1 | 2;
  deliveryId: DeliveryId;
  itemOrdinal: number;
}

/** Statuses of a message that is not here (yet). */
export interface ParkedState {
  readonly connectionId: ConnectionId;
  readonly wamid: Wamid;
  sentAt: number | null;
  deliveredAt: number | null;
  readAt: number | null;
  playedAt: number | null;
  failedAt: number | null;
  failure: string | null;
  pricing: string | null;
  opaque: string | null;
}

/** Writes of messages and their statuses, in whole batches: one statement a batch, its rows as JSON. */
export type MessageWritesRepository = ReturnType<typeof createMessageWritesRepository>;

export function createMessageWritesRepository(db: Queries) {
  return {
    async find(wamids: readonly string[]): Promise<MessageState[]> {
      if (wamids.length === 0) return [];
      const { rows } = await sql<MessageState>`SELECT id, connection_id AS connectionId, wamid, conversation_id AS conversationId,
        peer_identity_id AS peerIdentityId, direction, source, kind, sort_at AS sortAt, received_at AS receivedAt, unread, opens_window AS opensWindow,
        lower(hex(content_hash)) AS hash, state, sent_at AS sentAt, delivered_at AS deliveredAt, read_at AS readAt, played_at AS playedAt,
        failed_at AS failedAt, failure, pricing FROM message WHERE wamid IN ${idList(wamids)}`.execute(db);
      for (const row of rows) if (row.hash === '') row.hash = null;
      return rows;
    },

    /** The highest id that a message ever had: only one connection writes, so the next ones are free. */
    async lastId(): Promise<number> {
      const { rows } = await sql<{ seq: number }>`SELECT seq FROM sqlite_sequence WHERE name = 'message'`.execute(db);
      return rows[0]?.seq ?? 0;
    },

    async insert(messages: readonly (MessageState & MessageWords)[]): Promise<void> {
      if (messages.length === 0) return;
      const list = JSON.stringify(
        messages.map((m) => [
          m.id, m.conversationId, m.connectionId, m.wamid, m.peerIdentityId, m.direction, m.source, m.kind, m.sortAt, m.receivedAt, m.text, m.content,
          m.replyTo, m.forwarded, m.unread, m.opensWindow, m.deliveryId, m.itemOrdinal, m.hash, m.state, m.sentAt, m.deliveredAt, m.readAt, m.playedAt,
          m.failedAt, m.failure, m.pricing,
        ]),
      );
      await sql`INSERT INTO message (id, conversation_id, connection_id, wamid, peer_identity_id, direction, source, kind, sort_at, received_at, text,
        content, reply_to, forwarded, unread, opens_window, delivery_id, item_ordinal, content_hash, state, sent_at, delivered_at, read_at, played_at,
        failed_at, failure, pricing)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10,
        value ->> 11, value ->> 12, value ->> 13, value ->> 14, value ->> 15, value ->> 16, value ->> 17, unhex(value ->> 18), value ->> 19, value ->> 20,
        value ->> 21, value ->> 22, value ->> 23, value ->> 24, value ->> 25, value ->> 26 FROM json_each(${list})`.execute(db);
    },

    /** Writes states, statuses and marks of messages; their words stay. */
    async update(messages: readonly MessageState[]): Promise<void> {
      if (messages.length === 0) return;
      const list = JSON.stringify(
        messages.map((m) => [
          m.id, m.source, m.sortAt, m.receivedAt, m.unread, m.state, m.sentAt, m.deliveredAt, m.readAt, m.playedAt, m.failedAt, m.failure, m.pricing,
        ]),
      );
      await sql`UPDATE message SET source = j.value ->> 1, sort_at = j.value ->> 2, received_at = j.value ->> 3, unread = j.value ->> 4,
        state = j.value ->> 5, sent_at = j.value ->> 6, delivered_at = j.value ->> 7, read_at = j.value ->> 8, played_at = j.value ->> 9,
        failed_at = j.value ->> 10, failure = j.value ->> 11, pricing = j.value ->> 12
        FROM json_each(${list}) AS j WHERE message.id = j.value ->> 0`.execute(db);
    },

    /** Statuses alone move most often, and no index looks at their columns but `state` and `failed_at`. */
    async updateStatuses(messages: readonly MessageState[]): Promise<void> {
      if (messages.length === 0) return;
      const list = JSON.stringify(
        messages.map((m) => [m.id, m.state, m.sentAt, m.deliveredAt, m.readAt, m.playedAt, m.failedAt, m.failure, m.pricing]),
      );
      await sql`UPDATE message SET state = j.value ->> 1, sent_at = j.value ->> 2, delivered_at = j.value ->> 3, read_at = j.value ->> 4,
        played_at = j.value ->> 5, failed_at = j.value ->> 6, failure = j.value ->> 7, pricing = j.value ->> 8
        FROM json_each(${list}) AS j WHERE message.id = j.value ->> 0`.execute(db);
    },

    /** Another item of the same wamid takes the row over. */
    async replace(message: MessageState, words: MessageWords): Promise<void> {
      await sql`UPDATE message SET conversation_id = ${message.conversationId}, peer_identity_id = ${message.peerIdentityId},
        direction = ${message.direction}, kind = ${message.kind}, sort_at = ${message.sortAt}, unread = ${message.unread},
        opens_window = ${message.opensWindow}, content_hash = unhex(${message.hash}), state = ${message.state}, source = ${message.source},
        received_at = ${message.receivedAt}, text = ${words.text}, content = ${words.content}, reply_to = ${words.replyTo},
        forwarded = ${words.forwarded}, delivery_id = ${words.deliveryId}, item_ordinal = ${words.itemOrdinal} WHERE id = ${message.id}`.execute(db);
    },

    async content(id: MessageId): Promise<string | null> {
      const row = await db.selectFrom('message').select('content').where('id', '=', id).executeTakeFirst();
      return row?.content ?? null;
    },

    /** A message of ours that Meta has not named yet, as a status with our id means it; undefined when there is none. */
    async unnamed(id: MessageId, connectionId: ConnectionId): Promise<{ readonly state: DeliveryState | null; readonly acceptedAt: number | null } | undefined> {
      return await db
        .selectFrom('message')
        .select(['state', 'accepted_at as acceptedAt'])
        .where('id', '=', id)
        .where('connection_id', '=', connectionId)
        .where('direction', '=', 1)
        .where('wamid', 'is', null)
        .executeTakeFirst();
    },

    /** Nothing is left to send of a message that Meta has; a request that is on its way settles itself. */
    async dropFromOutbox(id: MessageId): Promise<void> {
      await db.deleteFrom('outbox').where('kind', '=', 'message').where('message_id', '=', id).where('state', '<>', 'sending').execute();
    },

    async parked(wamids: readonly string[]): Promise<ParkedState[]> {
      if (wamids.length === 0) return [];
      const { rows } = await sql<ParkedState>`SELECT p.connection_id AS connectionId, p.wamid, p.sent_at AS sentAt, p.delivered_at AS deliveredAt,
        p.read_at AS readAt, p.played_at AS playedAt, p.failed_at AS failedAt, p.failure, p.pricing, p.opaque
        FROM connection AS c CROSS JOIN json_each(${JSON.stringify(wamids)}) AS j
        CROSS JOIN parked_status AS p ON p.connection_id = c.id AND p.wamid = j.value`.execute(db);
      return rows;
    },

    async park(parked: readonly ParkedState[]): Promise<void> {
      if (parked.length === 0) return;
      const list = JSON.stringify(
        parked.map((p) => [p.connectionId, p.wamid, p.sentAt, p.deliveredAt, p.readAt, p.playedAt, p.failedAt, p.failure, p.pricing, p.opaque]),
      );
      await sql`INSERT OR REPLACE INTO parked_status (connection_id, wamid, sent_at, delivered_at, read_at, played_at, failed_at, failure, pricing, opaque)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9
        FROM json_each(${list})`.execute(db);
    },

    async unpark(parked: readonly ParkedState[]): Promise<void> {
      if (parked.length === 0) return;
      const list = JSON.stringify(parked.map((p) => [p.connectionId, p.wamid]));
      await sql`DELETE FROM parked_status WHERE (connection_id, wamid) IN (SELECT value ->> 0, value ->> 1 FROM json_each(${list}))`.execute(db);
    },
  };
}
