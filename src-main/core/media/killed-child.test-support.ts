import { createGraph } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import { openStorage } from '../../storage/open.ts';
import { createMediaJobs } from './jobs.ts';
import { createMediaStore } from './store.ts';

/** A process that downloads until it is killed: `node killed-child.test-support.ts FOLDER TOKEN`. */
const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
const ignore = (): void => undefined;
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const [folder = '', token = ''] = process.argv.slice(2);
const storage = await openStorage({ folder, clock, log });
const jobs = createMediaJobs({
  storage,
  graph: createGraph({ fetch, clock, log }),
  secrets: { get: () => token },
  clock,
  log,
  store: createMediaStore(folder),
  settings: { current: async () => ({ mediaConcurrency: 4, mediaBudgetMb: 0 }) },
});
await jobs.start();
