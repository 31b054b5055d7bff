import type { Clock, Log } from '../ports.ts';

/** Our clock, set right by Meta's: windows end by Meta's time, whatever this computer believes. */
export interface CorrectedClock extends Clock {
  /** What is added to this computer's clock (milliseconds). */
  skewMs(): number;
  /** Meta's clock minus ours, as one answer's `Date` header showed it; null when it had none. */
  observe(skewMs: number | null): void;
  /** Follows another clock exactly (the sandbox's, which can be moved); null goes back to observations. */
  follow(source: { now(): number } | null): void;
  /** The followed clock was moved by hand. */
  moved(): void;
  /** Called when the time jumped by more than a second. The answer undoes it. */
  onJump(listener: (now: number) => void): () => void;
}

/** The `Date` header counts whole seconds and travels a while: less than this is noise. */
const noiseMs = 2_000;
/** A difference that no network delay explains: the clock was set, so older observations say nothing. */
const jumpMs = 60_000;
const keptObservations = 7;
const leastObservations = 3;
const announcedMs = 1_000;

export function createCorrectedClock({ clock, log }: { readonly clock: Clock; readonly log: Log }): CorrectedClock {
  const listeners = new Set<(now: number) => void>();
  let observations: number[] = [];
  let skew = 0;
  let followed: { now(): number } | null = null;
  /** What listeners last knew as the difference to this computer's clock. */
  let announced = 0;

  const difference = () => (followed === null ? skew : followed.now() - clock.now());
  const now = () => (followed === null ? clock.now() + skew : followed.now());

  function announce(): void {
    const current = difference();
    if (Math.abs(current - announced) <= announcedMs) return;
    log.info('clock.corrected', { skewMs: Math.round(current) });
    announced = current;
    for (const listener of listeners) listener(now());
  }

  return {
    now,
    after: (ms, task) => clock.after(ms, task),
    skewMs: () => Math.round(difference()),

    observe(observed) {
      if (observed === null || !Number.isFinite(observed)) return;
      if (Math.abs(observed - skew) >= jumpMs) observations = [];
      observations = [...observations, observed].slice(-keptObservations);
      const settled = observations.length >= leastObservations || Math.abs(observed - skew) >= jumpMs;
      const middle = median(observations);
      if (!settled || Math.abs(middle - skew) < noiseMs) return;
      skew = Math.abs(middle) < noiseMs ? 0 : Math.round(middle);
      if (followed === null) announce();
    },

    follow(source) {
      followed = source;
      announce();
    },

    moved: announce,

    onJump(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
  const next = sorted[Math.ceil((sorted.length - 1) / 2)] ?? middle;
  return (middle + next) / 2;
}
