import { call } from '../../bridge/inbox.ts';
import { correctedNow } from '../clock.ts';
import { registerFeedListener } from '../feed.ts';
import { selectConversation, useUi } from '../ui.ts';
import { createThreadStore } from './store.ts';

export { useMessageDetails, openDetails, closeDetails } from './details.ts';
export { type Outgoing, type ThreadRow, isLine, rowIndexOf, rowMessages, rowTime, threadRows } from './rows.ts';
export { messagesOf, newestInbound } from './slice.ts';
export type { ScrollWish } from './state.ts';
export type { Place } from './actions.ts';

/** The open conversation. */
export const useThread = createThreadStore({
  call,
  now: correctedNow,
  newKey: () => crypto.randomUUID(),
  later: (work, delayMs) => void setTimeout(work, delayMs),
  movedTo: (id) => selectConversation(id),
});

/** Lets the thread follow the selection and the change feed; the answer ends it. */
export function startThread(): () => void {
  let watched: string | null = null;

  /** Tells the core what is on screen before it is read, so that no change in between comes without its view. */
  async function watch(): Promise<void> {
    const conversationId = useUi.getState().selectedId;
    const focused = document.visibilityState === 'visible' && document.hasFocus();
    const told = `${conversationId ?? ''} ${focused}`;
    if (told === watched) return;
    watched = told;
    await call('app.watch', { conversationId, focused });
  }

  async function follow(): Promise<void> {
    const { selectedId } = useUi.getState();
    void watch();
    if (useThread.getState().conversationId !== selectedId) await useThread.getState().open(selectedId);
  }

  const tellFocus = (): void => void watch();
  const undo = [
    useUi.subscribe((ui, before) => {
      if (ui.selectedId !== before.selectedId) void follow();
    }),
    registerFeedListener({
      onItems: (items, seq) => useThread.getState().applyChanges(items, seq),
      onResync: () => {
        watched = null;
        void watch();
        void useThread.getState().refresh();
      },
    }),
  ];
  window.addEventListener('focus', tellFocus);
  window.addEventListener('blur', tellFocus);
  document.addEventListener('visibilitychange', tellFocus);
  void follow();
  return () => {
    for (const end of undo) end();
    window.removeEventListener('focus', tellFocus);
    window.removeEventListener('blur', tellFocus);
    document.removeEventListener('visibilitychange', tellFocus);
  };
}
