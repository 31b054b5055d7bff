import { expect, test } from 'vitest';
import { MOST_RECEIVERS, toggled } from './receivers.ts';

test('a receiver is chosen, taken back, and no more than twenty are', () => {
  const one = { id: 1 };
  expect(toggled([], one)).toEqual([one]);
  expect(toggled([one, { id: 2 }], one)).toEqual([{ id: 2 }]);
  const full = Array.from({ length: MOST_RECEIVERS }, (_, index) => ({ id: index + 10 }));
  expect(toggled(full, one)).toBe(full);
});
