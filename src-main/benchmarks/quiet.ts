import type { Clock, Log } from '../ports.ts';

/** Ports for measuring: the real clock, and a log that says nothing. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

export const quietLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
