import {
  WINDOW_MARGIN_MS,
  WINDOW_MS,
  type ServiceWindow,
  type WindowState,
  windowClosesAt,
  windowState,
} from '../../src-main/domain/service-window.ts';

export interface Thresholds {
  readonly amberMs: number;
  readonly redMs: number;
}

/** One conversation's window at one moment. Times are epoch ms, lengths ms. */
export interface WindowFacts {
  readonly state: WindowState;
  readonly closesAt: number | null;
  readonly leftMs: number;
  /** Share of the 24 hours that is left, 0 to 1. */
  readonly share: number;
  /** It is still open, but for less than the margin within which nothing is sent any more. */
  readonly isLastMinute: boolean;
}

export function windowFacts(window: ServiceWindow, now: number, thresholds: Thresholds): WindowFacts {
  const state = windowState(window, now, thresholds);
  const closesAt = windowClosesAt(window);
  const leftMs = closesAt === null ? 0 : Math.max(0, closesAt - now);
  return { state, closesAt, leftMs, share: Math.min(1, leftMs / WINDOW_MS), isLastMinute: leftMs > 0 && leftMs <= WINDOW_MARGIN_MS };
}

/** The next moment at which the state changes by itself; null when it never does. */
export function nextStateChangeAt(window: ServiceWindow, now: number, thresholds: Thresholds): number | null {
  const closesAt = windowClosesAt(window);
  if (closesAt === null) return null;
  const changes = [closesAt - thresholds.amberMs, closesAt - thresholds.redMs, closesAt - WINDOW_MARGIN_MS, closesAt].filter((at) => at > now);
  return changes.length === 0 ? null : Math.min(...changes);
}
