import { join } from 'node:path';
import { createIngest } from '../core/ingest/index.ts';
import { openStorage } from '../storage/open.ts';
import { databaseFile, openWriter } from '../storage/sqlite.ts';
import { mixedBodies } from './bodies.ts';
import { seeded } from './business.ts';
import { atLeast, atLeastTimesFloor, type Benchmark, median } from './figure.ts';
import { createIngestFloor } from './ingest-floor.ts';
import { quietLog, systemClock } from './quiet.ts';

const customers = 50_000;

/** From the journal to conversations: both sides get the same bodies on copies of the same history, in turns. */
export const ingestBenchmark: Benchmark = {
  name: 'ingest',
  async run({ quick, scratch, copyHistory, say }) {
    const count = quick ? 10_000 : 30_000;
    const rounds = quick ? 3 : 5;
    const folders = { own: await copyHistory(join(scratch, 'own')), floor: await copyHistory(join(scratch, 'floor')) };
    const random = seeded(7);
    const rates = { own: [] as number[], floor: [] as number[] };
    for (let round = 0; round < rounds; round += 1) {
      const bodies = mixedBodies(count, { prefix: `ingest${round}`, customers, at: Date.now(), random });
      rates.own.push(await own(folders.own, bodies));
      rates.floor.push(await floor(folders.floor, bodies));
      say(`round ${round + 1}: ${Math.round(rates.own.at(-1) ?? 0)} items/s, floor ${Math.round(rates.floor.at(-1) ?? 0)}`);
    }
    const value = median(rates.own);
    const what = 'ingest: journal → applied';
    return [atLeastTimesFloor(`${what}, against hand-prepared statements`, 'items/s', value, median(rates.floor), 0.25), atLeast(what, 'items/s', value, 2000)];
  },
};

async function own(folder: string, bodies: readonly string[]): Promise<number> {
  const storage = await openStorage({ folder, clock: systemClock, log: quietLog });
  const ingest = createIngest({ storage, clock: systemClock, log: quietLog });
  await Promise.all(bodies.map((body) => storage.journal.append(Buffer.from(body), Date.now())));
  const from = performance.now();
  await ingest.drain();
  const tookMs = performance.now() - from;
  await ingest.stop();
  const unsplit = await storage.read.journalItems.unsplit(0, 1);
  await storage.close();
  if (unsplit.length > 0) throw new Error('Ingest left deliveries behind');
  return (bodies.length / tookMs) * 1000;
}

async function floor(folder: string, bodies: readonly string[]): Promise<number> {
  const storage = await openStorage({ folder, clock: systemClock, log: quietLog });
  await Promise.all(bodies.map((body) => storage.journal.append(Buffer.from(body), Date.now())));
  await storage.close();
  const db = openWriter(databaseFile(folder));
  const run = createIngestFloor(db);
  const from = performance.now();
  const items = run();
  const tookMs = performance.now() - from;
  db.close();
  if (items !== bodies.length) throw new Error('The floor left deliveries behind');
  return (items / tookMs) * 1000;
}
