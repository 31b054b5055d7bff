import { expect, test } from 'vitest';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { withHeld } from './use-held-row.ts';

const order = [5, 4, 3, 2].map((id) => ({ id: id as ConversationId, at: id }));
const ids = (id: number, index: number): number[] => withHeld(order, { id: id as ConversationId, index }).map((slot) => slot.id);

test('a row that moved up is shown where it was; the others close up', () => {
  expect(ids(5, 2)).toEqual([4, 3, 5, 2]);
});

test('a row that was pushed down stays where it was', () => {
  expect(ids(2, 0)).toEqual([2, 5, 4, 3]);
});

test('a place beyond the end is the end, and a row that is gone is not shown', () => {
  expect(ids(5, 9)).toEqual([4, 3, 2, 5]);
  expect(ids(9, 1)).toEqual([5, 4, 3, 2]);
});
