import { call } from '../../bridge/inbox.ts';
import { draftAttachments, noAttachments, onAttachmentsChanged, useAttachments } from '../attachments/index.ts';
import { correctedNow } from '../clock.ts';
import { useUi } from '../ui.ts';
import { createComposerStore } from './store.ts';
import { createTyping } from './typing.ts';

export { type BlockedBy, COUNT_FROM, composerMode, type ComposerMode, TEXT_LIMIT, textLength } from './mode.ts';
export { splitText } from './split-text.ts';
export { type Draft, emptyDraft, type ReplyTarget } from './store.ts';

/** Drafts, and who asks for the composer's focus. */
export const useComposer = createComposerStore({
  save: (id, { text, reply }) => {
    const attachments = draftAttachments(useAttachments.getState().byConversation[id] ?? noAttachments);
    void call('conversations.saveDraft', { id, text, extras: { replyTo: reply?.id ?? null, attachments } });
  },
  schedule: (work, delayMs) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
});

/** Tells the core that somebody types; whether the customer hears of it follows the connection. */
export const noteTyping = createTyping({ tell: (id) => void call('conversations.typing', { id }), now: correctedNow });

/** Saves drafts when the conversation or the window is left; the answer ends it. */
export function startComposer(): () => void {
  const flush = (): void => useComposer.getState().flush();
  const undo = useUi.subscribe((ui, before) => {
    if (ui.selectedId !== before.selectedId) flush();
  });
  const undoAttachments = onAttachmentsChanged((id) => useComposer.getState().touch(id));
  window.addEventListener('blur', flush);
  window.addEventListener('pagehide', flush);
  return () => {
    undo();
    undoAttachments();
    window.removeEventListener('blur', flush);
    window.removeEventListener('pagehide', flush);
  };
}
