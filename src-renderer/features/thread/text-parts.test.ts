import { describe, expect, test } from 'vitest';
import { estimateLines, isEmojiOnly, textParts } from './text-parts.ts';

describe('links in a text', () => {
  test.each([
    ['see https://example.com/a?b=1.', ['see ', '[https://example.com/a?b=1]', '.']],
    ['(www.example.com)', ['(', '[www.example.com]', ')']],
    ['https://en.wikipedia.org/wiki/Wicket_(door)', ['[https://en.wikipedia.org/wiki/Wicket_(door)]']],
    ['no link: javascript:alert(1), http://, ftp://a.b', ['no link: javascript:alert(1), http://, ftp://a.b']],
    ['', []],
  ])('%s', (text, expected) => {
    const parts = textParts(text);
    expect(parts.map((part) => (part.type === 'link' ? `[${part.text}]` : part.text))).toEqual(expected);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });

  test('shows the host that is really opened', () => {
    const [part] = textParts('https://whatsapp.com@evil.example/login');
    expect(part).toMatchObject({ type: 'link', host: 'evil.example' });
  });
});

describe('emoji', () => {
  test.each([['😕', true], ['👍🏽 👨‍👩‍👧', true], ['🙏🙏🙏🙏', false], ['ok 👍', false], ['1', false], ['', false]])('%s', (text, expected) => {
    expect(isEmojiOnly(text)).toBe(expected);
  });
});

test('lines are estimated by breaks and length', () => {
  expect(estimateLines('a\n\nb', 50)).toBe(3);
  expect(estimateLines('x'.repeat(101), 50)).toBe(3);
});
