import { memo } from 'react';
import { Button, Tick } from '../../components/index.ts';
import { t, timeOfDay } from '../../i18n/index.ts';
import type { Outgoing } from '../../stores/thread/index.ts';
import { tickLabel } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import issue from './Issue.module.css';
import { MessageText } from './MessageText.tsx';
import { Quote } from './Quote.tsx';

export interface OutgoingRowProps {
  readonly outgoing: Outgoing;
  readonly joins: boolean;
  readonly isLast: boolean;
  readonly personName: string;
  readonly onRepeat: (outgoing: Outgoing) => void;
  readonly onTakeBack: (outgoing: Outgoing) => void;
}

/** A message in the moment before the core has taken it. */
export const OutgoingRow = memo(function OutgoingRow({ outgoing, joins, isLast, personName, onRepeat, onTakeBack }: OutgoingRowProps) {
  const meta = (
    <span className={styles.meta}>
      <time>{timeOfDay(outgoing.startedAt)}</time>
      <Tick shape="queued" label={tickLabel('queued')} />
    </span>
  );
  return (
    <article className={styles.row} data-side="out" data-joins={joins} data-status="queued" data-last={isLast}>
      <div className={styles.bubble}>
        {outgoing.quote === null ? null : <Quote quote={outgoing.quote} personName={personName} onJump={() => undefined} />}
        <MessageText text={outgoing.text} meta={meta} unfolded={false} onUnfold={() => undefined} />
      </div>
      {outgoing.problem === null ? null : (
        <div className={issue.issue} data-tone="warn">
          <span className={issue.text}>{t('thread.lost')}</span>
          <span className={issue.actions}>
            <Button size="small" tone="warn" onClick={() => onRepeat(outgoing)}>{t('thread.lost.again')}</Button>
            <Button size="small" variant="quiet" onClick={() => onTakeBack(outgoing)}>{t('thread.lost.back')}</Button>
          </span>
        </div>
      )}
    </article>
  );
});
