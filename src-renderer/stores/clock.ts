import { create } from 'zustand';

const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

interface ClockState {
  /** Corrected time minus this computer's time (ms). */
  readonly offsetMs: number;
  /** Corrected time of the last tick; moves once a minute and whenever somebody asked to be woken. */
  readonly minuteNow: number;
  /** Corrected time of the last second; moves only while somebody watches seconds. */
  readonly secondNow: number;
}

/** The one clock of the page. Rings follow `minuteNow`; only an open conversation in its last hour follows `secondNow`. */
export const useClock = create<ClockState>()(() => {
  const now = Date.now();
  return { offsetMs: 0, minuteNow: now, secondNow: now };
});

let minuteTimer: ReturnType<typeof setTimeout> | null = null;
let secondTimer: ReturnType<typeof setInterval> | null = null;
let secondWatchers = 0;
const wakes = new Set<{ readonly at: number }>();

/** The corrected time, exactly. */
export function correctedNow(): number {
  return Date.now() + useClock.getState().offsetMs;
}

/** When the next tick is due: the next full minute, or an earlier moment that somebody asked for (all corrected time). */
export function nextTickAt(now: number, wakeTimes: Iterable<number>): number {
  let next = Math.floor(now / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  for (const at of wakeTimes) if (at > now && at < next) next = at;
  return next;
}

/** Follows the core's corrected clock. */
export function setCorrectedNow(now: number): void {
  useClock.setState({ offsetMs: now - Date.now() });
  tick();
}

/** Asks for a tick at an exact moment (corrected time), so that a threshold is never shown late; the answer takes it back. */
export function wakeAt(at: number): () => void {
  const wake = { at };
  wakes.add(wake);
  schedule();
  return () => void wakes.delete(wake);
}

/** Starts the ticking; the answer ends it. */
export function startClock(): () => void {
  tick();
  return () => {
    if (minuteTimer !== null) clearTimeout(minuteTimer);
    minuteTimer = null;
  };
}

/** Makes `secondNow` move until the answer is called. */
export function watchSeconds(): () => void {
  secondWatchers += 1;
  if (secondTimer === null) {
    secondTimer = setInterval(() => useClock.setState({ secondNow: correctedNow() }), SECOND_MS);
    useClock.setState({ secondNow: correctedNow() });
  }
  return () => {
    secondWatchers -= 1;
    if (secondWatchers === 0 && secondTimer !== null) {
      clearInterval(secondTimer);
      secondTimer = null;
    }
  };
}

function tick(): void {
  const now = correctedNow();
  for (const wake of wakes) if (wake.at <= now) wakes.delete(wake);
  useClock.setState({ minuteNow: now, secondNow: now });
  schedule();
}

function wakeTimes(): readonly number[] {
  return [...wakes].map((wake) => wake.at);
}

function schedule(): void {
  if (minuteTimer !== null) clearTimeout(minuteTimer);
  const now = correctedNow();
  minuteTimer = setTimeout(tick, Math.max(1, nextTickAt(now, wakeTimes()) - now));
}
