import { sql } from 'kysely';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { ConnectionId, ConversationId, DeliveryId, IdentityId, MessageId, Wamid } from '../../domain/ids.ts';
import { compileOnce } from '../compile-once.ts';
import type { Queries } from '../storage.ts';
import { idList, jsonList } from './id-list.ts';

/** One message with what its bubble shows, before quotes and reactions are put beside it. */
export interface MessageRecord {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
  readonly connection_id: ConnectionId;
  readonly wamid: Wamid | null;
  readonly peer_identity_id: IdentityId | null;
  readonly direction: 0 | 1;
  readonly source: number;
  readonly kind: string;
  readonly sort_at: number;
  readonly received_at: number;
  readonly text: string | null;
  /** JSON of the kind's own object with what stood beside it; null when the text says it all. */
  readonly content: string | null;
  readonly reply_to: Wamid | null;
  readonly forwarded: 0 | 1 | 2;
  readonly unread: 0 | 1;
  readonly state: DeliveryState | null;
  readonly failure: string | null;
  readonly client_key: string | null;
}

export interface MessageDetailsRecord extends MessageRecord {
  readonly delivery_id: DeliveryId | null;
  readonly item_ordinal: number | null;
  readonly accepted_at: number | null;
  readonly sent_at: number | null;
  readonly delivered_at: number | null;
  readonly read_at: number | null;
  readonly played_at: number | null;
  readonly failed_at: number | null;
}

/** Place of a message in its thread, which is ordered by Meta's time, then wamid (none first), then our id. */
export interface ThreadPlace {
  readonly id: MessageId;
  readonly conversation_id: ConversationId;
  readonly sort_at: number;
  readonly wamid: Wamid | null;
}

export interface QuotedRecord {
  readonly id: MessageId;
  readonly wamid: Wamid;
  readonly direction: 0 | 1;
  readonly kind: string;
  readonly text: string | null;
  /** As in `message`, for kinds whose short form needs it; else null. */
  readonly content: string | null;
}

export interface AttemptRecord {
  readonly at: number;
  readonly outcome: string;
  readonly meta_code: number | null;
  readonly trace_id: string | null;
}

const columns = [
  'm.id',
  'm.conversation_id',
  'm.connection_id',
  'm.wamid',
  'm.peer_identity_id',
  'm.direction',
  'm.source',
  'm.kind',
  'm.sort_at',
  'm.received_at',
  'm.text',
  'm.content',
  'm.reply_to',
  'm.forwarded',
  'm.unread',
  'm.state',
  'm.failure',
  'm.client_key',
] as const;

export type MessagesRepository = ReturnType<typeof createMessagesRepository>;

/** Reads of messages. Threads are read by keyset over `message_thread`. */
export function createMessagesRepository(db: Queries) {
  return {
    /** Newest first. */
    async newest(conversationId: ConversationId, limit: number): Promise<MessageRecord[]> {
      return await newest(db, conversationId, limit);
    },

    /** Those before a place, nearest first. */
    async before(place: ThreadPlace, limit: number): Promise<MessageRecord[]> {
      return await before(db, place.conversation_id, place.sort_at, place.wamid ?? '', place.id, limit);
    },

    /** Those after a place, nearest first; with the place itself where `including`. */
    async after(place: ThreadPlace, limit: number, including = false): Promise<MessageRecord[]> {
      // Ids are whole numbers: from one less on means from this one on.
      const id = (including ? place.id - 1 : place.id) as MessageId;
      return await after(db, place.conversation_id, place.sort_at, place.wamid ?? '', id, limit);
    },

    async place(id: MessageId): Promise<ThreadPlace | null> {
      const row = await db
        .selectFrom('message')
        .select(['id', 'conversation_id', 'sort_at', 'wamid'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    /** The first unread message of a thread, or null when all is read. */
    async firstUnread(conversationId: ConversationId): Promise<ThreadPlace | null> {
      const [row] = await firstUnread(db, conversationId);
      return row ?? null;
    },

    /** In no particular order; ids that do not exist are left out. */
    async byIds(ids: readonly MessageId[]): Promise<MessageRecord[]> {
      if (ids.length === 0) return [];
      return await db.selectFrom('message as m').select(columns).where('m.id', 'in', idList<MessageId>(ids)).execute();
    },

    async details(id: MessageId): Promise<MessageDetailsRecord | null> {
      const row = await db
        .selectFrom('message as m')
        .select(columns)
        .select([
          'm.delivery_id',
          'm.item_ordinal',
          'm.accepted_at',
          'm.sent_at',
          'm.delivered_at',
          'm.read_at',
          'm.played_at',
          'm.failed_at',
        ])
        .where('m.id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    /** Each try to send it, oldest first. */
    async attempts(id: MessageId): Promise<AttemptRecord[]> {
      return await db
        .selectFrom('attempt')
        .select(['at', 'outcome', 'meta_code', 'trace_id'])
        .where('message_id', '=', id)
        .orderBy('id')
        .execute();
    },

    /** Messages that others quote, by wamid; text is cut to 200 characters. */
    async quoted(connectionId: ConnectionId, wamids: readonly Wamid[]): Promise<QuotedRecord[]> {
      if (wamids.length === 0) return [];
      const found = await quoted(db, connectionId, JSON.stringify(wamids));
      return found.filter(hasWamid);
    },

    async quotedByIds(ids: readonly MessageId[]): Promise<QuotedRecord[]> {
      if (ids.length === 0) return [];
      const found = await quotedColumns(db).where('id', 'in', idList<MessageId>(ids)).execute();
      return found.filter(hasWamid);
    },

    /** Ids of the latest messages up to a time, newest first, from the index alone. */
    async wamidsUpTo(conversationId: ConversationId, sortAt: number, limit: number): Promise<{ id: MessageId; wamid: Wamid | null }[]> {
      return await db
        .selectFrom('message')
        .select(['id', 'wamid'])
        .where('conversation_id', '=', conversationId)
        .where('sort_at', '<=', sortAt)
        .orderBy('sort_at', 'desc')
        .orderBy('wamid', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
    },

    /** Takes the unread mark from everything up to and with a place; says how many still have it. */
    async markReadUpTo(place: ThreadPlace): Promise<number> {
      await db
        .updateTable('message as m')
        .set({ unread: 0 })
        .where('m.conversation_id', '=', place.conversation_id)
        .where(sql<boolean>`m.unread = 1`)
        .where('m.sort_at', '<=', place.sort_at)
        .where(sql<boolean>`not (${isAfterPlace(place)})`)
        .execute();
      const { left } = await db
        .selectFrom('message')
        .select((eb) => eb.fn.countAll<number>().as('left'))
        .where('conversation_id', '=', place.conversation_id)
        .where(sql<boolean>`unread = 1`)
        .executeTakeFirstOrThrow();
      return left;
    },

    /** The ids of the messages that bear the unread mark up to and with a place. */
    async unreadUpTo(place: ThreadPlace): Promise<MessageId[]> {
      const found = await db
        .selectFrom('message as m')
        .select('m.id')
        .where('m.conversation_id', '=', place.conversation_id)
        .where(sql<boolean>`m.unread = 1`)
        .where('m.sort_at', '<=', place.sort_at)
        .where(sql<boolean>`not (${isAfterPlace(place)})`)
        .execute();
      return found.map((row) => row.id);
    },
  };
}

const thread = (db: Queries, conversationId: ConversationId) =>
  db.selectFrom('message as m').select(columns).where('m.conversation_id', '=', conversationId);

const newest = compileOnce((db, conversationId: ConversationId, limit: number) =>
  thread(db, conversationId).orderBy('m.sort_at', 'desc').orderBy('m.wamid', 'desc').orderBy('m.id', 'desc').limit(limit),
);

const before = compileOnce((db, conversationId: ConversationId, sortAt: number, wamid: string, id: MessageId, limit: number) =>
  thread(db, conversationId)
    .where('m.sort_at', '<=', sortAt)
    .where(isBefore(sortAt, wamid, id))
    .orderBy('m.sort_at', 'desc')
    .orderBy('m.wamid', 'desc')
    .orderBy('m.id', 'desc')
    .limit(limit),
);

const after = compileOnce((db, conversationId: ConversationId, sortAt: number, wamid: string, id: MessageId, limit: number) =>
  thread(db, conversationId)
    .where('m.sort_at', '>=', sortAt)
    .where(isAfter(sortAt, wamid, id))
    .orderBy('m.sort_at')
    .orderBy('m.wamid')
    .orderBy('m.id')
    .limit(limit),
);

const firstUnread = compileOnce((db, conversationId: ConversationId) =>
  db
    .selectFrom('message')
    .select(['id', 'conversation_id', 'sort_at', 'wamid'])
    .where('conversation_id', '=', conversationId)
    // A literal, so that the planner sees that the partial index fits.
    .where(sql<boolean>`unread = 1`)
    .orderBy('sort_at')
    .orderBy('wamid')
    .orderBy('id')
    .limit(sql.lit(1)),
);

const quoted = compileOnce((db, connectionId: ConnectionId, wamids: string) =>
  quotedColumns(db).where('connection_id', '=', connectionId).where('wamid', 'in', jsonList<Wamid>(wamids)),
);

function quotedColumns(db: Queries) {
  return db
    .selectFrom('message')
    .select([
      'id',
      'wamid',
      'direction',
      'kind',
      sql<string | null>`substr(text, 1, 200)`.as('text'),
      sql<string | null>`case when kind in ('audio', 'document') then content end`.as('content'),
    ]);
}

function hasWamid<T extends { readonly wamid: Wamid | null }>(row: T): row is T & { readonly wamid: Wamid } {
  return row.wamid !== null;
}

// No wamid sorts first, as the index does with NULL; no real one is empty.
function isBefore(sortAt: number, wamid: string, id: MessageId) {
  return sql<boolean>`(m.sort_at < ${sortAt} or (m.sort_at = ${sortAt} and (coalesce(m.wamid, ''), m.id) < (${wamid}, ${id})))`;
}

function isAfter(sortAt: number, wamid: string, id: MessageId) {
  return sql<boolean>`(m.sort_at > ${sortAt} or (m.sort_at = ${sortAt} and (coalesce(m.wamid, ''), m.id) > (${wamid}, ${id})))`;
}

function isAfterPlace(place: ThreadPlace) {
  return isAfter(place.sort_at, place.wamid ?? '', place.id);
}
