import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayWriteFreely, WINDOW_MARGIN_MS, WINDOW_MS, windowClosesAt, windowState } from './service-window.ts';
import type { ServiceWindow } from './service-window.ts';

const opened = Date.UTC(2026, 10, 20, 12);
const hour = 60 * 60_000;
const open: ServiceWindow = { openedAt: opened, closedByMetaAt: null };

describe('the state of the window', () => {
  it.each([
    ['never', { openedAt: null, closedByMetaAt: null }, 0, 'never'],
    ['never, although Meta said closed', { openedAt: null, closedByMetaAt: opened }, 0, 'never'],
    ['just opened', open, 0, 'calm'],
    ['a millisecond over four hours left', open, 20 * hour - 1, 'calm'],
    ['four hours left', open, 20 * hour, 'amber'],
    ['a millisecond over one hour left', open, 23 * hour - 1, 'amber'],
    ['one hour left', open, 23 * hour, 'red'],
    ['a millisecond left', open, 24 * hour - 1, 'red'],
    ['24 hours later', open, 24 * hour, 'closed'],
    ['long ago', open, 1000 * hour, 'closed'],
    ['a message from the near future', open, -5_000, 'calm'],
    ['closed by Meta early', { openedAt: opened, closedByMetaAt: opened + hour }, 2 * hour, 'closed'],
    ['about to be closed by Meta', { openedAt: opened, closedByMetaAt: opened + 2 * hour }, hour, 'red'],
    ['written again after Meta closed it', { openedAt: opened, closedByMetaAt: opened - 1 }, hour, 'calm'],
    ['closed by Meta in the very moment it opened', { openedAt: opened, closedByMetaAt: opened }, hour, 'calm'],
  ] as const)('%s', (_name, window, after, state) => {
    expect(windowState(window, opened + after)).toBe(state);
  });

  it('follows the thresholds that a person sets', () => {
    const thresholds = { amberMs: 10 * hour, redMs: 5 * hour };
    expect(windowState(open, opened + 14 * hour, thresholds)).toBe('amber');
    expect(windowState(open, opened + 19 * hour, thresholds)).toBe('red');
  });
});

describe('writing freely', () => {
  it.each([
    ['never', { openedAt: null, closedByMetaAt: null }, 0, false],
    ['open', open, hour, true],
    ['a millisecond before the margin', open, WINDOW_MS - WINDOW_MARGIN_MS - 1, true],
    ['at the margin', open, WINDOW_MS - WINDOW_MARGIN_MS, false],
    ['inside the margin', open, WINDOW_MS - 1, false],
    ['closed', open, WINDOW_MS, false],
    ['closed by Meta', { openedAt: opened, closedByMetaAt: opened + hour }, hour, false],
  ] as const)('%s', (_name, window, after, expected) => {
    expect(mayWriteFreely(window, opened + after)).toBe(expected);
  });
});

const windows = fc.record({
  openedAt: fc.option(fc.integer({ min: 0, max: 10 * WINDOW_MS })),
  closedByMetaAt: fc.option(fc.integer({ min: 0, max: 10 * WINDOW_MS })),
});
const times = fc.integer({ min: 0, max: 12 * WINDOW_MS });

describe('always', () => {
  it('who may write freely has an open window with more than the margin left', () => {
    fc.assert(
      fc.property(windows, times, (window, now) => {
        if (!mayWriteFreely(window, now)) return;
        expect(['calm', 'amber', 'red']).toContain(windowState(window, now));
        expect((windowClosesAt(window) ?? 0) - now).toBeGreaterThan(WINDOW_MARGIN_MS);
      }),
    );
  });

  it('time alone never opens a window again', () => {
    const rank = { calm: 3, amber: 2, red: 1, closed: 0, never: 0 };
    fc.assert(
      fc.property(windows, times, fc.nat(3 * WINDOW_MS), (window, now, later) => {
        expect(rank[windowState(window, now + later)]).toBeLessThanOrEqual(rank[windowState(window, now)]);
        if (!mayWriteFreely(window, now)) expect(mayWriteFreely(window, now + later)).toBe(false);
      }),
    );
  });

  it('a window lasts at most 24 hours, and a newer message of the customer never shortens it', () => {
    fc.assert(
      fc.property(windows, fc.nat(3 * WINDOW_MS), (window, later) => {
        const closesAt = windowClosesAt(window);
        if (window.openedAt === null || closesAt === null) {
          expect(closesAt).toBeNull();
          return;
        }
        expect(closesAt).toBeLessThanOrEqual(window.openedAt + WINDOW_MS);
        expect(windowClosesAt({ ...window, openedAt: window.openedAt + later }) ?? 0).toBeGreaterThanOrEqual(closesAt);
      }),
    );
  });
});
