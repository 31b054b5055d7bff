import { describe, expect, test } from 'vitest';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { createHealthStore } from './store.ts';

function setUp() {
  let reads = 0;
  const planned: (() => void)[] = [];
  const store = createHealthStore({
    get: async () => {
      reads += 1;
      return { ok: true, value: {} as HealthView };
    },
    reprocess: async () => ({ ok: true, value: { items: 2 } }),
    later: (work) => void planned.push(work),
  });
  return { store, planned, reads: () => reads };
}

describe('the health store', () => {
  test('reads when the page opens, and many changes make one more read', () => {
    const { store, planned, reads } = setUp();
    const end = store.getState().watch();
    expect(reads()).toBe(1);
    store.getState().moved();
    store.getState().moved();
    expect(planned).toHaveLength(1);
    planned[0]?.();
    expect(reads()).toBe(2);
    end();
    store.getState().moved();
    expect(planned).toHaveLength(1);
  });

  test('reads anew after items ran again', async () => {
    const { store, reads } = setUp();
    expect(await store.getState().reprocess()).toEqual({ ok: true, value: { items: 2 } });
    expect(reads()).toBe(1);
  });
});
