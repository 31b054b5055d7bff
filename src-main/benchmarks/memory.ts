import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { atMost, type Benchmark, median } from './figure.ts';
import { openPageLine } from './page-line.ts';
import { connectFolder, residentMb, startBuiltHost } from './program.ts';
import { runLoad } from './receive.ts';

/** V8 gives memory back some seconds after the last work; until then nothing is measured. */
const settleMs = 12_000;
const customers = 50_000;

/** What the built host holds in memory: at rest with a page connected, and after floods of webhooks. */
export const memoryBenchmark: Benchmark = {
  name: 'memory',
  async run({ quick, scratch, copyHistory, say }) {
    const data = await copyHistory(join(scratch, 'data'));
    connectFolder(data, scratch);
    const host = await startBuiltHost(data, scratch);
    const page = await openPageLine(host.ready.ui);
    const { pid } = host.child;
    if (pid === undefined) throw new Error('The host has no process id');
    const atRest = async (what: string): Promise<number> => {
      await page.caughtUp();
      await wait(quick ? settleMs / 2 : settleMs);
      const samples: number[] = [];
      for (let n = 0; n < 5; n += 1) {
        samples.push(residentMb(pid));
        await wait(100);
      }
      const mb = median(samples);
      say(`${what}: ${mb.toFixed(1)} MB`);
      return mb;
    };
    let sent = 0;
    const receive = async (upTo: number): Promise<void> => {
      while (sent < upTo) {
        const requests = Math.min(20_000, upTo - sent);
        const prefix = `memory.${sent}`;
        const plan = { url: host.ready.webhook, prefix, connections: 32, bytes: 2048, customers, requests, rate: null, forMs: 120_000 };
        sent += (await runLoad(plan, scratch)).answered;
      }
    };
    const [few, many] = quick ? [3000, 15_000] : [10_000, 110_000];
    try {
      const idle = await atRest('idle');
      await receive(few);
      const before = await atRest(`after ${few} webhooks`);
      await receive(many);
      const after = await atRest(`after ${many} webhooks`);
      return [
        atMost('memory of the idle host', 'MB', idle, 150),
        atMost(`growth of it from ${few.toLocaleString('en')} to ${many.toLocaleString('en')} webhooks`, 'MB', after - before, 30),
      ];
    } finally {
      page.close();
      await host.end();
    }
  },
};
