import type { WindowView } from '../../../src-preload/contract/index.ts';
import { WindowRing } from '../../components/index.ts';
import { duration, moment, t } from '../../i18n/index.ts';
import { correctedNow } from '../../stores/clock.ts';
import { useRing, useWindowFacts } from '../../stores/use-window.ts';
import styles from './ContextPanel.module.css';

/** The 24-hour clock: until when free text may be written, and what it counts from. */
export function MayWriteClock({ window }: { readonly window: WindowView }) {
  const ring = useRing(window);
  const facts = useWindowFacts(window);
  const words = clockWords(window, facts);
  return (
    <div className={styles.dialRow}>
      <WindowRing state={ring.state} share={ring.share} pill={null} label="" size="dial" />
      <div className={styles.dialText}>
        <b>{words.title}</b>
        {words.end === null ? null : <span className={styles.end}>{words.end}</span>}
      </div>
      <p className={styles.dialHelp}>{words.help}</p>
    </div>
  );
}

function clockWords(window: WindowView, facts: ReturnType<typeof useWindowFacts>) {
  const now = correctedNow();
  const { openedAt, closedByMetaAt } = window;
  if (openedAt === null || facts.closesAt === null) return { title: t('context.never'), end: null, help: t('context.never.help') };
  const time = moment(openedAt, now);
  if (facts.state !== 'closed') {
    return {
      title: facts.isLastMinute ? t('context.lastMinute') : t('context.toReply', { left: duration(facts.leftMs) }),
      end: t('window.until', { time: moment(facts.closesAt, now) }),
      help: t('context.countsFrom', { time }),
    };
  }
  const byMeta = closedByMetaAt !== null && closedByMetaAt > openedAt;
  return {
    title: t('context.closed'),
    end: t('window.since', { time: moment(facts.closesAt, now) }),
    help: byMeta ? t('context.closed.byMeta') : t('context.closed.help', { time }),
  };
}
