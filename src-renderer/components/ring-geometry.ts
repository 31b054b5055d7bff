/** Sizes of the ring by where it stands (CSS pixels). */
export const ringSizes = { row: 48, header: 44, panel: 76, horizon: 40, peg: 32, dial: 18 } as const;
export type RingSize = keyof typeof ringSizes;

/** Width of the line, as drawn in the view box of each size. */
const strokes: Record<RingSize, number> = { row: 2.5, header: 2.5, panel: 3, horizon: 2.5, peg: 2, dial: 2.5 };

export interface RingGeometry {
  readonly box: number;
  readonly centre: number;
  readonly radius: number;
}

/** The circle whose line just touches the edge of its box. */
export function ringGeometry(size: RingSize): RingGeometry {
  const box = ringSizes[size];
  return { box, centre: box / 2, radius: box / 2 - strokes[size] / 2 - 0.25 };
}

/** Share of the 24 hours that is left, as per cent of the circle with one decimal, from 0 to 100. */
export function arcLength(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}
