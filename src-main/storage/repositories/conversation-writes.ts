import { sql } from 'kysely';
import type { ConnectionId, ContactId, ConversationId, IdentityId, MessageId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import { idList } from './conversations.ts';

/** A conversation's summary as ingest keeps it up to date. Times are epoch ms. */
export interface ConversationState {
  readonly id: ConversationId;
  readonly connectionId: ConnectionId;
  contactId: ContactId;
  lastMessageId: MessageId | null;
  lastAt: number;
  lastWamid: string | null;
  windowOpenedAt: number | null;
  windowClosedByMetaAt: number | null;
  unread: number;
  messageCount: number;
}

/** Conversations made, summed up and moved: the write side. */
export type ConversationWritesRepository = ReturnType<typeof createConversationWritesRepository>;

export function createConversationWritesRepository(db: Queries) {
  const columns = sql`c.id, c.connection_id AS connectionId, c.contact_id AS contactId, c.last_message_id AS lastMessageId, c.last_at AS lastAt,
    m.wamid AS lastWamid, c.window_opened_at AS windowOpenedAt, c.window_closed_by_meta_at AS windowClosedByMetaAt, c.unread, c.message_count AS messageCount`;

  return {
    async ofContacts(contactIds: readonly ContactId[]): Promise<ConversationState[]> {
      if (contactIds.length === 0) return [];
      const { rows } = await sql<ConversationState>`SELECT ${columns} FROM conversation AS c LEFT JOIN message AS m ON m.id = c.last_message_id
        WHERE c.contact_id IN ${idList(contactIds)}`.execute(db);
      return rows;
    },

    async byId(id: ConversationId): Promise<ConversationState | undefined> {
      const { rows } = await sql<ConversationState>`SELECT ${columns} FROM conversation AS c LEFT JOIN message AS m ON m.id = c.last_message_id
        WHERE c.id = ${id}`.execute(db);
      return rows[0];
    },

    async insert(connectionId: ConnectionId, contactId: ContactId): Promise<ConversationState> {
      const row = await db.insertInto('conversation').values({ connection_id: connectionId, contact_id: contactId }).returning('id').executeTakeFirstOrThrow();
      return {
        id: row.id, connectionId, contactId, lastMessageId: null, lastAt: 0, lastWamid: null, windowOpenedAt: null, windowClosedByMetaAt: null,
        unread: 0, messageCount: 0,
      };
    },

    async update(changed: readonly ConversationState[]): Promise<void> {
      if (changed.length === 0) return;
      const list = JSON.stringify(
        changed.map((c) => [c.id, c.lastMessageId, c.lastAt, c.windowOpenedAt, c.windowClosedByMetaAt, c.unread, c.messageCount]),
      );
      await sql`UPDATE conversation SET last_message_id = j.value ->> 1, last_at = j.value ->> 2, window_opened_at = j.value ->> 3,
        window_closed_by_meta_at = j.value ->> 4, unread = j.value ->> 5, message_count = j.value ->> 6
        FROM json_each(${list}) AS j WHERE conversation.id = j.value ->> 0`.execute(db);
    },

    /** Sums a conversation up anew from its messages; answers how many there are. */
    async refresh(id: ConversationId): Promise<number> {
      await sql`UPDATE conversation SET
        last_message_id = (SELECT id FROM message WHERE conversation_id = ${id} ORDER BY sort_at DESC, wamid DESC, id DESC LIMIT 1),
        last_at = coalesce((SELECT sort_at FROM message WHERE conversation_id = ${id} ORDER BY sort_at DESC, wamid DESC, id DESC LIMIT 1), 0),
        window_opened_at = (SELECT sort_at FROM message WHERE conversation_id = ${id} AND opens_window = 1 ORDER BY sort_at DESC LIMIT 1),
        window_closed_by_meta_at = (SELECT max(failed_at) FROM message WHERE conversation_id = ${id} AND failed_at IS NOT NULL AND failure ->> 'code' = 131047),
        unread = (SELECT count(*) FROM message WHERE conversation_id = ${id} AND unread = 1),
        message_count = (SELECT count(*) FROM message WHERE conversation_id = ${id}) WHERE id = ${id}`.execute(db);
      const row = await db.selectFrom('conversation').select('message_count').where('id', '=', id).executeTakeFirst();
      return row?.message_count ?? 0;
    },

    /** Under which identities its messages are filed; null stands for messages that name none. */
    async peers(id: ConversationId): Promise<(IdentityId | null)[]> {
      const { rows } = await sql<{ peer: IdentityId | null }>`SELECT DISTINCT peer_identity_id AS peer FROM message WHERE conversation_id = ${id}`.execute(db);
      return rows.map(({ peer }) => peer);
    },

    /** Everything in one conversation goes to another, its outbox too; draft, block, mark and receipt where the other has none. */
    async moveAll(from: ConversationId, to: ConversationId): Promise<void> {
      await sql`UPDATE message SET conversation_id = ${to} WHERE conversation_id = ${from}`.execute(db);
      await sql`UPDATE outbox SET conversation_id = ${to} WHERE conversation_id = ${from}`.execute(db);
      await sql`UPDATE conversation SET
        draft = coalesce(conversation.draft, f.draft), draft_at = CASE WHEN conversation.draft IS NULL THEN f.draft_at ELSE conversation.draft_at END,
        draft_extras = coalesce(conversation.draft_extras, f.draft_extras),
        blocked_at = coalesce(conversation.blocked_at, f.blocked_at), marked_unread = max(conversation.marked_unread, f.marked_unread),
        receipt_sent_message_id = coalesce(conversation.receipt_sent_message_id, f.receipt_sent_message_id)
        FROM conversation AS f WHERE f.id = ${from} AND conversation.id = ${to}`.execute(db);
    },

    /** Messages that name one identity and lie in a span of time (from inclusive, until exclusive) go to another conversation. */
    async moveSome(from: ConversationId, to: ConversationId, peer: IdentityId, since: number, until: number): Promise<MessageId[]> {
      const { rows } = await sql<{ id: MessageId }>`UPDATE message SET conversation_id = ${to}
        WHERE conversation_id = ${from} AND peer_identity_id = ${peer} AND sort_at >= ${since} AND sort_at < ${until} RETURNING id`.execute(db);
      if (rows.length > 0) {
        await sql`UPDATE outbox SET conversation_id = ${to} WHERE conversation_id = ${from} AND message_id IN ${idList(rows.map(({ id }) => id))}`.execute(db);
      }
      return rows.map(({ id }) => id);
    },

    async setContact(id: ConversationId, contactId: ContactId): Promise<void> {
      await db.updateTable('conversation').set({ contact_id: contactId }).where('id', '=', id).execute();
    },

    /** Whether a person left something in it (a draft, that the customer is blocked), so that it stays although it is empty. */
    async isKept(id: ConversationId): Promise<boolean> {
      const row = await db.selectFrom('conversation').select(['draft', 'draft_extras as extras', 'blocked_at as blockedAt']).where('id', '=', id).executeTakeFirst();
      return row !== undefined && ((row.draft !== null && row.draft !== '') || row.extras !== null || row.blockedAt !== null);
    },

    async remove(id: ConversationId): Promise<void> {
      await db.deleteFrom('conversation').where('id', '=', id).execute();
    },
  };
}
