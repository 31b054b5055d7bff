import type { ConnectionId } from '../../domain/ids.ts';
import type { Bucket } from '../../domain/pacing.ts';
import { fullBucket, numberPace, offlineBackoffMs, takeToken, waitForToken } from '../../domain/pacing.ts';
import type { PauseReason } from './types.ts';

/** What one business number's queue may do now. */
interface Lane {
  paused: PauseReason | null;
  pausedSince: number;
  /** Set while there is no network; a gate lets one try through after another until one is answered. */
  offlineSince: number | null;
  gated: boolean;
  gateUntil: number;
  /** Tries in a row that got no answer. */
  failures: number;
  inFlight: number;
  bucket: Bucket;
  notBefore: number;
}

/** One queue per business number: pauses, back-off after a lost network, pace. Knows nothing of single messages. */
export interface Lanes {
  /** When this number may send next (epoch ms): now or earlier when at once, null when something else must happen first. */
  opensAt(id: ConnectionId, now: number): number | null;
  /** One request leaves; at least `spacingMs` until the next. */
  take(id: ConnectionId, now: number, spacingMs: number): void;
  ended(id: ConnectionId): void;
  /** Meta answered: the network works. */
  answered(id: ConnectionId): void;
  /** No answer could be had; one at a time is tried from here on. */
  unanswered(id: ConnectionId, now: number, offline: boolean, random: number): void;
  /** Meta asks this number to wait. */
  throttled(id: ConnectionId, until: number): void;
  pause(id: ConnectionId, reason: PauseReason | null, since: number): void;
  pausedBy(id: ConnectionId): PauseReason | null;
  paused(): { readonly connectionId: ConnectionId; readonly reason: PauseReason }[];
  /** Forgets back-off: whoever waits for a network tries now; with `throttledToo` whoever waits at all. */
  openAll(now: number, throttledToo: boolean): void;
  offlineSince(): number | null;
}

export function createLanes(): Lanes {
  const lanes = new Map<ConnectionId, Lane>();

  function lane(id: ConnectionId, now = 0): Lane {
    let found = lanes.get(id);
    if (found === undefined) {
      found = {
        paused: null,
        pausedSince: 0,
        offlineSince: null,
        gated: false,
        gateUntil: 0,
        failures: 0,
        inFlight: 0,
        bucket: fullBucket(numberPace, now),
        notBefore: 0,
      };
      lanes.set(id, found);
    }
    return found;
  }

  return {
    opensAt(id, now) {
      const found = lane(id, now);
      if (found.paused !== null) return null;
      if (found.gated && found.inFlight > 0) return null;
      return Math.max(found.gated ? found.gateUntil : now, now + waitForToken(found.bucket, numberPace, now), found.notBefore);
    },

    take(id, now, spacingMs) {
      const found = lane(id, now);
      found.inFlight += 1;
      found.bucket = takeToken(found.bucket, numberPace, now);
      found.notBefore = now + spacingMs;
    },

    ended(id) {
      const found = lane(id);
      found.inFlight = Math.max(0, found.inFlight - 1);
    },

    answered(id) {
      const found = lane(id);
      found.gated = false;
      found.failures = 0;
      found.offlineSince = null;
    },

    unanswered(id, now, offline, random) {
      const found = lane(id, now);
      if (offline) found.offlineSince ??= now;
      // Those that were on their way together fail together: that is one failure.
      if (found.gated && found.gateUntil > now) return;
      found.failures += 1;
      found.gated = true;
      found.gateUntil = now + offlineBackoffMs(found.failures, random);
    },

    throttled(id, until) {
      const found = lane(id);
      found.gated = true;
      found.gateUntil = Math.max(found.gateUntil, until);
    },

    pause(id, reason, since) {
      const found = lane(id);
      if (found.paused === reason) return;
      found.paused = reason;
      found.pausedSince = since;
    },

    pausedBy: (id) => lane(id).paused,

    paused() {
      return [...lanes].flatMap(([connectionId, { paused }]) => (paused === null ? [] : [{ connectionId, reason: paused }]));
    },

    openAll(now, throttledToo) {
      for (const found of lanes.values()) {
        if (!throttledToo && found.offlineSince === null && found.failures === 0) continue;
        found.notBefore = Math.min(found.notBefore, now);
        found.gateUntil = now;
        found.failures = 0;
      }
    },

    offlineSince() {
      const times = [...lanes.values()].flatMap(({ offlineSince, paused, pausedSince }) => [
        ...(offlineSince === null ? [] : [offlineSince]),
        ...(paused === 'token_refused' || paused === 'no_token' ? [pausedSince] : []),
      ]);
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}
