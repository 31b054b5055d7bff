import { useState } from 'react';
import type { JoinView } from '../../../src-preload/contract/index.ts';
import { Button, Dialog } from '../../components/index.ts';
import { moment, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { undoJoin } from '../../stores/contacts.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import styles from './ContextPanel.module.css';

/** Which contacts were joined into this one, why, and the way back. */
export function Joins({ joins }: { readonly joins: readonly JoinView[] }) {
  const [asking, setAsking] = useState<JoinView | null>(null);
  if (joins.length === 0) return null;
  const undo = async (): Promise<void> => {
    const join = asking;
    setAsking(null);
    if (join === null) return;
    const failure = await undoJoin(join.id);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <section className={styles.section}>
      <h3 className={styles.title}>{t('context.joins')}</h3>
      <ul className={styles.joins}>
        {joins.map((join) => (
          <li key={join.id} className={styles.join}>
            <div className="grow">
              {join.joinedName === null ? null : <b dir="auto">{t('context.join.with', { name: join.joinedName })}</b>}
              <p className="small muted">{t(`context.join.${join.reason}`)} · <JoinTime at={join.at} /></p>
            </div>
            <Button size="small" onClick={() => setAsking(join)}>{t('context.join.undo')}</Button>
          </li>
        ))}
      </ul>
      <Dialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('context.join.undo.title')}
        description={t('context.join.undo.text')}
        closeLabel={t('app.close')}
        size="small"
        actions={
          <>
            <Button variant="quiet" onClick={() => setAsking(null)}>{t('app.cancel')}</Button>
            <Button variant="primary" onClick={() => void undo()}>{t('context.join.undo.yes')}</Button>
          </>
        }
      />
    </section>
  );
}

function JoinTime({ at }: { readonly at: number }) {
  const words = useClock((clock) => moment(at, clock.minuteNow));
  return <time>{words}</time>;
}
