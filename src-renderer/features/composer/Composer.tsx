import { type ReactNode, useEffect, useRef } from 'react';
import { WINDOW_MARGIN_MS, windowClosesAt } from '../../../src-main/domain/service-window.ts';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { useApp } from '../../stores/app.ts';
import { useAttachments } from '../../stores/attachments/index.ts';
import { useClock, wakeAt } from '../../stores/clock.ts';
import { composerMode, useComposer } from '../../stores/composer/index.ts';
import { useThread } from '../../stores/thread/index.ts';
import { BlockedComposer } from './BlockedComposer.tsx';
import { ClosedComposer } from './ClosedComposer.tsx';
import styles from './Composer.module.css';
import { DropZone } from './DropZone.tsx';
import type { EmojiSlot } from './EmojiButton.tsx';
import { ReplyComposer } from './ReplyComposer.tsx';

export interface ComposerProps {
  /** Draws the emoji picker. */
  readonly emoji: EmojiSlot;
  /** Draws the voice note that is being recorded. */
  readonly recorder: ReactNode;
}

/** The one place for writing. Its shape follows what may be sent at this moment; the draft stays through all of them. */
export function Composer(props: ComposerProps) {
  const conversation = useThread((thread) => thread.conversation);
  if (conversation === null) return null;
  return (
    <div className={styles.dock} data-pane="composer">
      <ComposerCard key={conversation.id} conversation={conversation} {...props} />
    </div>
  );
}

function ComposerCard({ conversation, emoji, recorder }: ComposerProps & { readonly conversation: ConversationView }) {
  const { id, window, blockedBy, draftText, draftExtras } = conversation;
  const offlineSince = useApp((app) => app.offlineSince ?? app.bridgeDownSince);
  useWakeBeforeClosing(windowClosesAt(window));
  const mode = useClock((clock) => composerMode({ window, blockedBy, offlineSince }, clock.minuteNow).mode);
  const isLastMinute = useClock((clock) => (windowClosesAt(window) ?? 0) > clock.minuteNow);
  const wasOpen = useRef(false);
  useEffect(() => {
    useComposer.getState().adopt(id, { text: draftText, reply: draftExtras.reply });
    useAttachments.getState().adopt(id, draftExtras.attachments);
  }, [id, draftText, draftExtras]);
  useEffect(() => {
    if (mode === 'reply' || mode === 'offline') wasOpen.current = true;
  }, [mode]);
  switch (mode) {
    case 'reply':
    case 'offline':
      return (
        <>
          <ReplyComposer conversation={conversation} queues={mode === 'offline'} emoji={emoji} recorder={recorder} />
          <DropZone conversation={conversation} />
        </>
      );
    case 'closed':
      return <ClosedComposer conversation={conversation} isLastMinute={isLastMinute} justNow={wasOpen.current} />;
    case 'blocked':
      return <BlockedComposer conversation={conversation} by={blockedBy ?? 'no_token'} />;
  }
}

/** Sending ends a minute before the window does; the card changes at that moment, not at the next full minute. */
function useWakeBeforeClosing(closesAt: number | null): void {
  useEffect(() => {
    if (closesAt === null) return;
    const takeBack = wakeAt(closesAt - WINDOW_MARGIN_MS);
    return () => void takeBack();
  }, [closesAt]);
}
