import type { Failure } from '../../domain/errors.ts';
import type { MessageId } from '../../domain/ids.ts';
import type { Clock } from '../../ports.ts';

/** Those who wait to hear what became of a reaction. */
export interface Outcomes {
  /** Null also when nothing is told within so many milliseconds. */
  of(id: MessageId, withinMs: number): Promise<Failure | null>;
  tell(id: MessageId, refusal: Failure | null): void;
  /** Nobody waits any longer. */
  end(): void;
}

export function makeOutcomes(clock: Clock): Outcomes {
  const waiting = new Map<MessageId, Set<(refusal: Failure | null) => void>>();
  return {
    of: (id, withinMs) =>
      new Promise((resolve) => {
        const those = waiting.get(id) ?? new Set();
        waiting.set(id, those);
        const heard = (refusal: Failure | null): void => {
          cancelTimer();
          those.delete(heard);
          if (those.size === 0 && waiting.get(id) === those) waiting.delete(id);
          resolve(refusal);
        };
        const cancelTimer = clock.after(withinMs, () => heard(null));
        those.add(heard);
      }),
    tell(id, refusal) {
      for (const heard of waiting.get(id) ?? []) heard(refusal);
    },
    end() {
      for (const those of waiting.values()) for (const heard of those) heard(null);
    },
  };
}
