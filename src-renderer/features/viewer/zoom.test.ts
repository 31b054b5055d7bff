import { describe, expect, test } from 'vitest';
import { panBy, WHOLE, zoomAt } from './zoom.ts';

const room = { width: 1000, height: 600 };

describe('zooming', () => {
  test('the point under the pointer stays where it is', () => {
    const point = { x: 200, y: -100 };
    const once = zoomAt(WHOLE, 2, point, room);
    const twice = zoomAt(once, 1.5, point, room);
    for (const view of [once, twice]) {
      const onPicture = { x: (point.x - view.x) / view.scale, y: (point.y - view.y) / view.scale };
      expect(onPicture.x).toBeCloseTo(200);
      expect(onPicture.y).toBeCloseTo(-100);
    }
  });

  test('never smaller than whole, never larger than eight times', () => {
    expect(zoomAt(WHOLE, 0.2, { x: 10, y: 10 }, room)).toEqual(WHOLE);
    expect(zoomAt(WHOLE, 100, { x: 0, y: 0 }, room).scale).toBe(8);
  });

  test('back to whole it lies in the middle again', () => {
    const away = panBy(zoomAt(WHOLE, 4, { x: 0, y: 0 }, room), 900, 900, room);
    expect(zoomAt(away, 0.1, { x: 300, y: 0 }, room)).toEqual(WHOLE);
  });
});

test('the picture does not leave its room', () => {
  const view = zoomAt(WHOLE, 2, { x: 0, y: 0 }, room);
  expect(panBy(view, 5000, -5000, room)).toEqual({ scale: 2, x: 500, y: -300 });
  expect(panBy(WHOLE, 50, 50, room)).toEqual(WHOLE);
});
