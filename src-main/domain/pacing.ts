/** A token bucket: `capacity` at once, then one every `refillMs`. */
export interface Pace {
  readonly capacity: number;
  readonly refillMs: number;
}

/** How full a bucket was, and when (epoch ms). */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** 80 messages a second from one number, all kinds together (Meta: "Throughput"); a short run may go at once. */
export const numberPace: Pace = { capacity: 10, refillMs: 1000 / 80 };

/** One message each 6 seconds to one customer, up to 45 of them borrowed from the future (Meta: "Pair rate limits"). */
export const pairPace: Pace = { capacity: 45, refillMs: 6000 };

/** A bucket that nothing was taken from. */
export function fullBucket(pace: Pace, now: number): Bucket {
  return { tokens: pace.capacity, at: now };
}

/** A bucket with nothing left, as after Meta said that it was too much. */
export function emptyBucket(now: number): Bucket {
  return { tokens: 0, at: now };
}

/** The bucket as it stands at `now`. A clock that was set back takes nothing away and gives nothing. */
export function refilled(bucket: Bucket, pace: Pace, now: number): Bucket {
  const gained = Math.max(0, now - bucket.at) / pace.refillMs;
  return { tokens: Math.min(pace.capacity, bucket.tokens + gained), at: now };
}

/** How long until one may go (milliseconds); 0 when it may go now. */
export function waitForToken(bucket: Bucket, pace: Pace, now: number): number {
  const { tokens } = refilled(bucket, pace, now);
  // Sums of fractions fall short of a whole by a hair.
  return tokens >= 1 - 1e-9 ? 0 : Math.ceil((1 - tokens) * pace.refillMs);
}

/** The bucket after one went at `now`. */
export function takeToken(bucket: Bucket, pace: Pace, now: number): Bucket {
  const { tokens } = refilled(bucket, pace, now);
  return { tokens: Math.max(0, tokens - 1), at: now };
}

/** The bucket after all of `times` (epoch ms, oldest first) went: what is known after a new start. */
export function bucketAfter(pace: Pace, times: readonly number[], now: number): Bucket {
  const [first] = times;
  if (first === undefined) return fullBucket(pace, now);
  return refilled(
    times.reduce((bucket, at) => takeToken(bucket, pace, at), fullBucket(pace, first)),
    pace,
    now,
  );
}

/** From this share of Meta's call limit on, calls are spread out. */
const SLOW_FROM_PERCENT = 75;
const SLOWEST_SPACING_MS = 4000;

/** Least time between two calls (milliseconds) at a share of the call limit: none below 75 %, growing up to 4 s at 100 %. */
export function spacingForUsage(percent: number): number {
  if (percent < SLOW_FROM_PERCENT) return 0;
  const share = Math.min(1, (percent - SLOW_FROM_PERCENT + 1) / (100 - SLOW_FROM_PERCENT + 1));
  return Math.round(share * SLOWEST_SPACING_MS);
}

/** Longest pause between two tries of what only lacks a network. */
const LONGEST_OFFLINE_MS = 60_000;

/**
 * Pause before try number `tries + 1` (milliseconds): 4^n seconds, as Meta advises for its limits, plus up to a quarter at random
 * so that many do not come back at once. `random` is 0 to 1.
 */
export function backoffMs(tries: number, random: number): number {
  const base = 1000 * 4 ** Math.max(0, tries - 1);
  return Math.round(base + (base / 4) * random);
}

/** The same for a lost network, where one never gives up. */
export function offlineBackoffMs(failures: number, random: number): number {
  return Math.min(LONGEST_OFFLINE_MS, backoffMs(Math.min(failures, 5), random));
}
