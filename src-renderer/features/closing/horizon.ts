/** Places on the horizon of the next hours. */

export interface Mark {
  /** Share of the way from now to the end, 0 to 1. */
  readonly share: number;
  readonly at: number;
}

/** The hour lines from now on: one an hour, both ends included. */
export function hourMarks(now: number, horizonMs: number): readonly Mark[] {
  const hour = 3_600_000;
  const count = Math.floor(horizonMs / hour);
  return Array.from({ length: count + 1 }, (_, index) => ({ share: (index * hour) / horizonMs, at: now + index * hour }));
}

/** Where a closing time stands, 0 to 1; what lies outside is null. */
export function horizonShare(closesAt: number, now: number, horizonMs: number): number | null {
  const share = (closesAt - now) / horizonMs;
  return share < 0 || share > 1 ? null : share;
}
