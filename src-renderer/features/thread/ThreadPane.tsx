import { CircleAlert, MessagesSquare } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Blank, Button, SkeletonLine } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { failureText } from '../../stores/failure-text.ts';
import { useThread } from '../../stores/thread/index.ts';
import { MessageLane } from './MessageLane.tsx';
import { ThreadHeader } from './ThreadHeader.tsx';
import styles from './ThreadPane.module.css';

/** Nothing is shown for what takes less than this. */
const SKELETON_AFTER_MS = 150;

/** The open conversation: header, messages, and the composer that the app puts below them. */
export function ThreadPane({ composer }: { readonly composer: ReactNode }) {
  const phase = useThread((thread) => thread.phase);
  const conversationId = useThread((thread) => thread.conversationId);
  const conversation = useThread((thread) => thread.conversation);
  const failure = useThread((thread) => thread.failure);
  return (
    <section className={styles.thread} aria-label={t('app.region.thread')} data-pane="thread">
      {phase === 'none' ? <Blank icon={MessagesSquare} title={t('app.noSelection.title')} text={t('app.noSelection.text')} /> : null}
      {phase === 'failed' && failure !== null ? (
        <Blank
          icon={CircleAlert}
          title={t('thread.failed.title')}
          text={failureText(failure)}
          action={<Button onClick={() => void useThread.getState().open(conversationId)}>{t('app.tryAgain')}</Button>}
        />
      ) : null}
      {phase === 'loading' ? <LoadingLane /> : null}
      {phase === 'ready' && conversation !== null ? (
        <>
          <ThreadHeader conversation={conversation} />
          <MessageLane key={conversation.id} />
          {composer}
        </>
      ) : null}
    </section>
  );
}

function LoadingLane() {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), SKELETON_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <div className={styles.headerRoom} />
      <div className={styles.loading} role="status" aria-label={t('app.loading')}>
        {shown ? [...'abc'].map((line) => <SkeletonLine key={line} share={40} />) : null}
      </div>
    </>
  );
}
