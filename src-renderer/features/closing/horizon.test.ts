import { describe, expect, it } from 'vitest';
import { horizonShare, hourMarks } from './horizon.ts';

const HOUR = 3_600_000;

describe('the horizon', () => {
  it('has a line for now and for each hour up to its end', () => {
    expect(hourMarks(1000, 4 * HOUR).map((mark) => mark.share)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(hourMarks(1000, 4 * HOUR)[2]?.at).toBe(1000 + 2 * HOUR);
  });

  it('puts a ring at its closing time and none outside', () => {
    expect(horizonShare(1000 + HOUR, 1000, 4 * HOUR)).toBe(0.25);
    expect(horizonShare(999, 1000, 4 * HOUR)).toBeNull();
    expect(horizonShare(1001 + 4 * HOUR, 1000, 4 * HOUR)).toBeNull();
  });
});
