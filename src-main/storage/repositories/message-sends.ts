import type { DeliveryState } from '../../domain/delivery.ts';
import type { ConnectionId, ContactId, ConversationId, IdentityId, MessageId, PhoneNumberId, Wamid, WabaId } from '../../domain/ids.ts';
import { primaryWaId } from '../../domain/phone.ts';
import type { Queries } from '../storage.ts';
import { source } from '../tables.ts';
import { acceptSend, removeMessage } from './message-sends-accept.ts';
import type { AcceptedSend } from './message-sends-accept.ts';

/** What must be known before something is sent in a conversation. */
export interface SendContext {
  readonly conversationId: ConversationId;
  readonly connectionId: ConnectionId;
  readonly contactId: ContactId;
  readonly isGroup: boolean;
  readonly lastAt: number;
  readonly windowOpenedAt: number | null;
  readonly windowClosedByMetaAt: number | null;
  readonly phoneNumberId: PhoneNumberId;
  readonly wabaId: WabaId;
  readonly graphUrl: string;
  readonly graphVersion: string;
  readonly readReceipts: 'open' | 'reply' | 'never';
  readonly tokenRefusedAt: number | null;
  readonly pausedReason: string | null;
  /** Whether the number tells customers that an agent types. */
  readonly typingIndicator: boolean;
  /** Since when this customer is blocked at WhatsApp (epoch ms); null when not. */
  readonly blockedAt: number | null;
}

/** How a contact is addressed: the phone by `primaryWaId`, the user id that was seen last. */
export interface Address {
  readonly phone: string | null;
  readonly userId: string | null;
  /** The identity that a send names: the phone before the user id. */
  readonly identityId: IdentityId | null;
}

export interface OutboundMessage {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
  readonly connectionId: ConnectionId;
  readonly text: string | null;
  /** Meta's object of the kind, JSON; null for texts. */
  readonly content: string | null;
  readonly replyTo: Wamid | null;
  readonly state: DeliveryState | null;
  readonly wamid: Wamid | null;
  readonly failure: string | null;
  readonly kind: string;
  readonly direction: 0 | 1;
}

export interface NewOutboundMessage {
  readonly conversationId: ConversationId;
  readonly connectionId: ConnectionId;
  readonly peerIdentityId: IdentityId | null;
  readonly kind: string;
  readonly text: string | null;
  readonly content: string | null;
  readonly replyTo: Wamid | null;
  readonly clientKey: string;
  readonly sortAt: number;
  readonly now: number;
}

/** A message may have waited this long before it was accepted; older ones are not looked at. */
const longestWaitMs = 60 * 60 * 1000;

/** What sending needs of conversations, contacts and messages. */
export type MessageSendsRepository = ReturnType<typeof createMessageSendsRepository>;

export function createMessageSendsRepository(db: Queries) {
  const outbound = () =>
    db
      .selectFrom('message')
      .select([
        'id',
        'conversation_id as conversationId',
        'connection_id as connectionId',
        'text',
        'content',
        'reply_to as replyTo',
        'state',
        'wamid',
        'failure',
        'kind',
        'direction',
      ]);

  return {
    async context(conversationId: ConversationId): Promise<SendContext | null> {
      const row = await db
        .selectFrom('conversation as c')
        .innerJoin('contact as p', 'p.id', 'c.contact_id')
        .innerJoin('connection as n', 'n.id', 'c.connection_id')
        .select([
          'c.id as conversationId',
          'c.connection_id as connectionId',
          'c.contact_id as contactId',
          'p.is_group as isGroup',
          'c.last_at as lastAt',
          'c.window_opened_at as windowOpenedAt',
          'c.window_closed_by_meta_at as windowClosedByMetaAt',
          'n.phone_number_id as phoneNumberId',
          'n.waba_id as wabaId',
          'n.graph_url as graphUrl',
          'n.graph_version as graphVersion',
          'n.read_receipts as readReceipts',
          'n.token_refused_at as tokenRefusedAt',
          'n.paused_reason as pausedReason',
          'c.blocked_at as blockedAt',
          'n.typing_indicator as typingIndicator',
        ])
        .where('c.id', '=', conversationId)
        .executeTakeFirst();
      return row === undefined ? null : { ...row, isGroup: row.isGroup === 1, typingIndicator: row.typingIndicator === 1 };
    },

    async address(contactId: ContactId): Promise<Address> {
      const rows = await db
        .selectFrom('identity')
        .select(['id', 'kind', 'value', 'last_seen_at'])
        .where('contact_id', '=', contactId)
        .where('kind', 'in', ['wa_id', 'user_id', 'parent_user_id'])
        .execute();
      const latest = (kind: string) =>
        rows
          .filter((row) => row.kind === kind)
          .sort((a, b) => (b.last_seen_at ?? 0) - (a.last_seen_at ?? 0) || b.id - a.id)
          .at(0);
      const numbers = rows.filter((row) => row.kind === 'wa_id');
      const primary = primaryWaId(numbers.map((row) => ({ waId: row.value, lastSeenAt: row.last_seen_at ?? 0 })));
      const phone = numbers.find((row) => row.value === primary);
      const user = latest('user_id') ?? latest('parent_user_id');
      return { phone: phone?.value ?? null, userId: user?.value ?? null, identityId: phone?.id ?? user?.id ?? null };
    },

    async byId(id: MessageId): Promise<OutboundMessage | null> {
      return (await outbound().where('id', '=', id).executeTakeFirst()) ?? null;
    },

    async byClientKey(clientKey: string): Promise<OutboundMessage | null> {
      return (await outbound().where('client_key', '=', clientKey).executeTakeFirst()) ?? null;
    },

    /** A message of ours that is to be sent; it counts at once in its conversation's summary. */
    async insert(message: NewOutboundMessage): Promise<MessageId> {
      const { id } = await db
        .insertInto('message')
        .values({
          conversation_id: message.conversationId,
          connection_id: message.connectionId,
          peer_identity_id: message.peerIdentityId,
          direction: 1,
          source: source.wicket,
          kind: message.kind,
          sort_at: message.sortAt,
          received_at: message.now,
          text: message.text,
          content: message.content,
          reply_to: message.replyTo,
          state: 'queued',
          client_key: message.clientKey,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      await db
        .updateTable('conversation')
        .set((eb) => ({ message_count: eb('message_count', '+', 1) }))
        .where('id', '=', message.conversationId)
        .execute();
      await db
        .updateTable('conversation')
        .set({ last_message_id: id, last_at: message.sortAt })
        .where('id', '=', message.conversationId)
        .where('last_at', '<=', message.sortAt)
        .execute();
      return id;
    },

    /** Takes a message of ours away that never reached Meta, in one of the states `from`. False when it is not. */
    async remove(id: MessageId, conversationId: ConversationId, from: readonly DeliveryState[]): Promise<boolean> {
      const row = await db.selectFrom('message').select('id').where('id', '=', id).where('direction', '=', 1).where('state', 'in', from).executeTakeFirst();
      if (row === undefined) return false;
      await removeMessage(db, id, conversationId);
      return true;
    },

    async setBlocked(conversationId: ConversationId, at: number | null): Promise<void> {
      await db.updateTable('conversation').set({ blocked_at: at }).where('id', '=', conversationId).execute();
    },

    /** Moves a message that is still in one of the states `from`; false when it is not. */
    async move(id: MessageId, from: readonly DeliveryState[], to: DeliveryState, failure?: string): Promise<boolean> {
      const result = await db
        .updateTable('message')
        .set({ state: to, ...(failure === undefined ? {} : { failure }) })
        .where('id', '=', id)
        .where('state', 'in', from)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** Gives a message its wamid, with all that was known of it before. Null when the message is gone. */
    accept(id: MessageId, wamid: Wamid, at: number): Promise<AcceptedSend | null> {
      return acceptSend(db, id, wamid, at);
    },

    /** Meta itself says that the window is closed (error 131047). */
    async closeWindow(conversationId: ConversationId, at: number): Promise<void> {
      await db.updateTable('conversation').set({ window_closed_by_meta_at: at }).where('id', '=', conversationId).execute();
    },

    /** When messages of this conversation were accepted, oldest first, from `since` (epoch ms) on. */
    async acceptedSince(conversationId: ConversationId, since: number): Promise<number[]> {
      const rows = await db
        .selectFrom('message')
        .select('accepted_at')
        .where('conversation_id', '=', conversationId)
        .where('sort_at', '>=', since - longestWaitMs)
        .where('accepted_at', '>=', since)
        .orderBy('accepted_at')
        .execute();
      return rows.flatMap((row) => (row.accepted_at === null ? [] : [row.accepted_at]));
    },
  };
}
