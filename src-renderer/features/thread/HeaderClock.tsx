import { useEffect, useRef, useState } from 'react';
import type { WindowState } from '../../../src-main/domain/service-window.ts';
import type { WindowView } from '../../../src-preload/contract/index.ts';
import { countdown, duration, moment, t } from '../../i18n/index.ts';
import { correctedNow } from '../../stores/clock.ts';
import { useWindowFacts } from '../../stores/use-window.ts';
import type { WindowFacts } from '../../stores/window-facts.ts';
import styles from './ThreadHeader.module.css';

/** The window in words: "Open · 3 h 12 min left · until 18:40". */
export function HeaderClock({ window }: { readonly window: WindowView }) {
  const facts = useWindowFacts(window, true);
  const announcement = useThresholdAnnouncement(facts);
  return (
    <span className={styles.clock} data-window={facts.state}>
      <b>{stateWord(facts)}</b>
      <span className={styles.rest}>· <bdi>{clockWords(facts)}</bdi></span>
      <span className="visually-hidden" aria-live="polite">{announcement}</span>
    </span>
  );
}

function stateWord({ state, isLastMinute }: WindowFacts): string {
  if (isLastMinute) return t('window.lastMinute');
  if (state === 'never') return t('window.never');
  return state === 'closed' ? t('window.closed') : t('window.open');
}

function clockWords({ state, closesAt, leftMs, isLastMinute }: WindowFacts): string {
  if (closesAt === null) return t('window.templatesOnly');
  const time = moment(closesAt, correctedNow());
  if (state === 'closed') return `${t('window.since', { time })} · ${t('window.templatesOnly')}`;
  if (isLastMinute) return `${t('window.left', { left: countdown(leftMs) })} · ${t('window.tooLate')}`;
  const left = state === 'red' ? countdown(leftMs) : duration(leftMs);
  return `${t('window.left', { left })} · ${t('window.until', { time })}`;
}

/** Only passing a threshold is said aloud, never the ticking. */
function useThresholdAnnouncement({ state, leftMs, isLastMinute }: WindowFacts): string {
  const stage: WindowState | 'lastMinute' = isLastMinute ? 'lastMinute' : state;
  const before = useRef(stage);
  const [words, setWords] = useState('');
  useEffect(() => {
    if (before.current === stage) return;
    before.current = stage;
    if (stage === 'closed' || stage === 'lastMinute') setWords(t(`window.announce.${stage}`));
    else if (stage === 'amber' || stage === 'red') setWords(t(`window.announce.${stage}`, { left: duration(leftMs) }));
    else setWords('');
  }, [stage, leftMs]);
  return words;
}
