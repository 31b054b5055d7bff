import { describe, expect, it } from 'vitest';
import { arcLength, ringGeometry, ringSizes, type RingSize } from './ring-geometry.ts';

describe('the geometry of the ring', () => {
  it.each(Object.keys(ringSizes) as RingSize[])('keeps the whole line of the %s ring inside its box', (size) => {
    const { box, centre, radius } = ringGeometry(size);
    expect(centre).toBe(box / 2);
    expect(centre + radius).toBeLessThan(box);
    expect(radius).toBeGreaterThan(box / 2 - 3);
  });

  it('draws the row ring as the design does', () => {
    expect(ringGeometry('row')).toEqual({ box: 48, centre: 24, radius: 22.5 });
    expect(ringGeometry('panel').radius).toBe(36.25);
  });

  it('shows the share that is left as per cent of the circle', () => {
    expect(arcLength(3.2 / 24)).toBe(13.3);
    expect(arcLength(1)).toBe(100);
    expect(arcLength(0)).toBe(0);
  });

  it('never leaves the circle when clocks disagree', () => {
    expect(arcLength(1.02)).toBe(100);
    expect(arcLength(-0.1)).toBe(0);
  });
});
