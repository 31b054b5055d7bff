import { describe, expect, it } from 'vitest';
import { createCorrectedClock } from './clock.ts';
import { createTestClock, createTestLog } from './read-side.test-support.ts';

function setUp() {
  const local = createTestClock(1_000_000_000_000);
  const clock = createCorrectedClock({ clock: local, log: createTestLog() });
  const jumps: number[] = [];
  clock.onJump((now) => jumps.push(now));
  return { local, clock, jumps };
}

describe('the corrected clock', () => {
  it('ignores what is less than two seconds off', () => {
    const { clock, jumps } = setUp();
    for (const skew of [900, -1200, 1500, 1900, 300]) clock.observe(skew);
    expect(clock.skewMs()).toBe(0);
    expect(jumps).toEqual([]);
  });

  it('follows the median of some observations', () => {
    const { clock, local, jumps } = setUp();
    clock.observe(10_000);
    clock.observe(11_000);
    expect(clock.skewMs()).toBe(0);
    clock.observe(10_400);
    expect(clock.skewMs()).toBe(10_400);
    expect(clock.now()).toBe(local.now() + 10_400);
    expect(jumps).toEqual([local.now() + 10_400]);
  });

  it('is not moved by one odd observation', () => {
    const { clock } = setUp();
    for (const skew of [10_000, 10_000, 10_000, 50_000]) clock.observe(skew);
    expect(clock.skewMs()).toBe(10_000);
  });

  it('takes a jump at once', () => {
    const { clock, jumps } = setUp();
    clock.observe(-3_600_000);
    expect(clock.skewMs()).toBe(-3_600_000);
    clock.observe(0);
    expect(clock.skewMs()).toBe(0);
    expect(jumps).toHaveLength(2);
  });

  it('takes nothing from an answer without a date', () => {
    const { clock } = setUp();
    clock.observe(null);
    clock.observe(Number.NaN);
    expect(clock.skewMs()).toBe(0);
  });

  it('follows the clock of the sandbox, and says when that is moved', () => {
    const { clock, local, jumps } = setUp();
    let offset = 0;
    clock.follow({ now: () => local.now() + offset });
    expect(jumps).toEqual([]);
    offset = 23 * 3_600_000;
    clock.moved();
    expect(jumps).toEqual([local.now() + offset]);
    clock.observe(0);
    expect(clock.now()).toBe(local.now() + offset);
    clock.follow(null);
    expect(clock.now()).toBe(local.now());
  });
});
