import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { atLeastTimesFloor, atMost, type Benchmark, type Figure, median, percentile } from './figure.ts';
import type { LoadPlan, LoadResult } from './load.ts';
import { openPageLine } from './page-line.ts';
import { connectFolder, type Ready, startProgram } from './program.ts';

const here = import.meta.dirname;
const connections = 32;
const bytes = 2048;
const customers = 50_000;
const steadyRate = 240;

/** From the POST to the durable 200, with ingest behind it and a page connected. The floor gets its turns while the host stands still. */
export const receiveBenchmark: Benchmark = {
  name: 'receive',
  async run({ quick, scratch, copyHistory, say }) {
    const figures: Figure[] = [];
    const rounds = quick ? 3 : 5;
    const forMs = quick ? 1000 : 4000;
    for (const flushDelayMs of [0, 5]) {
      const home = join(scratch, `flush-${flushDelayMs}`);
      const data = await copyHistory(join(home, 'data'));
      connectFolder(data, home);
      const floorFolder = join(home, 'floor');
      mkdirSync(floorFolder);
      const host = await startProgram<Ready>(join(here, 'host-child.ts'), [data, String(flushDelayMs)], home);
      const floor = await startProgram<Pick<Ready, 'webhook'>>(join(here, 'receive-floor.ts'), [floorFolder, String(flushDelayMs)], home);
      const page = await openPageLine(host.ready.ui);
      const flood = (url: string, prefix: string): Promise<number> =>
        runLoad({ url, prefix, connections, bytes, customers, requests: Math.ceil(forMs * 15), rate: null, forMs }, home).then(
          ({ answered, tookMs }) => (answered / tookMs) * 1000,
        );
      try {
        const rates = { own: [] as number[], floor: [] as number[] };
        // The first round warms both up and is not counted.
        for (let round = 0; round <= rounds; round += 1) {
          const own = await flood(host.ready.webhook, `flood${flushDelayMs}.${round}`);
          // What ingest still has to do must not take the floor's time.
          host.child.kill('SIGSTOP');
          const bare = await flood(floor.ready.webhook, `flood${flushDelayMs}.${round}`).finally(() => host.child.kill('SIGCONT'));
          if (round === 0) continue;
          rates.own.push(own);
          rates.floor.push(bare);
          say(`flush ${flushDelayMs === 0 ? 'of this disk' : `+${flushDelayMs} ms`}, round ${round}: ${Math.round(own)}/s, floor ${Math.round(bare)}/s`);
        }
        const what = 'POST to durable 200, 32 connections';
        figures.push(
          atLeastTimesFloor(flushDelayMs === 0 ? what : `${what}, ${flushDelayMs} ms flush in both`, 'requests/s', median(rates.own), median(rates.floor), flushDelayMs === 0 ? 2 : 10),
        );
        await page.caughtUp();
        if (flushDelayMs === 0) figures.push(...(await steady(host.ready.webhook, home, quick, say)));
      } finally {
        page.close();
        await floor.end();
        await host.end();
      }
    }
    return figures;
  },
};

/** Requests go out by the clock, and waiting for a late one counts. */
async function steady(url: string, home: string, quick: boolean, say: (line: string) => void): Promise<Figure[]> {
  const forMs = quick ? 2500 : 10_000;
  const p50: number[] = [];
  const p99: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    const requests = Math.floor((steadyRate * forMs) / 1000);
    const { latencies, answered } = await runLoad(
      { url, prefix: `steady.${round}`, connections, bytes, customers, requests, rate: steadyRate, forMs: forMs + 5000 },
      home,
    );
    if (answered !== requests) throw new Error(`Only ${answered} of ${requests} were answered`);
    p50.push(percentile(latencies, 50));
    p99.push(percentile(latencies, 99));
    say(`steady ${steadyRate}/s, round ${round + 1}: p50 ${p50.at(-1)?.toFixed(2)} ms, p99 ${p99.at(-1)?.toFixed(2)} ms`);
  }
  return [atMost(`POST to durable 200 at a steady ${steadyRate}/s, p50`, 'ms', median(p50), 15), atMost(`the same, p99`, 'ms', median(p99), 100)];
}

export async function runLoad(plan: LoadPlan, home: string): Promise<LoadResult> {
  const { ready } = await startProgram<LoadResult>(join(here, 'load.ts'), [JSON.stringify(plan)], home);
  return ready;
}
