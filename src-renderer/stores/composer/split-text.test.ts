import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from './split-text.ts';

describe('splitting a text that is too long', () => {
  test.each([
    ['a short text stays whole', 'Hello there.', 20, ['Hello there.']],
    ['the end of a sentence is preferred to a word', 'First one. Second one is longer', 20, ['First one.', 'Second one is longer']],
    ['an empty line is preferred to a sentence', 'One. Two\n\nThree. Four five', 16, ['One. Two', 'Three. Four five']],
    ['a sentence that would leave a part nearly empty gives way to a word', 'Ok. abcdefgh ijklmnop', 14, ['Ok. abcdefgh', 'ijklmnop']],
    ['without blanks it is cut between characters', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['Arabic and Hindi sentences end too', 'كيف حالك؟ أنا بخير شكرا', 14, ['كيف حالك؟', 'أنا بخير شكرا']],
    ['a word that fits exactly is not cut', 'abcd efgh', 4, ['abcd', 'efgh']],
    ['nothing but blanks is nothing', '   \n ', 4, []],
  ])('%s', (_name, text, limit, expected) => {
    expect(splitText(text, limit)).toEqual(expected);
  });

  test('an emoji of several code points is not torn apart where a cut before it is possible', () => {
    expect(splitText('ab👩‍👩‍👧cd', 5)).toEqual(['ab', '👩‍👩‍👧', 'cd']);
  });

  test('every part fits and nothing but blanks is lost, whatever the text', () => {
    const words = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constantFrom('. ', '\n', '\n\n', ' ', '! ')), { maxLength: 60 });
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 30 }), (pieces, limit) => {
        const text = pieces.join('');
        const parts = splitText(text, limit);
        expect(parts.every((part) => part !== '' && [...part].length <= limit)).toBe(true);
        expect(parts.join('').replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
      }),
    );
  });
});
