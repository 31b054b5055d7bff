import { describe, expect, test } from 'vitest';
import { applyTone, withRecent } from './recent.ts';

describe('emoji in use', () => {
  test('the last one used stands first, once, and the list stays short', () => {
    expect(withRecent(['a', 'b'], 'b')).toEqual(['b', 'a']);
    const many = Array.from({ length: 40 }, (_, index) => `e${index}`);
    expect(withRecent(many, 'x')).toHaveLength(32);
  });

  test.each([
    ['a hand', '👍', 3, '👍🏽'],
    ['a sign that may also be text', '☝️', 1, '☝🏻'],
    ['a person with a thing', '👩‍💻', 5, '👩🏿‍💻'],
    ['two people', '🧑‍🤝‍🧑', 2, '🧑🏼‍🤝‍🧑🏼'],
    ['the yellow one', '👍', 0, '👍'],
  ] as const)('skin tone of %s', (_name, emoji, tone, expected) => {
    expect(applyTone(emoji, tone)).toBe(expected);
  });
});
