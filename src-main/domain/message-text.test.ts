import { describe, expect, it } from 'vitest';
import { countCharacters, hasLink } from './message-text.ts';

describe('the length of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['😀', 1],
    ['👨‍👩‍👧', 5],
    ['नमस्ते', 6],
  ])('of %j is %d', (text, length) => {
    expect(countCharacters(text)).toBe(length);
  });
});

describe('a link', () => {
  it.each([
    ['https://example.test', true],
    ['see HTTP://example.test/a?b now', true],
    ['example.test', false],
    ['https:// nothing', false],
    ['ftp://example.test', false],
  ])('in %j: %s', (text, found) => {
    expect(hasLink(text)).toBe(found);
  });
});
