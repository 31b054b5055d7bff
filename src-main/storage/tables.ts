import type { Generated } from 'kysely';
import type { ConnectionId, ContactId, ConversationId, DeliveryId, IdentityId, MessageId, PhoneNumberId, Wamid, WabaId } from '../domain/ids.ts';
import type { DeliveryState } from '../domain/delivery.ts';

/** Kysely's picture of the database. Times are epoch milliseconds; flags are 0 or 1; JSON is text. */
export interface Tables {
  connection: ConnectionTable;
  secret: { connection_id: ConnectionId; kind: SecretKind; box: Uint8Array; last_four: string; updated_at: number };
  key_wrap: { kind: string; wrapped: Uint8Array; created_at: number };
  setting: { key: string; value: string };
  webhook_delivery: {
    id: Generated<DeliveryId>;
    received_at: number;
    body: Uint8Array | null;
    codec: Generated<0 | 1>;
    split: Generated<0 | 1>;
  };
  webhook_item: {
    delivery_id: DeliveryId;
    ordinal: number;
    kind: string;
    phone_number_id: string | null;
    key: string | null;
    outcome: ItemOutcome;
    reason: string | null;
  };
  journal_total: { outcome: string; items: number };
  contact: ContactTable;
  identity: IdentityTable;
  identity_pair: { a_id: IdentityId; b_id: IdentityId; kind: PairKind; first_at: number; last_at: number };
  contact_join: {
    id: Generated<number>;
    kept_contact_id: ContactId;
    joined_contact_id: ContactId;
    joined_name: string | null;
    reason: string;
    a_identity_id: IdentityId;
    b_identity_id: IdentityId;
    at: number;
    undone_at: number | null;
  };
  conversation: ConversationTable;
  message: MessageTable;
  reaction: {
    connection_id: ConnectionId;
    target_wamid: Wamid;
    direction: 0 | 1;
    reactor: string;
    emoji: string;
    at: number;
    wamid: Wamid;
  };
  parked_status: {
    connection_id: ConnectionId;
    wamid: Wamid;
    sent_at: number | null;
    delivered_at: number | null;
    read_at: number | null;
    played_at: number | null;
    failed_at: number | null;
    failure: string | null;
    pricing: string | null;
    opaque: string | null;
  };
  notice: {
    id: Generated<number>;
    key: string;
    phone_number_id: string | null;
    waba_id: string | null;
    field: string;
    at: number;
    content: string;
  };
  media: MediaTable;
  media_file: {
    sha256: string;
    mime: string;
    bytes: number;
    width: number | null;
    height: number | null;
    duration_ms: number | null;
    pages: number | null;
    waveform: Uint8Array | null;
    stored_at: number;
  };
  media_upload: { connection_id: ConnectionId; sha256: string; mime: string; meta_id: string; expires_at: number };
  handed_file: { id: string; sha256: string; name: string; created_at: number };
  message_edit: { connection_id: ConnectionId; target_wamid: Wamid; wamid: Wamid; at: number; text: string | null; content: string | null };
  message_deletion: { connection_id: ConnectionId; target_wamid: Wamid; direction: 0 | 1; at: number };
  outbox: {
    id: Generated<number>;
    kind: 'message' | 'read' | 'reaction';
    connection_id: ConnectionId;
    conversation_id: ConversationId;
    message_id: MessageId;
    state: 'queued' | 'sending' | 'held';
    attempts: Generated<number>;
    next_at: number;
    lease_until: number | null;
    held_reason: string | null;
    payload: string | null;
  };
  attempt: {
    id: Generated<number>;
    message_id: MessageId;
    at: number;
    outcome: string;
    http_status: number | null;
    meta_code: number | null;
    meta_subcode: number | null;
    details: string | null;
    trace_id: string | null;
  };
}

export type SecretKind = 'access_token' | 'app_secret' | 'verify_token';
export type ItemOutcome = 'applied' | 'duplicate' | 'ignored' | 'waiting' | 'quarantined';
export type PairKind = 'seen_together' | 'system' | 'by_hand' | 'parted';

export { source } from '../domain/message-source.ts';

export interface MediaTable {
  id: Generated<number>;
  connection_id: ConnectionId;
  message_id: MessageId;
  meta_id: string | null;
  url: string | null;
  told_mime: string | null;
  told_sha256: string | null;
  told_bytes: number | null;
  state: 'waiting' | 'downloading' | 'stored' | 'failed' | 'gone';
  attempts: Generated<number>;
  next_at: number | null;
  deadline_at: number | null;
  failure: string | null;
  sha256: string | null;
  created_at: number;
}

export interface ConnectionTable {
  id: Generated<ConnectionId>;
  phone_number_id: PhoneNumberId;
  waba_id: WabaId;
  app_id: string | null;
  phone: string;
  name: Generated<string>;
  graph_url: string;
  graph_version: string;
  answered_version: string | null;
  read_receipts: Generated<'open' | 'reply' | 'never'>;
  token_refused_at: number | null;
  paused_reason: string | null;
  typing_indicator: Generated<0 | 1>;
  created_at: number;
  updated_at: number;
}

export interface ContactTable {
  id: Generated<ContactId>;
  local_name: string | null;
  display_name: string | null;
  search_text: Generated<string>;
  is_group: Generated<0 | 1>;
  created_at: number;
}

export interface IdentityTable {
  id: Generated<IdentityId>;
  kind: 'user_id' | 'parent_user_id' | 'wa_id' | 'group';
  value: string;
  match_key: string | null;
  contact_id: ContactId;
  profile_name: string | null;
  profile_name_at: number | null;
  username: string | null;
  username_at: number | null;
  first_seen_at: number | null;
  last_seen_at: number | null;
  timed: Generated<0 | 1>;
}

export interface ConversationTable {
  id: Generated<ConversationId>;
  connection_id: ConnectionId;
  contact_id: ContactId;
  last_message_id: MessageId | null;
  last_at: Generated<number>;
  window_opened_at: number | null;
  window_closed_by_meta_at: number | null;
  unread: Generated<number>;
  marked_unread: Generated<0 | 1>;
  message_count: Generated<number>;
  receipt_sent_message_id: MessageId | null;
  draft: string | null;
  draft_at: number | null;
  blocked_at: number | null;
  draft_extras: string | null;
}

export interface MessageTable {
  id: Generated<MessageId>;
  conversation_id: ConversationId;
  connection_id: ConnectionId;
  wamid: Wamid | null;
  peer_identity_id: IdentityId | null;
  direction: 0 | 1;
  source: number;
  kind: string;
  sort_at: number;
  received_at: number;
  text: string | null;
  content: string | null;
  reply_to: Wamid | null;
  forwarded: Generated<0 | 1 | 2>;
  unread: Generated<0 | 1>;
  opens_window: Generated<0 | 1>;
  delivery_id: DeliveryId | null;
  item_ordinal: number | null;
  content_hash: Uint8Array | null;
  state: DeliveryState | null;
  accepted_at: number | null;
  sent_at: number | null;
  delivered_at: number | null;
  read_at: number | null;
  played_at: number | null;
  failed_at: number | null;
  failure: string | null;
  pricing: string | null;
  client_key: string | null;
}
