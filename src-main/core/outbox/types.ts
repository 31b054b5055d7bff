import type { Failure } from '../../domain/errors.ts';
import type { ConnectionId, ContactId, MessageId } from '../../domain/ids.ts';
import type { Graph } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Storage, Transaction } from '../../storage/storage.ts';

/** What the outbox needs of the secrets; asked anew for every call. */
export interface TokenSource {
  get(connectionId: ConnectionId, kind: 'access_token'): string | null | Promise<string | null>;
}

export type PauseReason = 'no_token' | 'token_refused' | 'account';

export interface OutboxState {
  /** Since when nothing could be sent for lack of a network or a token (epoch ms); null when all is well. */
  readonly offlineSince: number | null;
  /** Numbers whose queue stands still, and why. */
  readonly paused: readonly { readonly connectionId: ConnectionId; readonly reason: PauseReason }[];
  /** When the next try is due (epoch ms); null when nothing waits. */
  readonly nextTryAt: number | null;
  /** How many requests are on their way. */
  readonly sending: number;
}

/** What the answer to a send said about the customer, beside how the customer was addressed. */
export interface LearntIdentity {
  readonly connectionId: ConnectionId;
  readonly contactId: ContactId;
  readonly addressed: { readonly phone: string | null; readonly userId: string | null };
  readonly waId: string | null;
  readonly userId: string | null;
  /** Epoch ms. */
  readonly at: number;
}

/** The bytes of files, for uploads. */
export interface FileStore {
  /** The stored bytes with this SHA-256 (lower-case hex), read from disk as they are needed; null when they are not there. */
  open(sha256: string): Promise<Blob | null>;
}

/** Called inside the transaction that stores the answer. */
export type LearnIdentity = (tx: Transaction, learnt: LearntIdentity) => Promise<void>;

export interface OutboxOptions {
  readonly storage: Pick<Storage, 'read' | 'write' | 'onCommit'>;
  readonly graph: Graph;
  readonly secrets: TokenSource;
  /** Corrected by Meta's time: windows end by it. */
  readonly clock: Clock;
  readonly log: Log;
  /** What goes into `biz_opaque_callback_data`, so that a status can name our message. */
  readonly opaqueOf: (id: MessageId) => string;
  readonly files: FileStore;
  /** Hears how far the upload of a message's file is, 0 to 1, in steps of a hundredth at least. */
  readonly onUpload?: (messageId: MessageId, share: number) => void;
  readonly onState?: (state: OutboxState) => void;
  readonly learnIdentity?: LearnIdentity;
  /** 0 to 1, for the random part of back-off. */
  readonly random?: () => number;
}

export interface Outbox {
  /** Settles what an earlier process left and begins to send. */
  start(): Promise<void>;
  /** Looks at the queue again: something was put into it. */
  nudge(): void;
  /** The network is back, the computer woke, or a person asks for another try: everything that waits for that goes now. */
  wake(): Promise<void>;
  /** A number was put in order (a new token, a payment): its queue goes on. */
  resume(connectionId: ConnectionId): Promise<void>;
  /** A message was taken back while its file was being uploaded: the upload ends. */
  cancelUpload(id: MessageId): void;
  /**
   * What WhatsApp said to our newest reaction on a message: null when it took it, or when it said nothing in so many milliseconds (it goes on
   * by itself then).
   */
  reactionOutcome(id: MessageId, withinMs: number): Promise<Failure | null>;
  /** Resolves when nothing is on its way and nothing is due now. */
  idle(): Promise<void>;
  /** Lets requests that are on their way end (for some seconds), then ends them; those become unsure. */
  stop(): Promise<void>;
  state(): OutboxState;
}
