import { CircleAlert, Scale } from 'lucide-react';
import { type CSSProperties, Fragment, useState } from 'react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { Button } from '../../components/index.ts';
import { moment, number, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { useHealth } from '../../stores/health/index.ts';
import { toast } from '../../stores/ui.ts';
import styles from './HealthPage.module.css';
import { Status } from './Status.tsx';

const terms = ['applied', 'duplicate', 'ignored', 'waiting', 'quarantined'] as const;

/** Every item that was received has an outcome: the equation shows it, and says when it does not hold. */
export function JournalTile({ journal }: { readonly journal: HealthView['journal'] }) {
  const since = useClock((clock) => (journal.oldestBodyAt === null ? null : moment(journal.oldestBodyAt, clock.minuteNow)));
  return (
    <section className={styles.tile} aria-label={t('health.journal')}>
      <header className={styles.tileHead}>
        <h2>{t('health.journal')}</h2>
        <span className="faint small">{since === null ? t('health.journal.all') : t('health.journal.since', { time: since })}</span>
        {journal.balanced ? (
          <Status tone="ok" icon={Scale} text={t('health.balanced')} />
        ) : (
          <Status tone="bad" icon={CircleAlert} text={t('health.unbalanced')} />
        )}
      </header>
      <div className={styles.bar} aria-hidden="true">
        {terms.map((term) => (journal[term] === 0 ? null : <i key={term} data-term={term} style={{ '--n': journal[term] } as CSSProperties} />))}
      </div>
      <dl className={styles.balance}>
        <Term value={journal.received} name={t('health.received')} />
        {terms.map((term, index) => (
          <Fragment key={term}>
            <span className={styles.operator} aria-hidden="true">{index === 0 ? '=' : '+'}</span>
            <Term term={term} value={journal[term]} name={t(`health.${term}`)} />
          </Fragment>
        ))}
      </dl>
      <JournalFoot journal={journal} />
    </section>
  );
}

function Term({ term, value, name }: { readonly term?: (typeof terms)[number]; readonly value: number; readonly name: string }) {
  return (
    <div className={styles.term} data-term={term}>
      <dd>{number(value)}</dd>
      <dt>{name}</dt>
    </div>
  );
}

function JournalFoot({ journal }: { readonly journal: HealthView['journal'] }) {
  const [busy, setBusy] = useState(false);
  const reprocess = async (): Promise<void> => {
    setBusy(true);
    const answer = await useHealth.getState().reprocess();
    setBusy(false);
    if (answer.ok) toast('ok', t('health.reprocessed', { count: answer.value.items }));
    else toastFailure(answer.error);
  };
  const words = !journal.balanced
    ? t('health.journal.unbalanced')
    : journal.quarantined > 0
      ? t('health.journal.quarantined', { count: journal.quarantined })
      : journal.waiting > 0
        ? t('health.journal.waiting', { count: journal.waiting })
        : t('health.journal.fine', { count: journal.deliveries });
  const canRun = !journal.balanced || journal.quarantined > 0 || journal.waiting > 0;
  return (
    <div className={styles.journalFoot}>
      <p className={styles.note}>{words}</p>
      {canRun ? <Button size="small" disabled={busy} onClick={() => void reprocess()}>{t('health.reprocess')}</Button> : null}
    </div>
  );
}
