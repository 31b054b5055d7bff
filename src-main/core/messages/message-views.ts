import type { MessageView, QuoteView, ReactionView } from '../../../src-preload/contract/views.ts';
import type { ConnectionId, MessageId, Wamid } from '../../domain/ids.ts';
import { isMediaKind } from '../../domain/message-content.ts';
import { messageToken } from '../../domain/wamid.ts';
import type { MessageRecord, QuotedRecord } from '../../storage/repositories/messages.ts';
import type { Storage } from '../../storage/storage.ts';
import { keyOf, type MessageChanges, readChanges } from './changes-of.ts';
import { messageView, quoteView } from './message-view.ts';

/** How far back a quote is looked for by its message token when its wamid is not here; from the index alone. */
const tokenSearchDepth = 1000;

/** Views of messages in the order given: what stands beside them is read for all at once. */
export async function messageViews(read: Storage['read'], records: readonly MessageRecord[]): Promise<MessageView[]> {
  if (records.length === 0) return [];
  const quoted = await quotedBy(read, records);
  const changes = await readChanges(read, wamidsOf(records, quoted));
  const authors = await authorsOf(read, records);
  const withFiles = records.filter(({ kind }) => isMediaKind(kind));
  const media = withFiles.length === 0 ? null : await read.media.viewsOf(withFiles.map(({ id }) => id));
  const connectedAt = new Map((await read.connections.list()).map(({ id, created_at }) => [id, created_at]));
  return records.map((record) => {
    const key = record.wamid === null ? null : keyOf(record.connection_id, record.wamid);
    return messageView(record, {
      quote: quoteOf(record, quoted, changes),
      reactions: (key === null ? undefined : changes.reactions.get(key)) ?? none,
      author: authors.get(record.id) ?? null,
      connectedAt: connectedAt.get(record.connection_id) ?? 0,
      media: media?.get(record.id) ?? null,
      edit: (key === null ? undefined : changes.edits.get(key)?.at(-1)) ?? null,
      deleted: (key === null ? undefined : changes.deletions.get(key)) ?? null,
      keepDeleted: changes.keepDeleted,
    });
  });
}

/** The messages themselves and those that they quote. */
function wamidsOf(records: readonly MessageRecord[], quoted: ReadonlyMap<string, QuotedRecord>): Map<ConnectionId, Wamid[]> {
  const wanted = new Map<ConnectionId, Wamid[]>();
  for (const [connectionId, group] of byConnection(records)) {
    const quotes = group.map(({ reply_to }) => (reply_to === null ? null : (quoted.get(keyOf(connectionId, reply_to))?.wamid ?? null)));
    const own = group.map(({ wamid }) => wamid);
    wanted.set(connectionId, [...new Set([...own, ...quotes].filter((wamid) => wamid !== null))]);
  }
  return wanted;
}

function quoteOf(record: MessageRecord, found: ReadonlyMap<string, QuotedRecord>, changes: MessageChanges): QuoteView | null {
  if (record.reply_to === null) return null;
  const quoted = found.get(keyOf(record.connection_id, record.reply_to)) ?? null;
  if (quoted === null) return quoteView(record.reply_to, null);
  const key = keyOf(record.connection_id, quoted.wamid);
  return quoteView(record.reply_to, quoted, changes.edits.get(key)?.at(-1) ?? null, changes.deletions.has(key) && !changes.keepDeleted);
}

const none: readonly ReactionView[] = [];

function byConnection(records: readonly MessageRecord[]): Map<ConnectionId, MessageRecord[]> {
  const groups = new Map<ConnectionId, MessageRecord[]>();
  for (const record of records) {
    const group = groups.get(record.connection_id);
    if (group === undefined) groups.set(record.connection_id, [record]);
    else group.push(record);
  }
  return groups;
}

/** The messages that are quoted, by the wamid that the reply names. */
async function quotedBy(read: Storage['read'], records: readonly MessageRecord[]): Promise<Map<string, QuotedRecord>> {
  const found = new Map<string, QuotedRecord>();
  for (const [connectionId, group] of byConnection(records)) {
    const replies = group.filter(({ reply_to }) => reply_to !== null);
    if (replies.length === 0) continue;
    const wamids = [...new Set(replies.flatMap(({ reply_to }) => (reply_to === null ? [] : [reply_to])))];
    for (const quoted of await read.messages.quoted(connectionId, wamids)) found.set(keyOf(connectionId, quoted.wamid), quoted);
    const missing = replies.filter(({ reply_to }) => reply_to !== null && !found.has(keyOf(connectionId, reply_to)));
    for (const [wamid, quoted] of await quotedByToken(read, missing)) found.set(keyOf(connectionId, wamid), quoted);
  }
  return found;
}

/**
 * The customer's app may name a message by an id of another scope (by user id instead of phone number) that holds the same
 * message token. It is matched within the conversation when exactly one message fits.
 */
async function quotedByToken(read: Storage['read'], replies: readonly MessageRecord[]): Promise<Map<Wamid, QuotedRecord>> {
  const wanted = new Map<string, { readonly wamid: Wamid; readonly reply: MessageRecord }>();
  for (const reply of replies) {
    const token = reply.reply_to === null ? null : messageToken(reply.reply_to);
    if (token !== null && reply.reply_to !== null) wanted.set(`${reply.conversation_id} ${token}`, { wamid: reply.reply_to, reply });
  }
  if (wanted.size === 0) return new Map();

  const candidates = new Map<string, MessageId[]>();
  for (const [conversationId, latestAt] of latestByConversation([...wanted.values()].map(({ reply }) => reply))) {
    for (const { id, wamid } of await read.messages.wamidsUpTo(conversationId, latestAt, tokenSearchDepth)) {
      const token = wamid === null ? null : messageToken(wamid);
      const key = `${conversationId} ${token}`;
      if (token === null || !wanted.has(key)) continue;
      candidates.set(key, [...(candidates.get(key) ?? []), id]);
    }
  }

  const matched = new Map<MessageId, Wamid>();
  for (const [key, ids] of candidates) {
    const [id, second] = ids;
    const want = wanted.get(key);
    if (id !== undefined && second === undefined && want !== undefined) matched.set(id, want.wamid);
  }
  const quoted = new Map<Wamid, QuotedRecord>();
  for (const record of await read.messages.quotedByIds([...matched.keys()])) {
    const wamid = matched.get(record.id);
    if (wamid !== undefined) quoted.set(wamid, record);
  }
  return quoted;
}

function latestByConversation(replies: readonly MessageRecord[]): Map<MessageRecord['conversation_id'], number> {
  const latest = new Map<MessageRecord['conversation_id'], number>();
  for (const { conversation_id, sort_at } of replies) latest.set(conversation_id, Math.max(sort_at, latest.get(conversation_id) ?? 0));
  return latest;
}

/** Names of the writers, for messages of groups only. */
async function authorsOf(read: Storage['read'], records: readonly MessageRecord[]): Promise<Map<MessageId, string>> {
  const incoming = records.filter(({ direction }) => direction === 0);
  const authors = new Map<MessageId, string>();
  if (incoming.length === 0) return authors;
  const groups = new Set(await read.conversations.groupsAmong([...new Set(incoming.map((record) => record.conversation_id))]));
  if (groups.size === 0) return authors;
  const written = incoming.filter((record) => groups.has(record.conversation_id));
  const names = await read.contacts.authors(written.flatMap(({ peer_identity_id: id }) => (id === null ? [] : [id])));
  for (const { id, peer_identity_id } of written) {
    const name = peer_identity_id === null ? undefined : names.get(peer_identity_id);
    if (name !== undefined) authors.set(id, name);
  }
  return authors;
}
