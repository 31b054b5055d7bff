import { describe, expect, test } from 'vitest';
import { albumTiles, MEDIA_ROOM, mediaBox } from './media-box.ts';

describe('the box of a picture', () => {
  test.each([
    [4000, 3000, { width: 288, height: 216 }],
    [3000, 4000, { width: 240, height: 320 }],
    [10, 10, { width: 288, height: 288 }],
    [10_000, 100, { width: 288, height: 96 }],
    [100, 10_000, { width: 144, height: 320 }],
  ])('%d × %d', (width, height, expected) => {
    expect(mediaBox({ width, height })).toEqual(expected);
  });

  test('is the same before and after loading when nobody told its size', () => {
    expect(mediaBox(null)).toEqual(mediaBox({ width: null, height: 3 }));
  });
});

test.each([2, 3, 4, 9])('the tiles of an album of %d stay inside their block and do not overlap', (count) => {
  const { height, tiles } = albumTiles(count);
  expect(tiles).toHaveLength(Math.min(4, count));
  for (const [index, tile] of tiles.entries()) {
    expect(tile.x + tile.width).toBeLessThanOrEqual(MEDIA_ROOM.width + 0.01);
    expect(tile.y + tile.height).toBeLessThanOrEqual(height + 0.01);
    for (const other of tiles.slice(index + 1)) {
      const apart = tile.x + tile.width <= other.x || other.x + other.width <= tile.x || tile.y + tile.height <= other.y || other.y + other.height <= tile.y;
      expect(apart).toBe(true);
    }
  }
});
