import type { ConnectionId } from '../../domain/ids.ts';

/** Numbers whose downloads wait for the network, or for Meta to allow more. */
export interface MediaLanes {
  isOpen(id: ConnectionId, now: number): boolean;
  closed(now: number): ConnectionId[];
  /** When the first closed lane opens (epoch ms). */
  opensAt(now: number): number | null;
  /** `waitMs` null: nothing answered, so the pause grows from time to time. */
  close(id: ConnectionId, now: number, waitMs: number | null, random: number): void;
  answered(id: ConnectionId): void;
  openAll(): void;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

export function createMediaLanes(): MediaLanes {
  const until = new Map<ConnectionId, number>();
  const unanswered = new Map<ConnectionId, number>();
  return {
    isOpen: (id, now) => (until.get(id) ?? 0) <= now,
    closed: (now) => [...until].filter(([, at]) => at > now).map(([id]) => id),
    opensAt(now) {
      const times = [...until.values()].filter((at) => at > now);
      return times.length === 0 ? null : Math.min(...times);
    },
    close(id, now, waitMs, random) {
      // Several that were under way fail together: one outage, one pause.
      if ((until.get(id) ?? 0) > now) return;
      const failures = unanswered.get(id) ?? 0;
      if (waitMs === null) unanswered.set(id, failures + 1);
      const pause = waitMs ?? Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures) * (0.9 + random * 0.2);
      until.set(id, now + Math.round(pause));
    },
    answered: (id) => void unanswered.delete(id),
    openAll() {
      until.clear();
      unanswered.clear();
    },
  };
}
