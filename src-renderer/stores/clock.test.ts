import { describe, expect, it } from 'vitest';
import { nextTickAt } from './clock.ts';

describe('the next tick', () => {
  it('is the next full minute', () => {
    expect(nextTickAt(90_000, [])).toBe(120_000);
    expect(nextTickAt(120_000, [])).toBe(180_000);
  });

  it('comes earlier when a threshold is passed before', () => {
    expect(nextTickAt(90_000, [119_000, 100_500])).toBe(100_500);
    expect(nextTickAt(90_000, [500_000, 80_000])).toBe(120_000);
  });
});
