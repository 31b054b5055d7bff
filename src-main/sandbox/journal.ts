import { WicketError } from '../domain/errors.ts';
import type { MovableClock } from './movable-clock.ts';
import type { LogFilter, ReceivedRequest, SentWebhook } from './types.ts';

const KEPT = 5_000;

/** What was received and sent, for assertions and for the panel; whoever waits is told of each change. */
export interface Journal {
  addRequest(entry: Omit<ReceivedRequest, 'seq' | 'at'>): void;
  addWebhook(entry: Omit<SentWebhook, 'seq' | 'at'>): void;
  requests(filter?: LogFilter): readonly ReceivedRequest[];
  webhooks(filter?: { readonly after?: number }): readonly SentWebhook[];
  /** Looks again: something changed that is not an entry. */
  poke(): void;
  /** Resolves as soon as `look` gives something other than null; rejects with `timed_out`. Waits in real time: it is about the caller's patience. */
  waitFor<T>(look: () => T | null, timeoutMs: number): Promise<T>;
  /** The newest seq of either list. */
  seq(): number;
  clear(): void;
  close(): void;
}

export function createJournal(clock: MovableClock): Journal {
  let seq = 0;
  let requests: ReceivedRequest[] = [];
  let webhooks: SentWebhook[] = [];
  const waiters = new Set<{ readonly look: () => boolean; readonly giveUp: () => void }>();
  const poke = (): void => {
    for (const waiter of waiters) waiter.look();
  };
  return {
    addRequest: (entry) => {
      requests.push({ seq: (seq += 1), at: clock.now(), ...entry });
      if (requests.length > 2 * KEPT) requests = requests.slice(-KEPT);
      poke();
    },
    addWebhook: (entry) => {
      webhooks.push({ seq: (seq += 1), at: clock.now(), ...entry });
      if (webhooks.length > 2 * KEPT) webhooks = webhooks.slice(-KEPT);
      poke();
    },
    requests: (filter = {}) =>
      requests.filter((entry) => entry.seq > (filter.after ?? 0) && (filter.subject === undefined || entry.subject === filter.subject)),
    webhooks: (filter = {}) => webhooks.filter((entry) => entry.seq > (filter.after ?? 0)),
    poke,
    waitFor: <T>(look: () => T | null, timeoutMs: number) =>
      new Promise<T>((resolve, reject) => {
        const giveUp = (): void => {
          waiters.delete(waiter);
          clearTimeout(timer);
          reject(new WicketError('timed_out'));
        };
        const waiter = {
          look: (): boolean => {
            const found = look();
            if (found === null) return false;
            waiters.delete(waiter);
            clearTimeout(timer);
            resolve(found);
            return true;
          },
          giveUp,
        };
        const timer = setTimeout(giveUp, timeoutMs);
        waiters.add(waiter);
        waiter.look();
      }),
    seq: () => seq,
    clear: () => {
      requests = [];
      webhooks = [];
    },
    close: () => {
      for (const waiter of waiters) waiter.giveUp();
    },
  };
}
