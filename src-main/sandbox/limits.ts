/** Meta: "one message each 6 seconds to the same customer". */
const PAIR_INTERVAL_MS = 6_000;
/** Bursts of this many are allowed and paid back by waiting. */
const PAIR_BURST = 45;

/** Counts what a number sends: the pair limit (131056) and the throughput (130429). */
export interface Limits {
  /** False when this message to `pair` would be one too many; a true answer counts it. */
  pairAllows(pair: string, now: number): boolean;
  /** False when the last second holds `perSecond` requests already. */
  throughputAllows(now: number, perSecond: number): boolean;
  forget(): void;
}

export function createLimits(): Limits {
  const paidUntil = new Map<string, number>();
  let recent: number[] = [];
  return {
    pairAllows: (pair, now) => {
      const until = Math.max(paidUntil.get(pair) ?? 0, now);
      if (until - now >= PAIR_BURST * PAIR_INTERVAL_MS) return false;
      paidUntil.set(pair, until + PAIR_INTERVAL_MS);
      return true;
    },
    throughputAllows: (now, perSecond) => {
      recent = recent.filter((at) => at > now - 1000 && at <= now);
      if (recent.length >= perSecond) return false;
      recent.push(now);
      return true;
    },
    forget: () => {
      paidUntil.clear();
      recent = [];
    },
  };
}
