import { describe, expect, test } from 'vitest';
import { WINDOW_MS } from '../../../src-main/domain/service-window.ts';
import { composerMode, textLength } from './mode.ts';

const now = 1_800_000_000_000;
const open = { openedAt: now - 1000, closedByMetaAt: null };

describe('the mode of the composer', () => {
  test.each([
    ['an open window takes replies', { window: open, blockedBy: null, offlineSince: null }, { mode: 'reply' }],
    ['offline it queues', { window: open, blockedBy: null, offlineSince: now - 5 }, { mode: 'offline' }],
    [
      'after 24 hours it is closed, also offline',
      { window: { openedAt: now - WINDOW_MS, closedByMetaAt: null }, blockedBy: null, offlineSince: now },
      { mode: 'closed', closesAt: now, byMeta: false },
    ],
    [
      'who never wrote cannot be written to freely',
      { window: { openedAt: null, closedByMetaAt: null }, blockedBy: null, offlineSince: null },
      { mode: 'closed', closesAt: null, byMeta: false },
    ],
    [
      "Meta's word closes early",
      { window: { openedAt: now - 1000, closedByMetaAt: now - 500 }, blockedBy: null, offlineSince: null },
      { mode: 'closed', closesAt: now - 500, byMeta: true },
    ],
    ['a refused token blocks', { window: open, blockedBy: 'token_refused', offlineSince: null }, { mode: 'blocked', by: 'token_refused' }],
  ] as const)('%s', (_name, input, expected) => {
    expect(composerMode(input, now)).toEqual(expected);
  });

  test('flips a minute before the end, because the last word is not ours', () => {
    const window = { openedAt: now, closedByMetaAt: null };
    const input = { window, blockedBy: null, offlineSince: null };
    expect(composerMode(input, now + WINDOW_MS - 60_001).mode).toBe('reply');
    expect(composerMode(input, now + WINDOW_MS - 60_000).mode).toBe('closed');
  });

  test('an emoji counts once', () => {
    expect(textLength('a😕b')).toBe(3);
  });
});
