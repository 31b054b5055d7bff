import fc from 'fast-check';
import { expect, test } from 'vitest';
import { furthestStatus, mergeStatus, noStatusTimes, type StatusWord, statusWords } from './delivery.ts';

type Report = readonly [StatusWord, number];
const report = fc.tuple(fc.constantFrom(...statusWords), fc.integer({ min: 1, max: 50 }));
const merged = (reports: readonly Report[]) => reports.reduce((times, [word, at]) => mergeStatus(times, word, at), noStatusTimes);

test('reports merge to the same, whatever their order and however often they come', () => {
  fc.assert(
    fc.property(
      fc.array(report, { maxLength: 12 }).chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length }), fc.shuffledSubarray([...list]))),
      ([list, shuffled, repeated]) => {
        expect(merged([...shuffled, ...repeated])).toEqual(merged(list));
      },
    ),
  );
});

test.each<[readonly Report[], StatusWord | null]>([
  [[], null],
  [[['sent', 1]], 'sent'],
  [[['delivered', 2], ['sent', 1]], 'delivered'],
  [[['read', 1], ['delivered', 5]], 'read'],
  [[['sent', 1], ['failed', 2]], 'failed'],
  [[['delivered', 1], ['failed', 2]], 'delivered'],
  [[['played', 3], ['read', 4]], 'played'],
])('%j is %s: never backwards', (reports, state) => expect(furthestStatus(merged(reports))).toBe(state));

test('a failure after delivery is kept beside it', () => expect(merged([['delivered', 1], ['failed', 2]])).toMatchObject({ deliveredAt: 1, failedAt: 2 }));
