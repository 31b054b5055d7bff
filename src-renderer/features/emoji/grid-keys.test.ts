import { describe, expect, test } from 'vitest';
import { type Cell, neighbourCell } from './grid-keys.ts';

/** Lines of three, two and three cells. */
const cells: readonly Cell[] = [[0, 0], [0, 10], [0, 20], [10, 0], [10, 10], [20, 0], [20, 10], [20, 20]].map(([offsetTop = 0, offsetLeft = 0]) => ({ offsetTop, offsetLeft }));

describe('arrows in the grid', () => {
  test.each([
    ['ArrowRight', 1, 2],
    ['ArrowRight', 7, 7],
    ['ArrowLeft', 3, 2],
    ['ArrowDown', 0, 3],
    ['ArrowDown', 2, 4],
    ['ArrowDown', 4, 6],
    ['ArrowDown', 7, 7],
    ['ArrowUp', 7, 4],
    ['ArrowUp', 4, 1],
    ['ArrowUp', 1, -1],
    ['Home', 5, 0],
    ['End', 5, 7],
    ['a', 5, null],
  ] as const)('%s from %i goes to %s', (key, from, to) => {
    expect(neighbourCell(key, from, cells)).toBe(to);
  });
});
