import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type {
  ChangeItem,
  FailureView,
  FileGrant,
  MethodInput,
  MethodName,
  MethodOutput,
  OutgoingContent,
  QuoteView,
  Wire,
} from '../../../src-preload/contract/index.ts';
import type { Outgoing } from './rows.ts';

export type ThreadCall = <N extends MethodName>(name: N, input: MethodInput<N>) => Promise<Wire<MethodOutput<N>>>;

export interface ThreadDependencies {
  readonly call: ThreadCall;
  /** Corrected time, epoch ms. */
  readonly now: () => number;
  readonly newKey: () => string;
  /** Runs work once later; used to read the header anew after a burst of changes. */
  readonly later: (work: () => void, delayMs: number) => void;
  /** The open conversation was joined into another one. */
  readonly movedTo: (id: ConversationId | null) => void;
}

/** Where a reader was in a conversation: this message, so many pixels below the upper edge. */
export interface Place {
  readonly messageId: MessageId;
  readonly offset: number;
}

export interface SendExtra {
  readonly reply?: { readonly id: MessageId; readonly quote: QuoteView } | null;
  /** The file that the content names, for the bubble until the core has taken it. */
  readonly file?: FileGrant | null;
}

export interface ThreadActions {
  open(id: ConversationId | null): Promise<void>;
  /** Reads everything anew around the reader's place, after changes were missed. */
  refresh(): Promise<void>;
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  jumpTo(id: MessageId): Promise<FailureView | null>;
  jumpToEnd(): Promise<void>;
  /** Null when it was queued; a refusal gives the reason, and what was to be sent belongs back into the composer. */
  send(id: ConversationId, content: OutgoingContent, extra?: SendExtra): Promise<FailureView | null>;
  repeatOutgoing(clientKey: string): Promise<FailureView | null>;
  discardOutgoing(clientKey: string): Outgoing | null;
  retry(id: MessageId): Promise<FailureView | null>;
  sendAgain(id: MessageId): Promise<FailureView | null>;
  cancel(id: MessageId): Promise<FailureView | null>;
  /** Everything that is loaded counts as read. */
  markRead(): Promise<void>;
  setAtEnd(atEnd: boolean): void;
  keepPlace(place: Place | null): void;
  applyChanges(items: readonly ChangeItem[], seq: number): void;
}
