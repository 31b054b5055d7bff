import { CircleAlert, CircleCheck, Clock } from 'lucide-react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { countdown, duration, exactTimeOfDay, moment, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { failureText } from '../../stores/failure-text.ts';
import styles from './HealthPage.module.css';
import { Status } from './Status.tsx';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** The answer: whether Wicket receives, and when it last did. */
export function Pulse({ health }: { readonly health: HealthView }) {
  const { state, failure, lastDeliveryAt, accepted } = health.receiver;
  const ago = useClock((clock) => (lastDeliveryAt === null ? null : agoWords(Math.max(0, clock.secondNow - lastDeliveryAt))));
  const when = useClock((clock) => (lastDeliveryAt === null ? '' : whenWords(lastDeliveryAt, clock.minuteNow)));
  return (
    <section className={styles.pulse} aria-label={t('health.receiving')}>
      {state === 'down' ? (
        <Status tone="bad" icon={CircleAlert} text={t('health.notReceiving')} />
      ) : lastDeliveryAt === null ? (
        <Status tone="quiet" icon={Clock} text={t('health.quiet')} />
      ) : (
        <Status tone="ok" icon={CircleCheck} text={t('health.receiving')} />
      )}
      <p className={styles.big}>{ago === null ? t('health.ago.none') : t('health.ago', { time: ago })}</p>
      <p className={styles.note}>
        {state === 'down' && failure !== null
          ? failureText(failure)
          : lastDeliveryAt === null
            ? t('health.last.none')
            : t('health.last', { time: when, count: accepted })}
      </p>
    </section>
  );
}

function agoWords(lengthMs: number): string {
  return lengthMs < HOUR_MS ? countdown(lengthMs) : duration(lengthMs);
}

function whenWords(at: number, now: number): string {
  return now - at < DAY_MS ? exactTimeOfDay(at) : moment(at, now);
}
