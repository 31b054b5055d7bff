import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { FailureView, HealthView, Wire } from '../../../src-preload/contract/index.ts';

export interface HealthState {
  readonly health: HealthView | null;
  readonly failure: FailureView | null;
}

export interface HealthActions {
  /** Keeps the answer fresh while the page is open; the answer ends it. */
  watch(): () => void;
  /** Something moved; read again soon, at most twice a second. */
  moved(): void;
  refresh(): Promise<void>;
  /** How many items ran again, or why not. */
  reprocess(): Promise<Wire<{ items: number }>>;
}

export interface HealthDependencies {
  readonly get: () => Promise<Wire<HealthView>>;
  readonly reprocess: () => Promise<Wire<{ items: number }>>;
  readonly later: (work: () => void, delayMs: number) => void;
}

const THROTTLE_MS = 500;

export function createHealthStore(dependencies: HealthDependencies): UseBoundStore<StoreApi<HealthState & HealthActions>> {
  let watchers = 0;
  let planned = false;
  return create<HealthState & HealthActions>()((set, get) => ({
    health: null,
    failure: null,
    watch() {
      watchers += 1;
      void get().refresh();
      return () => {
        watchers -= 1;
      };
    },
    moved() {
      if (watchers === 0 || planned) return;
      planned = true;
      dependencies.later(() => {
        planned = false;
        if (watchers > 0) void get().refresh();
      }, THROTTLE_MS);
    },
    async refresh() {
      const answer = await dependencies.get();
      set(answer.ok ? { health: answer.value, failure: null } : { failure: answer.error });
    },
    async reprocess() {
      const answer = await dependencies.reprocess();
      await get().refresh();
      return answer;
    },
  }));
}
