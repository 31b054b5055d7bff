import { sql } from 'kysely';
import type { DeliveryState } from '../../domain/delivery.ts';
import type { ConnectionId, ContactId, ConversationId, MessageId } from '../../domain/ids.ts';
import { compileOnce } from '../compile-once.ts';
import type { Queries } from '../storage.ts';
import { idList, jsonList } from './id-list.ts';

export { idList } from './id-list.ts';

/** One conversation with what its list row shows. */
export interface ConversationRecord {
  readonly id: ConversationId;
  readonly connectionId: ConnectionId;
  readonly contactId: ContactId;
  readonly lastAt: number;
  readonly unread: number;
  readonly markedUnread: 0 | 1;
  readonly windowOpenedAt: number | null;
  readonly windowClosedByMetaAt: number | null;
  /** First 200 characters. */
  readonly draft: string | null;
  readonly name: string | null;
  readonly isGroup: 0 | 1;
  readonly lastId: MessageId | null;
  readonly lastDirection: 0 | 1 | null;
  readonly lastKind: string | null;
  /** First 200 characters, as last edited. */
  readonly lastText: string | null;
  /** JSON, for kinds whose short form needs it; else null. */
  readonly lastContent: string | null;
  readonly lastDeleted: 0 | 1;
  readonly lastState: DeliveryState | null;
}

export interface ConversationDetails extends ConversationRecord {
  readonly draftText: string | null;
  readonly messageCount: number;
  /** When we blocked the customer at WhatsApp (epoch ms), or null. */
  readonly blockedAt: number | null;
  /** Whether its connection has an access token. */
  readonly hasToken: 0 | 1;
  /** When Meta refused that token (epoch ms), or null. */
  readonly tokenRefusedAt: number | null;
}

/** Keyset: the sort time and id of the last row that is known already. */
export interface RowCursor {
  readonly at: number;
  readonly id: number;
}

/** Windows opened after `openedAfter` and not later than `openedUpTo` (epoch ms, Meta's clock) close soon. */
export interface ClosingRange {
  readonly openedAfter: number;
  readonly openedUpTo: number;
}

export interface ConversationFilter {
  readonly connectionId: ConnectionId | null;
  readonly unreadOnly: boolean;
}

export type ConversationsRepository = ReturnType<typeof createConversationsRepository>;

/** Reads and marks of conversations. Lists are read by keyset over an index, newest first. */
export function createConversationsRepository(db: Queries) {
  const rows = () => conversationRows(db);

  return {
    /** Newest first. */
    async page(filter: ConversationFilter, after: RowCursor | null, limit: number): Promise<ConversationRecord[]> {
      let query = rows().orderBy('c.last_at', 'desc').orderBy('c.id', 'desc').limit(limit);
      if (filter.connectionId !== null) query = query.where('c.connection_id', '=', filter.connectionId);
      if (filter.unreadOnly) query = query.where(isUnread);
      if (after !== null) query = query.where(sql<boolean>`(c.last_at, c.id) < (${after.at}, ${after.id})`);
      return await query.execute();
    },

    /** Open windows that close soon, soonest first. */
    async closing(
      connectionId: ConnectionId | null,
      range: ClosingRange,
      after: RowCursor | null,
      limit: number,
    ): Promise<ConversationRecord[]> {
      let query = rows()
        .where(isClosing(range))
        .orderBy('c.window_opened_at')
        .orderBy('c.id')
        .limit(limit);
      if (connectionId !== null) query = query.where(isOfConnection(connectionId));
      if (after !== null) query = query.where(sql<boolean>`(c.window_opened_at, c.id) > (${after.at}, ${after.id})`);
      return await query.execute();
    },

    /** In no particular order; ids that do not exist are left out. */
    async rows(ids: readonly ConversationId[]): Promise<ConversationRecord[]> {
      if (ids.length === 0) return [];
      return await rows().where('c.id', 'in', idList<ConversationId>(ids)).execute();
    },

    async get(id: ConversationId): Promise<ConversationDetails | null> {
      const [row] = await details(db, id);
      return row ?? null;
    },

    /** The conversations of one contact, one for each connection that it wrote to. */
    async idsOfContact(contactId: ContactId): Promise<ConversationId[]> {
      const found = await db.selectFrom('conversation').select('id').where('contact_id', '=', contactId).execute();
      return found.map((row) => row.id);
    },

    /** Those of the conversations that are with a group. */
    async groupsAmong(ids: readonly ConversationId[]): Promise<ConversationId[]> {
      const found = await groups(db, JSON.stringify(ids));
      return found.map((row) => row.id);
    },

    async setMarkedUnread(id: ConversationId, marked: boolean): Promise<void> {
      await db.updateTable('conversation').set({ marked_unread: marked ? 1 : 0 }).where('id', '=', id).execute();
    },

    async setUnread(id: ConversationId, unread: number): Promise<void> {
      await db.updateTable('conversation').set({ unread }).where('id', '=', id).execute();
    },
  };
}

// Beside max() stand the columns of its row: the last edit by (time, wamid), without sorting.
const lastText = sql<string | null>`substr(case when exists (select 1 from message_edit e where e.connection_id = m.connection_id and e.target_wamid = m.wamid)
  then (select w.text from (select e.text, max(printf('%016d%s', e.at, e.wamid)) from message_edit e
    where e.connection_id = m.connection_id and e.target_wamid = m.wamid) w)
  else m.text end, 1, 200)`.as('lastText');
const lastContent = sql<string | null>`case when m.kind in ('audio', 'document') then m.content end`.as('lastContent');
const lastDeleted = sql<
  0 | 1
>`exists (select 1 from message_deletion x where x.connection_id = m.connection_id and x.target_wamid = m.wamid)`.as('lastDeleted');

/** The columns of a list row, without condition or order. */
export function conversationRows(db: Queries) {
  return db
    .selectFrom('conversation as c')
    .innerJoin('contact as p', 'p.id', 'c.contact_id')
    .leftJoin('message as m', 'm.id', 'c.last_message_id')
    .select([
      'c.id',
      'c.connection_id as connectionId',
      'c.contact_id as contactId',
      'c.last_at as lastAt',
      'c.unread',
      'c.marked_unread as markedUnread',
      'c.window_opened_at as windowOpenedAt',
      'c.window_closed_by_meta_at as windowClosedByMetaAt',
      sql<string | null>`substr(c.draft, 1, 200)`.as('draft'),
      'p.display_name as name',
      'p.is_group as isGroup',
      'm.id as lastId',
      'm.direction as lastDirection',
      'm.kind as lastKind',
      lastText,
      lastContent,
      lastDeleted,
      'm.state as lastState',
    ]);
}

const details = compileOnce((db, id: ConversationId) =>
  conversationRows(db)
    .innerJoin('connection as n', 'n.id', 'c.connection_id')
    .select([
      'c.draft as draftText',
      'c.message_count as messageCount',
      'c.blocked_at as blockedAt',
      'n.token_refused_at as tokenRefusedAt',
      sql<0 | 1>`exists (select 1 from secret s where s.connection_id = c.connection_id and s.kind = 'access_token')`.as('hasToken'),
    ])
    .where('c.id', '=', id),
);

const groups = compileOnce((db, ids: string) =>
  db
    .selectFrom('conversation as c')
    .innerJoin('contact as p', 'p.id', 'c.contact_id')
    .select('c.id')
    .where('c.id', 'in', jsonList<ConversationId>(ids))
    .where('p.is_group', '=', 1),
);

/** The words of the partial indexes, so that the planner can use them. */
export const isUnread = sql<boolean>`(c.unread > 0 or c.marked_unread = 1)`;

/** The plus keeps the planner from the index of connections, where the one of windows leaves less to look at. */
export function isOfConnection(connectionId: ConnectionId) {
  return sql<boolean>`+c.connection_id = ${connectionId}`;
}

/** Windows that Meta has not closed itself and that end within the range. */
export function isClosing(range: ClosingRange) {
  return sql<boolean>`c.window_opened_at > ${range.openedAfter} and c.window_opened_at <= ${range.openedUpTo}
    and (c.window_closed_by_meta_at is null or c.window_closed_by_meta_at <= c.window_opened_at)`;
}
