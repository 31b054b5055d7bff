import { useEffect, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { ServiceWindow } from '../../src-main/domain/service-window.ts';
import { duration, pillTime, t } from '../i18n/index.ts';
import { useApp } from './app.ts';
import { useClock, wakeAt, watchSeconds } from './clock.ts';
import { nextStateChangeAt, type Thresholds, type WindowFacts, windowFacts } from './window-facts.ts';

export interface RingView {
  readonly state: WindowFacts['state'];
  readonly share: number;
  readonly pill: string | null;
  readonly label: string;
}

/** The thresholds of the settings (ms). */
export function useThresholds(): Thresholds {
  const amberMinutes = useApp((app) => app.settings?.amberMinutes ?? 240);
  const redMinutes = useApp((app) => app.settings?.redMinutes ?? 60);
  return useMemo(() => ({ amberMs: amberMinutes * 60_000, redMs: redMinutes * 60_000 }), [amberMinutes, redMinutes]);
}

/** What a ring shows; the component renders anew once a minute and exactly when a threshold is passed. */
export function useRing(window: ServiceWindow): RingView {
  const thresholds = useThresholds();
  useThresholdWake(window, thresholds);
  return useClock(useShallow((clock) => ringView(window, clock.minuteNow, thresholds)));
}

/** State and time left of one window; by the second while less than an hour is left and `bySeconds` is set. */
export function useWindowFacts(window: ServiceWindow, bySeconds = false): WindowFacts {
  const thresholds = useThresholds();
  useThresholdWake(window, thresholds);
  const coarse = useClock(useShallow((clock) => windowFacts(window, clock.minuteNow, thresholds)));
  const seconds = bySeconds && coarse.leftMs > 0 && coarse.leftMs <= 3_600_000;
  useEffect(() => (seconds ? watchSeconds() : undefined), [seconds]);
  const fine = useClock(useShallow((clock) => (seconds ? windowFacts(window, clock.secondNow, thresholds) : coarse)));
  return fine;
}

export function ringView(window: ServiceWindow, now: number, thresholds: Thresholds): RingView {
  const facts = windowFacts(window, now, thresholds);
  const pill = facts.state === 'amber' || facts.state === 'red' ? pillTime(facts.leftMs) : null;
  return { state: facts.state, share: Math.round(facts.share * 1000) / 1000, pill, label: windowLabel(facts) };
}

/** "Window open, 3 h 12 min left", "Window closed". */
export function windowLabel(facts: WindowFacts): string {
  if (facts.state === 'never') return t('window.label.never');
  if (facts.state === 'closed') return t('window.label.closed');
  if (facts.isLastMinute) return t('window.label.lastMinute');
  return t('window.label.open', { left: duration(facts.leftMs) });
}

function useThresholdWake(window: ServiceWindow, thresholds: Thresholds): void {
  const at = useClock((clock) => nextStateChangeAt(window, clock.minuteNow, thresholds));
  useEffect(() => (at === null ? undefined : wakeAt(at)), [at]);
}
