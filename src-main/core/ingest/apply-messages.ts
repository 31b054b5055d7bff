import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import { isMediaKind, mediaOf } from '../../domain/message-content.ts';
import { source } from '../../domain/message-source.ts';
import { furtherState, provenState } from '../../domain/message-state.ts';
import { countsAsUnread, opensWindow } from '../../domain/window-rules.ts';
import type { ConversationState } from '../../storage/repositories/conversation-writes.ts';
import type { IdentityState } from '../../storage/repositories/identities.ts';
import type { MessageState, MessageWords } from '../../storage/repositories/message-writes.ts';
import { asObject, isObject } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';
import type { ApplyContext, ItemPlace, Verdict } from './apply.ts';
import { applyDeletion, applyEdit } from './apply-changes.ts';
import { takeParked } from './apply-statuses.ts';
import { readDeletion, readEdit, readReaction } from './read-changes.ts';
import { type ReadMessage, readMessage } from './read-item.ts';
import { peerOf, type Sighting, systemSighting } from './sighting.ts';

/** How much of the hash is stored: enough that no two items share it. Hex digits. */
const hashDigits = 24;

/** Kinds that come without anybody having said anything. */
const empties = new Set(['ephemeral', 'request_welcome']);

/** A message of the customer, an echo of the phone app, or one of the imported history. */
export async function applyMessage(context: ApplyContext, item: WebhookItem, connectionId: ConnectionId, place: ItemPlace): Promise<Verdict> {
  const read = readMessage(item);
  if (read === null) return { outcome: 'ignored', reason: isObject(item.value) ? 'no_id' : 'malformed' };
  if (empties.has(read.kind)) return { outcome: 'ignored', reason: 'says_nothing' };
  const sighting = read.kind === 'system' ? systemSighting(item) : peerOf(item, read.direction);
  const at = read.at ?? place.receivedAt;
  const edit = readEdit(item);
  const deletion = readDeletion(item);
  if (edit !== null || (deletion !== null && !deletion.ofItself)) {
    if (sighting !== null) await context.people.learn(sighting, at);
    if (edit !== null) return applyEdit(context, connectionId, edit, place.receivedAt);
    if (deletion !== null) return applyDeletion(context, connectionId, deletion, place.receivedAt);
  }
  if (sighting === null && read.groupId === null) return { outcome: 'ignored', reason: 'no_sender' };
  const marked = deletion === null ? null : await applyDeletion(context, connectionId, deletion, place.receivedAt);
  const peer = sighting === null ? null : await context.people.learn(sighting, at);
  if (read.kind === 'reaction') return applyReaction(context, item, connectionId, read, sighting, at);

  // Seen is seen, even where another item of the same wamid stays.
  if (read.groupId !== null) await context.people.group(read.groupId, at);
  const known = await context.workspace.message(connectionId, read.wamid);
  if (known !== null) {
    const merged = await mergeKnown(context, known, read, peer, at, item, place);
    return marked?.outcome === 'applied' ? marked : merged;
  }
  const conversation = await homeOf(context, connectionId, read, peer, at);
  const message = await context.workspace.addMessage(
    conversation,
    {
      connectionId,
      wamid: read.wamid as Wamid,
      peerIdentityId: peer?.id ?? null,
      direction: read.direction === 'in' ? 0 : 1,
      source: read.source,
      kind: read.kind,
      sortAt: at,
      receivedAt: place.receivedAt,
      unread: countsAsUnread(read) ? 1 : 0,
      opensWindow: opensWindow(read) ? 1 : 0,
      hash: read.hash.slice(0, hashDigits),
      state: read.state,
      sentAt: null,
      deliveredAt: null,
      readAt: null,
      playedAt: null,
      failedAt: null,
      failure: null,
      pricing: null,
    },
    wordsOf(read, item, place),
  );
  noteMedia(context, message, item, place.receivedAt);
  await takeParked(context, message);
  return { outcome: 'applied' };
}

/** How long Meta keeps the file of a customer's message (milliseconds). */
const fileLifeMs = 7 * 24 * 60 * 60 * 1000;

/** Notes the file of a message for download; one that is not named yet is noted as such. */
function noteMedia({ workspace }: ApplyContext, message: MessageState, item: WebhookItem, receivedAt: number): void {
  const { kind } = message;
  if (!isMediaKind(kind)) return;
  const file = mediaOf(kind, asObject(item.value)?.[kind]);
  workspace.noteMedia({
    connectionId: message.connectionId,
    messageId: message.id,
    metaId: file?.metaId?.toWellFormed() ?? null,
    url: file?.url?.toWellFormed() ?? null,
    toldMime: file?.mime?.toWellFormed() ?? null,
    toldSha256: file?.sha256 ?? null,
    createdAt: receivedAt,
    deadlineAt: message.sortAt + fileLifeMs,
  });
}

/** The chat with the group, or with the person that the message names first. */
async function homeOf(
  { people, workspace }: ApplyContext,
  connectionId: ConnectionId,
  read: ReadMessage,
  peer: IdentityState | null,
  at: number,
): Promise<ConversationState> {
  const contactId = read.groupId !== null ? await people.group(read.groupId, at) : peer === null ? null : await people.contactFor(peer, at);
  if (contactId === null) throw new Error('A message of nobody.');
  return workspace.conversation(connectionId, contactId);
}

function wordsOf(read: ReadMessage, item: WebhookItem, place: ItemPlace): MessageWords {
  return {
    text: read.text?.toWellFormed() ?? null,
    content: read.content?.toWellFormed() ?? null,
    replyTo: read.replyTo,
    forwarded: read.forwarded,
    deliveryId: place.deliveryId,
    itemOrdinal: item.ordinal,
  };
}

/** The same wamid again. Ways of arrival and states add up; of different contents the one with the lower hash stays, whichever came first. */
async function mergeKnown(
  context: ApplyContext,
  known: MessageState,
  read: ReadMessage,
  peer: IdentityState | null,
  at: number,
  item: WebhookItem,
  place: ItemPlace,
): Promise<Verdict> {
  const { workspace } = context;
  const hash = read.hash.slice(0, hashDigits);
  // What was written here is the original; an echo of it adds nothing.
  const isOurs = known.hash === null || (known.source & source.wicket) !== 0;
  const before = { ...known };
  known.source |= read.source;
  known.receivedAt = Math.min(known.receivedAt, place.receivedAt);
  if (known.direction === 1 && !isOurs) known.state = furtherState(known.state, read.state);
  if (!isOurs && known.hash !== null && hash < known.hash) {
    known.direction = read.direction === 'in' ? 0 : 1;
    known.kind = read.kind;
    known.sortAt = at;
    known.peerIdentityId = peer?.id ?? null;
    known.hash = hash;
    known.opensWindow = opensWindow(read) ? 1 : 0;
    known.state = known.direction === 1 ? provenState(furtherState(before.state, read.state), known) : null;
    const eligible = countsAsUnread({ ...read, source: known.source });
    const was = before.direction === 0 && countsAsUnread({ direction: 'in', kind: before.kind, source: before.source });
    known.unread = !eligible ? 0 : was ? before.unread : 1;
    const home = await homeOf(context, known.connectionId, read, peer, at);
    await workspace.replaceMessage(known, wordsOf(read, item, place), home);
    if (isMediaKind(before.kind) && !isMediaKind(known.kind)) await workspace.forgetMedia(known.id);
    noteMedia(context, known, item, place.receivedAt);
    return { outcome: 'duplicate', reason: 'other_content' };
  }
  // Also where a program that did not know files took it in first.
  if (hash === known.hash && !isOurs) noteMedia(context, known, item, place.receivedAt);
  if (read.at === null && hash === known.hash) known.sortAt = Math.min(known.sortAt, at);
  if ((before.source & source.live) === 0 && countsAsUnread({ direction: known.direction === 0 ? 'in' : 'out', kind: known.kind, source: known.source })) {
    known.unread = 1;
  }
  if (known.source !== before.source || known.receivedAt !== before.receivedAt || known.state !== before.state) {
    workspace.touchMessage(known, known.unread !== before.unread || known.sortAt !== before.sortAt);
  }
  return hash === known.hash || isOurs ? { outcome: 'duplicate' } : { outcome: 'duplicate', reason: 'other_content' };
}

/** A reaction changes the message that it is about, never the unread count; on an unknown message it waits beside that wamid. */
async function applyReaction(
  { tx, workspace }: ApplyContext,
  item: WebhookItem,
  connectionId: ConnectionId,
  read: ReadMessage,
  sighting: Sighting | null,
  at: number,
): Promise<Verdict> {
  const reaction = readReaction(item);
  if (reaction === null) return { outcome: 'ignored', reason: 'malformed' };
  const isNew = await tx.reactions.put({
    connectionId,
    target: reaction.target as Wamid,
    direction: read.direction === 'in' ? 0 : 1,
    reactor: read.groupId === null ? '' : (sighting?.identities[0]?.value ?? ''),
    emoji: reaction.emoji,
    at,
    wamid: read.wamid as Wamid,
  });
  const target = await workspace.message(connectionId, reaction.target);
  if (isNew && target !== null) tx.changed({ type: 'message', id: target.id, conversationId: target.conversationId });
  return { outcome: isNew ? 'applied' : 'duplicate' };
}
