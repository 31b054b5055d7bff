import type { MessageFailureView, MessageView, QuoteView, ReactionView } from '../../../src-preload/contract/views.ts';
import { source as way } from '../../domain/message-source.ts';
import { describeStoredFailure, parseStoredFailure } from '../../domain/meta-errors.ts';
import type { Wamid } from '../../domain/ids.ts';
import type { MessageRecord, QuotedRecord } from '../../storage/repositories/messages.ts';

/** What stands beside a message row in other rows. */
export interface MessageSurroundings {
  readonly quote: QuoteView | null;
  readonly reactions: readonly ReactionView[];
  readonly author: string | null;
  /** When the number was connected here (epoch ms): what was sent before cannot have come late. */
  readonly connectedAt: number;
}

/** From here on the bubble says that it came late. */
const lateMs = 2 * 60 * 1000;

/** Puts one message into the shape that the page draws. */
export function messageView(record: MessageRecord, { quote, reactions, author, connectedAt }: MessageSurroundings): MessageView {
  return {
    id: record.id,
    conversationId: record.conversation_id,
    wamid: record.wamid,
    direction: record.direction === 0 ? 'in' : 'out',
    kind: record.kind,
    shape: record.kind === 'text' ? 'text' : record.kind === 'system' ? 'system' : 'placeholder',
    text: record.text,
    sentAt: record.sort_at,
    receivedAt: record.received_at,
    late: isLate(record, connectedAt),
    state: record.state,
    failure: record.state === 'failed' ? failureView(record.failure) : null,
    quote,
    reactions: reactions as ReactionView[],
    forwarded: record.forwarded === 0 ? 'no' : record.forwarded === 1 ? 'once' : 'often',
    source: sourceOf(record),
    author,
    unread: record.unread === 1,
    clientKey: record.client_key,
  };
}

/** Words and cure of what `message.failure` keeps; null when nothing failed. */
export function failureView(json: string | null): MessageFailureView | null {
  const failure = parseStoredFailure(json);
  if (failure === null) return null;
  const { metaCode, message, cure, details, canRetry } = describeStoredFailure(failure);
  return { metaCode, message, cure, details, canRetry };
}

/** The quote well's content; `quoted` is null when the message is not here. */
export function quoteView(wamid: Wamid, quoted: QuotedRecord | null): QuoteView {
  if (quoted === null) return { wamid, messageId: null, direction: null, kind: null, text: null };
  return {
    wamid,
    messageId: quoted.id,
    direction: quoted.direction === 0 ? 'in' : 'out',
    kind: quoted.kind,
    text: quoted.text === null ? null : quoted.text.replace(/\s+/gu, ' ').trim(),
  };
}

/** Imported history and what we sent ourselves cannot come late. */
function isLate(record: MessageRecord, connectedAt: number): boolean {
  const expected = (record.source & (way.history | way.wicket)) === 0 && record.sort_at >= connectedAt;
  return expected && record.received_at - record.sort_at > lateMs;
}

function sourceOf({ direction, source }: MessageRecord): MessageView['source'] {
  if ((source & way.wicket) !== 0) return 'api';
  if ((source & way.phoneApp) !== 0) return 'phone_app';
  if ((source & way.history) !== 0 && (source & way.live) === 0) return 'history';
  return direction === 0 ? 'customer' : 'api';
}
