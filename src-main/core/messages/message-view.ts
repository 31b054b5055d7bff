import type { EditView, MediaView } from '../../../src-preload/contract/content.ts';
import type { MessageFailureView, MessageView, QuoteView, ReactionView } from '../../../src-preload/contract/views.ts';
import { contentErrorOf, isMediaKind, messageContentOf, productOf, referralOf } from '../../domain/message-content.ts';
import { source as way } from '../../domain/message-source.ts';
import { describeStoredFailure, parseStoredFailure } from '../../domain/meta-errors.ts';
import type { Wamid } from '../../domain/ids.ts';
import type { MessageRecord, QuotedRecord } from '../../storage/repositories/messages.ts';
import { briefOf, parseContent } from './brief.ts';

/** What stands beside a message row in other rows. */
export interface MessageSurroundings {
  readonly quote: QuoteView | null;
  readonly reactions: readonly ReactionView[];
  readonly author: string | null;
  /** When the number was connected here (epoch ms): what was sent before cannot have come late. */
  readonly connectedAt: number;
  /** Its file; null when it has none or nothing is known of it. */
  readonly media?: MediaView | null;
  /** What it was last edited to. */
  readonly edit?: EditView | null;
  readonly deleted?: MessageView['deleted'];
  /** Whether what was deleted is shown all the same. */
  readonly keepDeleted?: boolean;
}

/** From here on the bubble says that it came late. */
const lateMs = 2 * 60 * 1000;

/** Puts one message into the shape that the page draws. */
export function messageView(record: MessageRecord, around: MessageSurroundings): MessageView {
  const { deleted = null, edit = null } = around;
  const view: MessageView = {
    id: record.id,
    conversationId: record.conversation_id,
    wamid: record.wamid,
    direction: record.direction === 0 ? 'in' : 'out',
    kind: record.kind,
    ...contentView(record, around.media ?? null),
    text: edit === null ? record.text : edit.text,
    sentAt: record.sort_at,
    receivedAt: record.received_at,
    late: isLate(record, around.connectedAt),
    state: record.state,
    quote: around.quote,
    reactions: around.reactions as ReactionView[],
    forwarded: record.forwarded === 0 ? 'no' : record.forwarded === 1 ? 'once' : 'often',
    editedAt: edit?.at ?? null,
    deleted,
    source: sourceOf(record),
    author: around.author,
    unread: record.unread === 1,
    clientKey: record.client_key,
  };
  return deleted === null || around.keepDeleted === true ? view : { ...view, ...nothing };
}

/** What is left of a deleted message. */
const nothing = { content: { type: 'text' }, text: null, quote: null, reactions: [], editedAt: null, referral: null, product: null, failure: null } satisfies Partial<MessageView>;

/** What the kind's own object says. A file that Meta could not get is told as failed. */
function contentView(record: MessageRecord, known: MediaView | null): Pick<MessageView, 'content' | 'referral' | 'product' | 'failure'> {
  const content = parseContent(record.content);
  const trouble = record.direction === 0 && known?.state !== 'stored' && isMediaKind(record.kind) ? contentErrorOf(content) : null;
  const failure = trouble === null ? (record.state === 'failed' ? failureView(record.failure) : null) : lostFileView(trouble);
  const media: MediaView | null = known === null || trouble === null || failure === null ? known : { ...known, state: 'failed', failure };
  return {
    content: messageContentOf({ kind: record.kind, content, direction: record.direction === 0 ? 'in' : 'out' }, media),
    referral: referralOf(content),
    product: productOf(content),
    failure,
  };
}

function lostFileView({ code, title, details }: NonNullable<ReturnType<typeof contentErrorOf>>): MessageFailureView {
  const message = title === null ? 'WhatsApp could not hand over the file.' : `WhatsApp could not hand over the file: ${title}`;
  const metaCode = code !== null && Number.isSafeInteger(code) ? code : null;
  return { metaCode, message, cure: 'Ask the customer to send it again.', details, canRetry: false };
}

/** Words and cure of what `message.failure` keeps; null when nothing failed. */
export function failureView(json: string | null): MessageFailureView | null {
  const failure = parseStoredFailure(json);
  if (failure === null) return null;
  const { metaCode, message, cure, details, canRetry } = describeStoredFailure(failure);
  return { metaCode, message, cure, details, canRetry };
}

/** The quote well's content; `quoted` is null when the message is not here. `deleted`: and its content is not to be shown. */
export function quoteView(wamid: Wamid, quoted: QuotedRecord | null, edit: EditView | null = null, deleted = false): QuoteView {
  if (quoted === null) return { wamid, messageId: null, direction: null, kind: null, text: null };
  return {
    wamid,
    messageId: quoted.id,
    direction: quoted.direction === 0 ? 'in' : 'out',
    ...briefOf({ ...quoted, text: edit === null ? quoted.text : edit.text, deleted }),
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
