import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, bucketAfter, fullBucket, offlineBackoffMs, pairPace, spacingForUsage, takeToken, waitForToken } from './pacing.ts';

const start = 1_000_000;

describe('the pace to one customer', () => {
  it('lets 45 go at once and then one each six seconds', () => {
    let bucket = fullBucket(pairPace, start);
    for (let n = 0; n < 45; n += 1) {
      expect(waitForToken(bucket, pairPace, start)).toBe(0);
      bucket = takeToken(bucket, pairPace, start);
    }
    expect(waitForToken(bucket, pairPace, start)).toBe(6_000);
    expect(waitForToken(bucket, pairPace, start + 2_500)).toBe(3_500);
    expect(waitForToken(bucket, pairPace, start + 6_000)).toBe(0);
  });

  it('never lets more go than the burst and one each six seconds, whenever they are asked for', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 300 }), (pauses) => {
        let now = start;
        let bucket = fullBucket(pairPace, now);
        let sent = 0;
        for (const pause of pauses) {
          now += pause;
          if (waitForToken(bucket, pairPace, now) > 0) continue;
          bucket = takeToken(bucket, pairPace, now);
          sent += 1;
          expect(sent).toBeLessThanOrEqual(45 + (now - start) / 6_000 + 1e-6);
        }
      }),
    );
  });

  it('names a wait after which one may really go', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 30_000 }), (sends, later) => {
        let bucket = fullBucket(pairPace, start);
        for (let n = 0; n < sends; n += 1) bucket = takeToken(bucket, pairPace, start + n);
        const now = start + sends + later;
        expect(waitForToken(bucket, pairPace, now + waitForToken(bucket, pairPace, now))).toBe(0);
      }),
    );
  });

  it('is known again from what was sent lately', () => {
    expect(waitForToken(bucketAfter(pairPace, [], start), pairPace, start)).toBe(0);
    const burst = Array.from({ length: 45 }, () => start);
    expect(waitForToken(bucketAfter(pairPace, burst, start), pairPace, start)).toBe(6_000);
    expect(waitForToken(bucketAfter(pairPace, burst, start + 60_000), pairPace, start + 60_000)).toBe(0);
  });

  it('takes nothing away when the clock is set back', () => {
    const bucket = takeToken(fullBucket(pairPace, start), pairPace, start);
    expect(waitForToken(bucket, pairPace, start - 1_000_000)).toBe(0);
  });
});

describe('back-off', () => {
  it('is four to the power of the tries, plus up to a quarter', () => {
    expect([1, 2, 3, 4].map((tries) => backoffMs(tries, 0))).toEqual([1_000, 4_000, 16_000, 64_000]);
    expect(backoffMs(2, 1)).toBe(5_000);
  });

  it('of a lost network stays below a minute', () => {
    expect([1, 2, 3, 4, 5, 99].map((failures) => offlineBackoffMs(failures, 0))).toEqual([1_000, 4_000, 16_000, 60_000, 60_000, 60_000]);
  });
});

describe('spacing by the share of the limit', () => {
  it('begins at 75 percent and grows', () => {
    expect(spacingForUsage(74)).toBe(0);
    expect(spacingForUsage(75)).toBeGreaterThan(0);
    expect(spacingForUsage(90)).toBeGreaterThan(spacingForUsage(75));
    expect(spacingForUsage(100)).toBe(4_000);
    expect(spacingForUsage(250)).toBe(4_000);
  });
});
