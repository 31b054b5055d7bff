import type { StoreApi } from 'zustand';
import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type { FailureView, MessageView } from '../../../src-preload/contract/index.ts';
import type { ThreadActions, ThreadDependencies } from './actions.ts';
import { outgoingWords, withoutOutgoing, withOutgoing } from './outgoing.ts';
import type { Outgoing } from './rows.ts';
import { applyMessage } from './slice.ts';
import type { ThreadState } from './state.ts';

export type SendingActions = Pick<ThreadActions, 'send' | 'repeatOutgoing' | 'discardOutgoing' | 'retry' | 'sendAgain' | 'cancel'>;

export interface SendingDependencies extends Pick<ThreadDependencies, 'call' | 'newKey' | 'now'> {
  /** A new token for a wish to scroll. */
  readonly token: () => number;
  readonly set: StoreApi<ThreadState & ThreadActions>['setState'];
  readonly get: () => ThreadState & ThreadActions;
}

/** What leaves a thread: shown at once, told to the core, taken back when the core refuses. */
export function createSending({ call, newKey, now, token, set, get }: SendingDependencies): SendingActions {
  async function deliver(id: ConversationId, outgoing: Outgoing): Promise<FailureView | null> {
    const answer = await call('messages.send', {
      conversationId: id,
      content: outgoing.content,
      replyTo: outgoing.replyTo,
      clientKey: outgoing.clientKey,
    });
    if (answer.ok) {
      applyAnswered(answer.value.message, answer.value.seq, outgoing.clientKey);
      return null;
    }
    // Whether the core heard it is unknown, so the bubble stays; repeating with the same key cannot send twice.
    if (answer.error.code === 'bridge_lost') {
      set((state) => ({ outgoing: withOutgoing(state.outgoing, id, { ...outgoing, problem: answer.error }) }));
      return null;
    }
    set((state) => ({ outgoing: withoutOutgoing(state.outgoing, id, outgoing.clientKey) }));
    return answer.error;
  }

  function applyAnswered(message: MessageView, seq: number, clientKey: string | null): void {
    const { slice } = get();
    if (slice !== null) set({ slice: applyMessage(slice, message, seq) });
    if (clientKey !== null) {
      set((state) => ({ outgoing: withoutOutgoing(state.outgoing, message.conversationId, clientKey) }));
    }
  }

  async function again(method: 'messages.retry' | 'messages.sendAgain', id: MessageId): Promise<FailureView | null> {
    const answer = await call(method, { id });
    if (!answer.ok) return answer.error;
    applyAnswered(answer.value.message, answer.value.seq, answer.value.message.clientKey);
    set({ wish: { token: token(), to: 'end' } });
    return null;
  }

  return {
    async send(id, content, { reply = null, file = null } = {}) {
      const outgoing: Outgoing = {
        clientKey: newKey(),
        content,
        text: outgoingWords(content, file),
        file,
        quote: reply?.quote ?? null,
        replyTo: reply?.id ?? null,
        startedAt: now(),
        problem: null,
      };
      set((state) => ({ outgoing: withOutgoing(state.outgoing, id, outgoing) }));
      if (get().conversationId === id) void get().jumpToEnd();
      return deliver(id, outgoing);
    },

    async repeatOutgoing(clientKey) {
      const { conversationId, outgoing } = get();
      const found = conversationId === null ? undefined : outgoing[conversationId]?.find((one) => one.clientKey === clientKey);
      if (conversationId === null || found === undefined) return null;
      const fresh = { ...found, problem: null };
      set((state) => ({ outgoing: withOutgoing(state.outgoing, conversationId, fresh) }));
      return deliver(conversationId, fresh);
    },

    discardOutgoing(clientKey) {
      const { conversationId, outgoing } = get();
      if (conversationId === null) return null;
      const found = outgoing[conversationId]?.find((one) => one.clientKey === clientKey) ?? null;
      set({ outgoing: withoutOutgoing(outgoing, conversationId, clientKey) });
      return found;
    },

    retry: (id) => again('messages.retry', id),
    sendAgain: (id) => again('messages.sendAgain', id),

    async cancel(id) {
      const answer = await call('messages.cancel', { id });
      return answer.ok ? null : answer.error;
    },
  };
}
