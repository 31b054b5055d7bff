import { expect, it } from 'vitest';
import { nextMediaTry } from './media-retry.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const deadline = 7 * 24 * HOUR;

it('pauses grow from seconds to half a day', () => {
  const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((failures) => nextMediaTry(0, failures, deadline, 0.5));
  expect(pauses).toEqual([5_000, 30_000, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 12 * HOUR]);
});

it('many that failed together are spread', () => {
  expect(nextMediaTry(0, 5, deadline, 0)).toBe(54 * MINUTE);
  expect(nextMediaTry(0, 5, deadline, 1)).toBe(66 * MINUTE);
});

it('the last try comes just before the id dies, and none after', () => {
  expect(nextMediaTry(deadline - HOUR, 9, deadline, 0.5)).toBe(deadline - 2 * MINUTE);
  expect(nextMediaTry(deadline - 2 * MINUTE, 10, deadline, 0.5)).toBeNull();
  expect(nextMediaTry(deadline + 1, 1, deadline, 0.5)).toBeNull();
});
