import { expect, test } from 'vitest';
import { thresholdChange, withCurrent } from './thresholds.ts';

const current = { amberMinutes: 240, redMinutes: 60 };

test.each([
  [{ amberMinutes: 120 }, { amberMinutes: 120, redMinutes: 60 }],
  [{ amberMinutes: 30 }, { amberMinutes: 30, redMinutes: 30 }],
  [{ redMinutes: 90 }, { amberMinutes: 240, redMinutes: 90 }],
  [{ redMinutes: 300 }, { amberMinutes: 300, redMinutes: 300 }],
])('amber never comes after red: %o', (moved, expected) => {
  expect(thresholdChange(moved, current)).toEqual(expected);
});

test('a value from elsewhere stays on offer', () => {
  expect(withCurrent([15, 30, 60], 45)).toEqual([15, 30, 45, 60]);
});
