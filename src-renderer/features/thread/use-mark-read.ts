import { useEffect, useState } from 'react';
import { newestInbound, useThread } from '../../stores/thread/index.ts';

/** A message counts as read when the conversation was open and in front for this long. */
const READ_AFTER_MS = 3000;

/** Marks the loaded messages as read after three seconds open and focused. */
export function useMarkRead(): void {
  const newestId = useThread((thread) => (thread.slice === null ? null : (newestInbound(thread.slice)?.id ?? null)));
  const unread = useThread((thread) => thread.conversation?.unread ?? 0);
  const inFront = useInFront();
  useEffect(() => {
    if (!inFront || unread === 0 || newestId === null) return;
    const timer = setTimeout(() => void useThread.getState().markRead(), READ_AFTER_MS);
    return () => clearTimeout(timer);
  }, [inFront, newestId, unread]);
}

function useInFront(): boolean {
  const [inFront, setInFront] = useState(isInFront);
  useEffect(() => {
    const look = (): void => setInFront(isInFront());
    window.addEventListener('focus', look);
    window.addEventListener('blur', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      window.removeEventListener('blur', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return inFront;
}

function isInFront(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
