import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type { ConversationView, FailureView } from '../../../src-preload/contract/index.ts';
import type { Outgoing } from './rows.ts';
import type { ThreadSlice } from './slice.ts';

/** Where the reader wants to be next. The view fulfils it once its line exists; a new `token` is a new wish. */
export type ScrollWish =
  | { readonly token: number; readonly to: 'end' }
  | { readonly token: number; readonly to: 'unread' }
  | { readonly token: number; readonly to: 'message'; readonly id: MessageId; readonly offset: number | null; readonly flash: boolean };

export interface ThreadState {
  readonly conversationId: ConversationId | null;
  readonly phase: 'none' | 'loading' | 'ready' | 'failed';
  readonly failure: FailureView | null;
  readonly conversation: ConversationView | null;
  /** The `seq` at which the header was known. */
  readonly headerSeq: number;
  readonly slice: ThreadSlice | null;
  /** The unread divider of this visit. */
  readonly firstUnreadId: MessageId | null;
  readonly unreadAtOpen: number;
  readonly loading: { readonly older: boolean; readonly newer: boolean };
  readonly wish: ScrollWish | null;
  /** Messages on their way to the core, by conversation. */
  readonly outgoing: Readonly<Record<number, readonly Outgoing[]>>;
  /** Up to which message this visit has told that it was read. */
  readonly readUpTo: MessageId | null;
}

export const initialThreadState: ThreadState = {
  conversationId: null,
  phase: 'none',
  failure: null,
  conversation: null,
  headerSeq: 0,
  slice: null,
  firstUnreadId: null,
  unreadAtOpen: 0,
  loading: { older: false, newer: false },
  wish: null,
  outgoing: {},
  readUpTo: null,
};
