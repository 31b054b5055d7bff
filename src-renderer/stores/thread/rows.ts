import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { FailureView, FileGrant, MessageView, OutgoingContent, QuoteView } from '../../../src-preload/contract/index.ts';
import { albumRuns } from './albums.ts';

/** Messages of one sender within this time stand together. */
export const GROUPING_MS = 5 * 60 * 1000;

/** A message that is on its way to the core: shown at once, replaced by the real one with the same `clientKey`. */
export interface Outgoing {
  readonly clientKey: string;
  readonly content: OutgoingContent;
  /** The words of the bubble; empty when there are none. */
  readonly text: string;
  /** The file that `content` names. */
  readonly file: FileGrant | null;
  readonly quote: QuoteView | null;
  readonly replyTo: MessageId | null;
  readonly startedAt: number;
  /** Why the core could not be told; repeating the call with the same key is harmless. */
  readonly problem: FailureView | null;
}

/** One line of the thread. Keys are those of messages, so that nothing moves when pages are added before or after. */
export type ThreadRow =
  | { readonly type: 'day'; readonly key: string; readonly at: number }
  | { readonly type: 'unread'; readonly key: string; readonly count: number }
  | { readonly type: 'message'; readonly key: string; readonly message: MessageView; readonly joins: boolean; readonly retried: boolean }
  /** Pictures that were sent together, at least two. Its key is that of the first. */
  | { readonly type: 'album'; readonly key: string; readonly messages: readonly MessageView[]; readonly joins: boolean }
  | { readonly type: 'outgoing'; readonly key: string; readonly outgoing: Outgoing; readonly joins: boolean };

export interface RowsInput {
  readonly messages: readonly MessageView[];
  readonly hasOlder: boolean;
  readonly outgoing: readonly Outgoing[];
  readonly firstUnreadId: MessageId | null;
  readonly unreadCount: number;
}

/** The key of a message's line: the page's own key where it has one, so that the optimistic bubble stays the same line. */
export function messageKey(message: MessageView): string {
  return message.clientKey ?? `m${message.id}`;
}

/**
 * The lines of a thread: day lines, unread divider, messages, and what is being sent. The first loaded message has a day
 * line only when nothing older exists, so that an older page never moves a line from below the reader to above.
 */
export function threadRows(input: RowsInput): readonly ThreadRow[] {
  const rows: ThreadRow[] = [];
  const known = new Set<string>();
  const retried = retriedMessages(input.messages);
  let before: { readonly at: number; readonly sender: string; readonly groups: boolean } | null = null;
  for (const run of albumRuns(input.messages, { firstUnreadId: input.firstUnreadId, isSameDay })) {
    const [message] = run;
    if (message === undefined) continue;
    const key = messageKey(message);
    for (const one of run) if (one.clientKey !== null) known.add(one.clientKey);
    const startsDay: boolean = before === null ? !input.hasOlder : !isSameDay(before.at, message.sentAt);
    if (startsDay) rows.push({ type: 'day', key: `day-${key}`, at: message.sentAt });
    const startsUnread = message.id === input.firstUnreadId && input.unreadCount > 0;
    if (startsUnread) rows.push({ type: 'unread', key: `unread-${key}`, count: input.unreadCount });
    const sender = senderOf(message);
    // What went wrong is told below the bubble, so the next one stands apart.
    const groups = !isLine(message);
    const closesGroup = message.state === 'failed' || message.state === 'unsure' || message.state === 'cancelled';
    const joins: boolean =
      before !== null &&
      !startsDay &&
      !startsUnread &&
      groups &&
      before.groups &&
      before.sender === sender &&
      message.sentAt - before.at < GROUPING_MS;
    rows.push(run.length > 1 ? { type: 'album', key, messages: run, joins } : { type: 'message', key, message, joins, retried: retried.has(message.id) });
    before = { at: (run.at(-1) ?? message).sentAt, sender, groups: groups && !closesGroup };
  }
  for (const outgoing of input.outgoing) {
    if (known.has(outgoing.clientKey)) continue;
    const startsDay: boolean = before === null || !isSameDay(before.at, outgoing.startedAt);
    if (startsDay) rows.push({ type: 'day', key: `day-${outgoing.clientKey}`, at: outgoing.startedAt });
    const joins: boolean =
      before !== null && !startsDay && before.groups && before.sender === 'out:' && outgoing.startedAt - before.at < GROUPING_MS;
    rows.push({ type: 'outgoing', key: outgoing.clientKey, outgoing, joins });
    before = { at: outgoing.startedAt, sender: 'out:', groups: true };
  }
  return rows;
}

/** Whether a message is a line across the lane and no bubble: what WhatsApp tells, and calls. */
export function isLine(message: Pick<MessageView, 'content'>): boolean {
  return message.content.type === 'system' || message.content.type === 'call';
}

/** The messages that a line shows; none for day lines, dividers and what is being sent. */
export function rowMessages(row: ThreadRow | undefined): readonly MessageView[] {
  if (row?.type === 'message') return [row.message];
  return row?.type === 'album' ? row.messages : [];
}

/** Index of the line that shows a message, or -1. */
export function rowIndexOf(rows: readonly ThreadRow[], id: MessageId): number {
  return rows.findIndex((row) => rowMessages(row).some((message) => message.id === id));
}

/** Time of a line, for the day that stays on top while scrolling. */
export function rowTime(row: ThreadRow, rows: readonly ThreadRow[], index: number): number | null {
  switch (row.type) {
    case 'day':
      return row.at;
    case 'message':
      return row.message.sentAt;
    case 'album':
      return row.messages[0]?.sentAt ?? null;
    case 'outgoing':
      return row.outgoing.startedAt;
    case 'unread': {
      const next = rows[index + 1];
      return next === undefined ? null : rowTime(next, rows, index + 1);
    }
  }
}

/** Failed messages that were sent anew since: a later one of ours says the same in answer to the same. */
function retriedMessages(messages: readonly MessageView[]): ReadonlySet<MessageId> {
  const retried = new Set<MessageId>();
  const said = new Set<string>();
  for (const message of messages.toReversed()) {
    if (message.direction !== 'out' || message.text === null) continue;
    const words = JSON.stringify([message.text, message.quote?.wamid ?? null]);
    if (message.state === 'failed' && said.has(words)) retried.add(message.id);
    if (message.state !== 'cancelled') said.add(words);
  }
  return retried;
}

function senderOf(message: MessageView): string {
  return message.direction === 'out' ? 'out:' : `in:${message.author ?? ''}`;
}

/** Whether both times fall on one day of the reader's own calendar. */
export function isSameDay(left: number, right: number): boolean {
  const a = new Date(left);
  const b = new Date(right);
  return a.getFullYear() === b.getFullYear() && a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
