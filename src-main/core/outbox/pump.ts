import type { Clock, Log } from '../../ports.ts';

/** Runs rounds one after another: one when nudged, one when the time comes that the last round named. */
export interface Pump {
  nudge(): void;
  /** Resolves when no round runs or is about to. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export interface PumpOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** Before the log's event names. */
  readonly name?: string;
  /** Says when the next round is due (epoch ms), null when a nudge will come. */
  readonly round: () => Promise<number | null>;
  readonly longestSleepMs: number;
}

/** A round that broke (a full disk) is tried again after this. */
const AFTER_BREAK_MS = 5_000;

export function createPump({ clock, log, name = 'outbox', round, longestSleepMs }: PumpOptions): Pump {
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let cancelTimer: (() => void) | null = null;

  function nudge(): void {
    if (stopped) return;
    again = true;
    running ??= run().finally(() => {
      running = null;
      // A nudge that came as the last round ended.
      if (again) nudge();
    });
  }

  async function run(): Promise<void> {
    while (again && !stopped) {
      again = false;
      cancelTimer?.();
      cancelTimer = null;
      const next = await oneRound();
      if (next !== null && !again && !stopped) {
        cancelTimer = clock.after(Math.min(Math.max(0, next - clock.now()), longestSleepMs), nudge);
      }
    }
  }

  async function oneRound(): Promise<number | null> {
    try {
      return await round();
    } catch (thrown) {
      log.error(`${name}.round_broke`, {}, thrown);
      return clock.now() + AFTER_BREAK_MS;
    }
  }

  return {
    nudge,
    async settled() {
      while (running !== null) await running;
    },
    async stop() {
      stopped = true;
      cancelTimer?.();
      while (running !== null) await running;
    },
  };
}
