import { call } from '../../bridge/inbox.ts';
import { registerFeedListener } from '../feed.ts';
import { createHealthStore } from './store.ts';

export const useHealth = createHealthStore({
  get: () => call('health.get', {}),
  reprocess: () => call('health.reprocess', {}),
  later: (work, delayMs) => void setTimeout(work, delayMs),
});

/** Reads Health anew when the core says that it moved; the answer ends it. */
export function startHealth(): () => void {
  return registerFeedListener({
    onItems(items) {
      if (items.some((item) => item.type === 'health')) useHealth.getState().moved();
    },
    onResync: () => useHealth.getState().moved(),
  });
}
