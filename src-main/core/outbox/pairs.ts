import type { ConversationId } from '../../domain/ids.ts';
import type { Bucket } from '../../domain/pacing.ts';
import { bucketAfter, emptyBucket, pairPace, refilled, takeToken, waitForToken } from '../../domain/pacing.ts';

/** Beyond this many conversations the ones that are full again are forgotten. */
const MOST = 1000;

/** How fast one customer may be written to (Meta: "Pair rate limits"). After a start it is read from what was accepted lately. */
export interface Pairs {
  /** Milliseconds until the next message to this customer may go; 0 when at once. */
  waitMs(id: ConversationId, now: number): Promise<number>;
  take(id: ConversationId, now: number): void;
  /** Meta said that it was too much. */
  drained(id: ConversationId, now: number): void;
}

export function createPairs(acceptedSince: (id: ConversationId, since: number) => Promise<readonly number[]>): Pairs {
  const buckets = new Map<ConversationId, Bucket>();

  function forgetFull(now: number): void {
    if (buckets.size <= MOST) return;
    for (const [id, bucket] of buckets) {
      if (refilled(bucket, pairPace, now).tokens >= pairPace.capacity) buckets.delete(id);
    }
  }

  return {
    async waitMs(id, now) {
      let bucket = buckets.get(id);
      if (bucket === undefined) {
        const since = now - pairPace.capacity * pairPace.refillMs;
        bucket = bucketAfter(pairPace, await acceptedSince(id, since), now);
        forgetFull(now);
        buckets.set(id, bucket);
      }
      return waitForToken(bucket, pairPace, now);
    },

    take(id, now) {
      const bucket = buckets.get(id);
      if (bucket !== undefined) buckets.set(id, takeToken(bucket, pairPace, now));
    },

    drained(id, now) {
      buckets.set(id, emptyBucket(now));
    },
  };
}
