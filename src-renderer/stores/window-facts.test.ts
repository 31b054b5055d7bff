import { describe, expect, it } from 'vitest';
import { ringView } from './use-window.ts';
import { nextStateChangeAt, windowFacts } from './window-facts.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
const thresholds = { amberMs: 4 * HOUR, redMs: HOUR };
const openedAt = 1_000_000;
const window = { openedAt, closedByMetaAt: null };
const closesAt = openedAt + 24 * HOUR;

describe('what a ring shows', () => {
  it('goes from calm over amber and red to closed', () => {
    const at = (leftMs: number) => ringView(window, closesAt - leftMs, thresholds);
    expect(at(12 * HOUR)).toEqual({ state: 'calm', share: 0.5, pill: null, label: 'Window open, 12 h left' });
    expect(at(3 * HOUR + 12 * MINUTE)).toMatchObject({ state: 'amber', pill: '3h', label: 'Window open, 3 h 12 min left' });
    expect(at(38 * MINUTE)).toMatchObject({ state: 'red', pill: '38m' });
    expect(at(0)).toEqual({ state: 'closed', share: 0, pill: null, label: 'Window closed' });
  });

  it('is not there when the customer never wrote', () => {
    expect(ringView({ openedAt: null, closedByMetaAt: null }, 5, thresholds)).toMatchObject({ state: 'never', pill: null });
  });

  it('believes Meta when it says that the window is closed', () => {
    expect(windowFacts({ openedAt, closedByMetaAt: openedAt + HOUR }, openedAt + 2 * HOUR, thresholds).state).toBe('closed');
  });
});

describe('the next change by time alone', () => {
  it('is the next threshold, then the last minute, then the end, then none', () => {
    expect(nextStateChangeAt(window, openedAt, thresholds)).toBe(closesAt - 4 * HOUR);
    expect(nextStateChangeAt(window, closesAt - 4 * HOUR, thresholds)).toBe(closesAt - HOUR);
    expect(nextStateChangeAt(window, closesAt - HOUR, thresholds)).toBe(closesAt - 60_000);
    expect(nextStateChangeAt(window, closesAt - 60_000, thresholds)).toBe(closesAt);
    expect(nextStateChangeAt(window, closesAt, thresholds)).toBeNull();
  });

  it('agrees with the state at every one of these moments', () => {
    let at: number | null = openedAt;
    const states: string[] = [];
    while (at !== null) {
      const { state, isLastMinute } = windowFacts(window, at, thresholds);
      states.push(isLastMinute ? 'last minute' : state);
      at = nextStateChangeAt(window, at, thresholds);
    }
    expect(states).toEqual(['calm', 'amber', 'red', 'last minute', 'closed']);
  });
});
