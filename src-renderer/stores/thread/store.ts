import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type { ChangeItem, FailureView, MessageView, Wire } from '../../../src-preload/contract/index.ts';
import type { Place, ThreadActions, ThreadDependencies } from './actions.ts';
import { createInFlight } from './in-flight.ts';
import { withoutOutgoing } from './outgoing.ts';
import { createSending } from './sending.ts';
import {
  applyGone,
  applyMessage,
  mergePage,
  newestInbound,
  PAGE_SIZE,
  setAtEnd,
  sliceFromPage,
  type ThreadPage,
} from './slice.ts';
import { initialThreadState, type ThreadState } from './state.ts';

export type ThreadStore = UseBoundStore<StoreApi<ThreadState & ThreadActions>>;

const HEADER_DELAY_MS = 300;
/** How many ids one `messages.byIds` takes. */
const MAX_IDS = 200;

/** The open conversation: header, one contiguous slice of its messages, and what is being sent. */
export function createThreadStore(dependencies: ThreadDependencies): ThreadStore {
  const { call } = dependencies;
  const places = new Map<ConversationId, Place>();
  const inFlight = createInFlight();
  const wanted = new Set<MessageId>();
  let visit = 0;
  let tokens = 0;
  let headerAsked = false;

  return create<ThreadState & ThreadActions>()((set, get) => {
    const isCurrent = (mine: number): boolean => mine === visit;
    const token = (): number => (tokens += 1);

    /** Lays an answer into the slice, then the changes that came while it was on its way and are newer. */
    function settle(id: ConversationId, seq: number, lay: (state: ThreadState) => Partial<ThreadState>): void {
      set((state) => ({ ...state, ...lay(state) }));
      for (const late of inFlight.newerThan(id, seq)) applyItem(late.item, late.seq, false);
      inFlight.end(id);
    }

    function applyItem(item: ChangeItem, seq: number, counts: boolean): void {
      const { slice, conversationId, conversation, headerSeq } = get();
      if (conversationId === null) return;
      if (item.type === 'message' && item.conversationId === conversationId) {
        if (slice === null) return;
        if (item.view === undefined) fetchSoon(item.id);
        else applyView(item.view, seq, counts);
      } else if (item.type === 'message-gone' && item.conversationId === conversationId) {
        if (slice !== null) set({ slice: applyGone(slice, item.id, seq) });
      } else if (item.type === 'conversation' && item.id === conversationId) {
        if (conversation === null || seq < headerSeq) return;
        if (item.row !== undefined) set({ conversation: { ...conversation, ...item.row }, headerSeq: seq });
        readHeaderLater();
      } else if (item.type === 'conversation-gone' && item.id === conversationId) {
        dependencies.movedTo(item.movedTo);
      }
    }

    function applyView(view: MessageView, seq: number, counts = true): void {
      const { slice, outgoing } = get();
      if (slice === null) return;
      const cleared = view.clientKey === null ? outgoing : withoutOutgoing(outgoing, view.conversationId, view.clientKey);
      set({ slice: applyMessage(slice, view, seq, counts), outgoing: cleared });
    }

    /** Changes without a view come in bursts; one call reads what a bundle named. */
    function fetchSoon(id: MessageId): void {
      if (wanted.size === 0) queueMicrotask(() => void fetchWanted());
      wanted.add(id);
    }

    async function fetchWanted(): Promise<void> {
      const ids = [...wanted].slice(0, MAX_IDS);
      for (const id of ids) wanted.delete(id);
      if (wanted.size > 0) queueMicrotask(() => void fetchWanted());
      const answer = await call('messages.byIds', { ids });
      if (!answer.ok) return;
      for (const message of answer.value.messages) applyView(message, answer.value.seq);
    }

    function readHeaderLater(): void {
      if (headerAsked) return;
      headerAsked = true;
      dependencies.later(() => {
        headerAsked = false;
        void readHeader();
      }, HEADER_DELAY_MS);
    }

    async function readHeader(): Promise<void> {
      const id = get().conversationId;
      if (id === null) return;
      const answer = await call('conversations.get', { id });
      if (!answer.ok || get().conversationId !== id || answer.value.seq < get().headerSeq) return;
      set({ conversation: answer.value.conversation, headerSeq: answer.value.seq });
    }

    async function readAround(id: ConversationId, messageId: MessageId): Promise<Wire<ThreadPage>> {
      const answer = await call('messages.around', { conversationId: id, messageId, limit: PAGE_SIZE });
      return answer;
    }

    async function loadEdge(edge: 'older' | 'newer'): Promise<void> {
      const { slice, loading, conversationId } = get();
      if (slice === null || conversationId === null || loading[edge]) return;
      const from = edge === 'older' ? slice.ids[0] : slice.ids[slice.ids.length - 1];
      if (from === undefined || !(edge === 'older' ? slice.hasOlder : slice.hasNewer)) return;
      const mine = visit;
      set({ loading: { ...loading, [edge]: true } });
      inFlight.begin(conversationId);
      const answer = await call('messages.page', {
        conversationId,
        limit: PAGE_SIZE,
        ...(edge === 'older' ? { before: from } : { after: from }),
      });
      if (!isCurrent(mine)) {
        inFlight.end(conversationId);
        return;
      }
      set((state) => ({ loading: { ...state.loading, [edge]: false } }));
      if (!answer.ok) {
        inFlight.end(conversationId);
        return;
      }
      const page = {
        messages: answer.value.messages,
        hasOlder: edge === 'older' ? answer.value.hasMore : slice.hasOlder,
        hasNewer: edge === 'newer' ? answer.value.hasMore : slice.hasNewer,
        seq: answer.value.seq,
      };
      settle(conversationId, page.seq, (state) => {
        const now = state.slice;
        // The edge moved while the page was on its way (it was trimmed): the page no longer touches the slice.
        if (now === null || now.byId[from] === undefined) return {};
        const edgeId = edge === 'older' ? now.ids[0] : now.ids[now.ids.length - 1];
        if (edge === 'newer' && edgeId !== from && now.hasNewer) return {};
        return { slice: mergePage(now, page, edge) };
      });
    }

    async function replaceWith(read: () => Promise<Wire<ThreadPage>>, wish: (page: ThreadPage) => ThreadState['wish']): Promise<FailureView | null> {
      const id = get().conversationId;
      if (id === null) return null;
      visit += 1;
      const mine = visit;
      set({ loading: { older: false, newer: false } });
      inFlight.begin(id);
      const answer = await read();
      if (!answer.ok || !isCurrent(mine)) {
        inFlight.end(id);
        return answer.ok ? null : answer.error;
      }
      settle(id, answer.value.seq, (state) => ({
        slice: sliceFromPage(id, answer.value, state.slice ?? undefined),
        wish: wish(answer.value),
      }));
      return null;
    }

    async function newestPage(id: ConversationId): Promise<Wire<ThreadPage>> {
      const answer = await call('messages.page', { conversationId: id, limit: PAGE_SIZE });
      if (!answer.ok) return answer;
      const { messages, hasMore, seq } = answer.value;
      return { ok: true, value: { messages, seq, hasOlder: hasMore, hasNewer: false } };
    }

    const sending = createSending({ call, newKey: dependencies.newKey, now: dependencies.now, token, set, get });

    return {
      ...initialThreadState,
      ...sending,

      async open(id) {
        visit += 1;
        const mine = visit;
        const { outgoing } = get();
        set({ ...initialThreadState, outgoing, conversationId: id, phase: id === null ? 'none' : 'loading' });
        if (id === null) return;
        inFlight.begin(id);
        const answer = await call('conversations.open', { id, limit: PAGE_SIZE });
        if (!isCurrent(mine)) {
          inFlight.end(id);
          return;
        }
        if (!answer.ok) {
          inFlight.end(id);
          set({ phase: 'failed', failure: answer.error });
          return;
        }
        const { conversation, messages, hasOlder, hasNewer, firstUnreadId, seq } = answer.value;
        const place = places.get(id);
        let page: ThreadPage = { messages, hasOlder, hasNewer, seq };
        let wish: ThreadState['wish'] = { token: token(), to: firstUnreadId === null ? 'end' : 'unread' };
        if (firstUnreadId === null && place !== undefined) {
          const around = messages.some((message) => message.id === place.messageId)
            ? null
            : await readAround(id, place.messageId);
          if (!isCurrent(mine)) {
            inFlight.end(id);
            return;
          }
          if (around === null || around.ok) {
            page = around === null ? page : around.value;
            wish = { token: token(), to: 'message', id: place.messageId, offset: place.offset, flash: false };
          }
        }
        settle(id, Math.min(seq, page.seq), () => ({
          phase: 'ready',
          conversation,
          headerSeq: seq,
          slice: sliceFromPage(id, page),
          firstUnreadId,
          unreadAtOpen: conversation.unread,
          wish,
        }));
      },

      async refresh() {
        const { conversationId, slice } = get();
        if (conversationId === null) return;
        const place = places.get(conversationId);
        if (slice === null) {
          await get().open(conversationId);
          return;
        }
        void readHeader();
        if (place === undefined || slice.atEnd) {
          await replaceWith(() => newestPage(conversationId), () => ({ token: token(), to: 'end' }));
          return;
        }
        await replaceWith(
          () => readAround(conversationId, place.messageId),
          () => ({ token: token(), to: 'message', id: place.messageId, offset: place.offset, flash: false }),
        );
      },

      loadOlder: () => loadEdge('older'),
      loadNewer: () => loadEdge('newer'),

      async jumpTo(id) {
        const { slice, conversationId } = get();
        if (slice === null || conversationId === null) return null;
        const wish: ThreadState['wish'] = { token: token(), to: 'message', id, offset: null, flash: true };
        if (slice.byId[id] !== undefined) {
          set({ wish });
          return null;
        }
        return replaceWith(() => readAround(conversationId, id), () => wish);
      },

      async jumpToEnd() {
        const { slice, conversationId } = get();
        if (slice === null || conversationId === null) return;
        const wish: ThreadState['wish'] = { token: token(), to: 'end' };
        if (!slice.hasNewer) set({ wish });
        else await replaceWith(() => newestPage(conversationId), () => wish);
      },

      async markRead() {
        const { slice, conversationId, conversation, readUpTo } = get();
        if (slice === null || conversationId === null || conversation === null) return;
        const newest = newestInbound(slice);
        if (newest === null || newest.id === readUpTo || conversation.unread === 0) return;
        set({ readUpTo: newest.id });
        const answer = await call('conversations.markRead', { id: conversationId, upTo: newest.id });
        if (!answer.ok) set((state) => (state.readUpTo === newest.id ? { readUpTo: null } : {}));
      },

      setAtEnd(atEnd) {
        const { slice } = get();
        if (slice === null) return;
        const next = setAtEnd(slice, atEnd && !slice.hasNewer);
        if (next !== slice) set({ slice: next });
      },

      keepPlace(place) {
        const { conversationId } = get();
        if (conversationId === null) return;
        if (place === null) places.delete(conversationId);
        else places.set(conversationId, place);
      },

      applyChanges(items, seq) {
        const { conversationId } = get();
        if (conversationId === null) return;
        for (const item of items) {
          inFlight.note(item, seq);
          applyItem(item, seq, true);
        }
      },
    };
  });
}
