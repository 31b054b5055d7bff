import type { Lane } from './storage.ts';

/** One turn on the writing connection. A turn that gives a promise holds the connection until it settles; none may reject. */
export type Turn = () => Promise<void> | void;

/** Hands the writing connection to one turn after the other: journal before normal before apply. */
export interface WriteQueue {
  add(lane: Lane, turn: Turn): void;
  /** Resolves when nothing waits and nothing runs. */
  idle(): Promise<void>;
}

/**
 * While webhooks keep coming, ingest rests this many times as long as its last batch took: what was acknowledged waits safely in the
 * journal, while a webhook that is not answered in time comes again.
 */
const applyRest = 10;

export function createWriteQueue(): WriteQueue {
  const waiting: Record<Lane, Turn[]> = { journal: [], normal: [], apply: [] };
  const idleListeners: (() => void)[] = [];
  let running = false;
  let journalTurns = 0;
  let journalTurnsAtApply = 0;
  let applyAllowed = true;

  const isIdle = () => !running && waiting.journal.length + waiting.normal.length + waiting.apply.length === 0;

  function take(): { lane: Lane; turn: Turn } | undefined {
    for (const lane of ['journal', 'normal'] as const) {
      const turn = waiting[lane].shift();
      if (turn !== undefined) return { lane, turn };
    }
    if (!applyAllowed) return undefined;
    const turn = waiting.apply.shift();
    return turn === undefined ? undefined : { lane: 'apply', turn };
  }

  /** Between two apply turns the event loop gets its turn, so that webhooks are read at all. */
  function restAfterApply(tookMs: number): void {
    const busy = journalTurns !== journalTurnsAtApply;
    journalTurnsAtApply = journalTurns;
    applyAllowed = false;
    const resume = () => {
      applyAllowed = true;
      pump();
    };
    if (busy) setTimeout(resume, Math.ceil(tookMs * applyRest));
    else setImmediate(resume);
  }

  function pump(): void {
    while (!running) {
      const next = take();
      if (next === undefined) break;
      const { lane, turn } = next;
      if (lane === 'journal') journalTurns += 1;
      const startedAt = performance.now();
      const ended = () => {
        running = false;
        if (lane === 'apply') restAfterApply(performance.now() - startedAt);
      };
      running = true;
      const pending = turn();
      if (pending === undefined) ended();
      else
        void pending.then(() => {
          ended();
          pump();
        });
    }
    if (idleListeners.length > 0 && isIdle()) for (const listener of idleListeners.splice(0)) listener();
  }

  return {
    add(lane, turn) {
      waiting[lane].push(turn);
      pump();
    },
    idle() {
      if (isIdle()) return Promise.resolve();
      return new Promise((resolve) => idleListeners.push(resolve));
    },
  };
}
