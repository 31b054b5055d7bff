import type { Clock } from '../../ports.ts';

/** Longest delay that a timer takes; longer ones are cut into pieces. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, task) => {
    let timer: NodeJS.Timeout;
    const start = (left: number): void => {
      timer = setTimeout(() => (left > longestMs ? start(left - longestMs) : task()), Math.min(Math.max(left, 0), longestMs)).unref();
    };
    start(ms);
    return () => clearTimeout(timer);
  },
};
