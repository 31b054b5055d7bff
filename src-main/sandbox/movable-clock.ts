import type { Clock } from '../ports.ts';

/**
 * The clock that was given plus an offset. Moving it changes every timestamp at once and no delay that is under way:
 * a tick planned in two seconds comes in two seconds, with the new time on it.
 */
export interface MovableClock {
  now(): number;
  offsetMs(): number;
  moveBy(ms: number): void;
  onMoved(listener: (now: number, offsetMs: number) => void): () => void;
  /** After `ms` divided by the sandbox's speed. Counted by `pending` unless `background`. */
  after(ms: number, task: () => void, kind?: 'background'): () => void;
  /** After exactly `ms`. */
  afterExactly(ms: number, task: () => void): () => void;
  pending(): number;
  /** Called whenever a counted task ends. */
  onTaskEnd(listener: () => void): void;
  cancelAll(): void;
}

export function createMovableClock(base: Clock, speed: number, startOffsetMs: number): MovableClock {
  let offset = startOffsetMs;
  let counted = 0;
  const listeners = new Set<(now: number, offsetMs: number) => void>();
  const cancels = new Set<() => void>();
  let taskEnded: () => void = () => undefined;

  const plan = (ms: number, task: () => void, counts: boolean): (() => void) => {
    if (counts) counted += 1;
    const settle = (): boolean => {
      if (!cancels.delete(cancel)) return false;
      if (counts) counted -= 1;
      return true;
    };
    const undo = base.after(ms, () => {
      if (!settle()) return;
      task();
      if (counts) taskEnded();
    });
    const cancel = (): void => {
      undo();
      if (settle() && counts) taskEnded();
    };
    cancels.add(cancel);
    return cancel;
  };

  return {
    now: () => base.now() + offset,
    offsetMs: () => offset,
    moveBy: (ms) => {
      offset += ms;
      for (const listener of listeners) listener(base.now() + offset, offset);
    },
    onMoved: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    after: (ms, task, kind) => plan(Math.max(0, Math.round(ms / speed)), task, kind !== 'background'),
    afterExactly: (ms, task) => plan(ms, task, true),
    pending: () => counted,
    onTaskEnd: (listener) => {
      taskEnded = listener;
    },
    cancelAll: () => {
      for (const cancel of cancels) cancel();
    },
  };
}
