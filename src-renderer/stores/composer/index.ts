import { call } from '../../bridge/inbox.ts';
import { useUi } from '../ui.ts';
import { createComposerStore } from './store.ts';

export { COUNT_FROM, composerMode, type ComposerMode, TEXT_LIMIT, textLength } from './mode.ts';
export { type Draft, emptyDraft, type ReplyTarget } from './store.ts';

/** Drafts, and who asks for the composer's focus. */
export const useComposer = createComposerStore({
  save: (id, text) => void call('conversations.saveDraft', { id, text }),
  schedule: (work, delayMs) => {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
});

/** Saves drafts when the conversation or the window is left; the answer ends it. */
export function startComposer(): () => void {
  const flush = (): void => useComposer.getState().flush();
  const undo = useUi.subscribe((ui, before) => {
    if (ui.selectedId !== before.selectedId) flush();
  });
  window.addEventListener('blur', flush);
  window.addEventListener('pagehide', flush);
  return () => {
    undo();
    window.removeEventListener('blur', flush);
    window.removeEventListener('pagehide', flush);
  };
}
