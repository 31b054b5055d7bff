import { describe, expect, test } from 'vitest';
import { loadEmoji, searchEmoji } from './emoji-data.ts';

describe('local emoji', () => {
  test('has every group, and each emoji once', async () => {
    const groups = await loadEmoji();
    expect(groups).toHaveLength(9);
    const all = groups.flatMap(({ entries }) => entries.map(({ emoji }) => emoji));
    expect(all.length).toBeGreaterThan(1500);
    expect(new Set(all).size).toBe(all.length);
  });

  test.each([
    ['red heart', '❤️'],
    ['thumbs', '👍️'.slice(0, 2)],
    ['parcel', '📦'],
    ['flag brazil', '🇧🇷'],
    ['📦', '📦'],
  ])('"%s" finds %s', async (query, emoji) => {
    expect(searchEmoji(await loadEmoji(), query, 12).map((entry) => entry.emoji)).toContain(emoji);
  });

  test('finds nothing for nothing', async () => {
    expect(searchEmoji(await loadEmoji(), '  ', 10)).toEqual([]);
    expect(searchEmoji(await loadEmoji(), 'qqqqq', 10)).toEqual([]);
  });
});
