import { describe, expect, test } from 'vitest';
import { markOf, toggleMark } from './format-marks.ts';

/** Brackets stand for the ends of the selection. */
function run(marked: string, mark: Parameters<typeof toggleMark>[1]): string {
  const start = marked.indexOf('[');
  const end = marked.indexOf(']') - 1;
  const { text, start: from, end: to } = toggleMark({ text: marked.replace('[', '').replace(']', ''), start, end }, mark);
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
}

describe('formatting with keys', () => {
  test.each([
    ['puts marks around the words', 'a [word] b', '*', 'a *[word]* b'],
    ['leaves blanks outside', 'a[ word ]b', '_', 'a _[word]_ b'],
    ['takes them away again', 'a *[word]* b', '*', 'a [word] b'],
    ['takes them away when they are selected too', 'a [*word*] b', '*', 'a [word] b'],
    ['puts the caret between the marks', 'a [] b', '~', 'a ~[]~ b'],
    ['knows monospace', '[code]', '```', '```[code]```'],
    ['puts one mark into another', '*[word]*', '_', '*_[word]_*'],
  ] as const)('%s', (_name, before, mark, after) => {
    expect(run(before, mark)).toBe(after);
  });

  test.each([
    ['b', false, '*'],
    ['I', false, '_'],
    ['X', true, '~'],
    ['m', true, '```'],
    ['x', false, null],
  ] as const)('Ctrl %s', (key, shiftKey, mark) => {
    expect(markOf({ key, shiftKey, ctrlKey: true, metaKey: false, altKey: false })).toBe(mark);
    expect(markOf({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false })).toBeNull();
  });
});
