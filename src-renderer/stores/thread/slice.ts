import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type { MessageView } from '../../../src-preload/contract/index.ts';

/** How many messages of a conversation the page holds at most; the far end is trimmed. */
export const SLICE_LIMIT = 600;
/** How many messages one page brings. */
export const PAGE_SIZE = 80;

/**
 * One contiguous part of a conversation, in thread order. Every message is kept with the `seq` of the change feed at which
 * it was known, so that an older answer never overwrites a newer one.
 */
export interface ThreadSlice {
  readonly conversationId: ConversationId;
  readonly ids: readonly MessageId[];
  readonly byId: Readonly<Record<number, MessageView>>;
  readonly seqById: Readonly<Record<number, number>>;
  /** At which `seq` a message left this conversation; an older answer that still has it is not believed. */
  readonly goneById: Readonly<Record<number, number>>;
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** Whether the reader is at the end; then the end is followed. */
  readonly atEnd: boolean;
  /** Messages from the customer that came while the reader was not at the end. */
  readonly newBelow: number;
}

/** A page as every method that reads a thread gives it. */
export interface ThreadPage {
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly seq: number;
}

/** Thread order: Meta's time, then wamid, then our id. The same as in storage. */
export function compareMessages(left: MessageView, right: MessageView): number {
  if (left.sentAt !== right.sentAt) return left.sentAt - right.sentAt;
  const leftWamid = left.wamid ?? '';
  const rightWamid = right.wamid ?? '';
  if (leftWamid !== rightWamid) return leftWamid < rightWamid ? -1 : 1;
  return left.id - right.id;
}

/** A slice that holds exactly this page. What was known about messages that left stays known. */
export function sliceFromPage(conversationId: ConversationId, page: ThreadPage, before?: ThreadSlice): ThreadSlice {
  const empty: ThreadSlice = {
    conversationId,
    ids: [],
    byId: {},
    seqById: {},
    goneById: before?.goneById ?? {},
    hasOlder: page.hasOlder,
    hasNewer: page.hasNewer,
    atEnd: false,
    newBelow: page.hasNewer ? (before?.newBelow ?? 0) : 0,
  };
  return withMessages(empty, page, before);
}

/** Adds a page at the older or newer edge and trims the other end. */
export function mergePage(slice: ThreadSlice, page: ThreadPage, edge: 'older' | 'newer'): ThreadSlice {
  const merged = withMessages(slice, page);
  const flagged =
    edge === 'older' ? { ...merged, hasOlder: page.hasOlder } : { ...merged, hasNewer: page.hasNewer };
  return trim(flagged, edge === 'older' ? 'newest' : 'oldest');
}

/**
 * Applies one message of the change feed. A late one slides in where it belongs; one that lies outside of the loaded part
 * is left for paging, so that the slice stays contiguous. `counts` is false when it is laid over an answer once more.
 */
export function applyMessage(slice: ThreadSlice, message: MessageView, seq: number, counts = true): ThreadSlice {
  if (message.conversationId !== slice.conversationId) return slice;
  const known = slice.seqById[message.id];
  if (known !== undefined && known > seq) return slice;
  const gone = slice.goneById[message.id];
  if (gone !== undefined && gone >= seq) return slice;
  if (known !== undefined) return replaceMessage(slice, message, seq);

  const first = edgeMessage(slice, 0);
  const last = edgeMessage(slice, slice.ids.length - 1);
  const isBeforeAll = first !== undefined && compareMessages(message, first) < 0;
  const isAfterAll = last === undefined || compareMessages(message, last) > 0;
  if (isBeforeAll && slice.hasOlder) return slice;
  const isNews = counts && isAfterAll && message.direction === 'in' && !slice.atEnd;
  const newBelow = isNews ? slice.newBelow + 1 : slice.newBelow;
  if (isAfterAll && slice.hasNewer) return newBelow === slice.newBelow ? slice : { ...slice, newBelow };

  const inserted = insertAt(slice, message, seq);
  return trim({ ...inserted, newBelow }, slice.atEnd ? 'oldest' : 'newest');
}

/** The message was moved to another conversation. */
export function applyGone(slice: ThreadSlice, id: MessageId, seq: number): ThreadSlice {
  const known = slice.seqById[id];
  if (known !== undefined && known > seq) return slice;
  const goneById = { ...slice.goneById, [id]: seq };
  if (known === undefined) return { ...slice, goneById };
  const { [id]: _message, ...byId } = slice.byId;
  const { [id]: _seq, ...seqById } = slice.seqById;
  return { ...slice, byId, seqById, goneById, ids: slice.ids.filter((other) => other !== id) };
}

/** Tells whether the reader stands at the end; coming back to it clears the count of new messages. */
export function setAtEnd(slice: ThreadSlice, atEnd: boolean): ThreadSlice {
  if (slice.atEnd === atEnd && (!atEnd || slice.newBelow === 0)) return slice;
  return { ...slice, atEnd, newBelow: atEnd ? 0 : slice.newBelow };
}

/** The newest message of the customer that is loaded: up to it everything counts as read. */
export function newestInbound(slice: ThreadSlice): MessageView | null {
  for (let index = slice.ids.length - 1; index >= 0; index -= 1) {
    const message = edgeMessage(slice, index);
    if (message?.direction === 'in') return message;
  }
  return null;
}

/** Messages in thread order. */
export function messagesOf(slice: Pick<ThreadSlice, 'ids' | 'byId'>): readonly MessageView[] {
  return slice.ids.flatMap((id) => slice.byId[id] ?? []);
}

function edgeMessage(slice: ThreadSlice, index: number): MessageView | undefined {
  const id = slice.ids[index];
  return id === undefined ? undefined : slice.byId[id];
}

/** Unites a page with what is there; for each message the newer knowledge wins. */
function withMessages(slice: ThreadSlice, page: ThreadPage, other: ThreadSlice = slice): ThreadSlice {
  const byId: Record<number, MessageView> = { ...slice.byId };
  const seqById: Record<number, number> = { ...slice.seqById };
  for (const message of page.messages) {
    if (message.conversationId !== slice.conversationId) continue;
    const gone = slice.goneById[message.id];
    if (gone !== undefined && gone > page.seq) continue;
    const knownSeq = other.seqById[message.id];
    const known = other.byId[message.id];
    const keepKnown = known !== undefined && knownSeq !== undefined && knownSeq > page.seq;
    byId[message.id] = keepKnown ? known : message;
    seqById[message.id] = keepKnown ? knownSeq : page.seq;
  }
  return { ...slice, byId, seqById, ids: sortedIds(byId) };
}

function replaceMessage(slice: ThreadSlice, message: MessageView, seq: number): ThreadSlice {
  const before = slice.byId[message.id];
  const byId = { ...slice.byId, [message.id]: message };
  const seqById = { ...slice.seqById, [message.id]: seq };
  const stays = before !== undefined && compareMessages(before, message) === 0;
  return { ...slice, byId, seqById, ids: stays ? slice.ids : sortedIds(byId) };
}

function insertAt(slice: ThreadSlice, message: MessageView, seq: number): ThreadSlice {
  let low = 0;
  let high = slice.ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = edgeMessage(slice, middle);
    if (other !== undefined && compareMessages(other, message) < 0) low = middle + 1;
    else high = middle;
  }
  return {
    ...slice,
    ids: [...slice.ids.slice(0, low), message.id, ...slice.ids.slice(low)],
    byId: { ...slice.byId, [message.id]: message },
    seqById: { ...slice.seqById, [message.id]: seq },
  };
}

function trim(slice: ThreadSlice, end: 'oldest' | 'newest'): ThreadSlice {
  if (slice.ids.length <= SLICE_LIMIT) return slice;
  const ids = end === 'oldest' ? slice.ids.slice(-SLICE_LIMIT) : slice.ids.slice(0, SLICE_LIMIT);
  const byId: Record<number, MessageView> = {};
  const seqById: Record<number, number> = {};
  for (const id of ids) {
    const message = slice.byId[id];
    const seq = slice.seqById[id];
    if (message === undefined || seq === undefined) continue;
    byId[id] = message;
    seqById[id] = seq;
  }
  return {
    ...slice,
    ids,
    byId,
    seqById,
    hasOlder: end === 'oldest' ? true : slice.hasOlder,
    hasNewer: end === 'newest' ? true : slice.hasNewer,
  };
}

function sortedIds(byId: Readonly<Record<number, MessageView>>): readonly MessageId[] {
  return Object.values(byId)
    .toSorted(compareMessages)
    .map((message) => message.id);
}
