import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { databaseFile } from '../storage/sqlite.ts';
import { atMost, type Benchmark, median } from './figure.ts';
import { connectFolder, startBuiltHost } from './program.ts';

/** From the start of the built host's process to its ready line. The floor opens the same file and asks one thing. */
export const startBenchmark: Benchmark = {
  name: 'start',
  async run({ quick, scratch, copyHistory, say }) {
    const data = await copyHistory(join(scratch, 'data'));
    connectFolder(data, scratch);
    const times = { own: [] as number[], floor: [] as number[] };
    for (let round = 0; round < (quick ? 3 : 7); round += 1) {
      const host = await startBuiltHost(data, scratch);
      times.own.push(host.readyAfterMs);
      await host.end();
      const from = performance.now();
      const db = new Sqlite(databaseFile(data));
      db.prepare('SELECT * FROM conversation ORDER BY last_at DESC, id DESC LIMIT 1').get();
      db.close();
      times.floor.push(performance.now() - from);
      say(`round ${round + 1}: ${times.own.at(-1)?.toFixed(0)} ms`);
    }
    const size = quick ? '' : ', 1,000,000 messages';
    return [atMost(`headless start to ready${size} (floor: open and one SELECT)`, 'ms', median(times.own), 1500, median(times.floor))];
  },
};
