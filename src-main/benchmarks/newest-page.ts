import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { compose } from '../compose.ts';
import { databaseFile } from '../storage/sqlite.ts';
import { atMost, atMostTimesFloor, type Benchmark, median, percentile } from './figure.ts';
import { quietLog, systemClock } from './quiet.ts';

/** As many as the page asks for. */
const limit = 80;
const longest = 1;

/** The newest page of the longest conversation, through the core's one door: read, views, both checks of the contract. */
export const newestPageBenchmark: Benchmark = {
  name: 'newest-page',
  async run({ quick, scratch, copyHistory, say }) {
    const folder = await copyHistory(join(scratch, 'data'));
    const wicket = await compose({
      ports: {
        clock: systemClock,
        log: quietLog,
        keyWrap: { kind: 'passphrase', wrap: async (key) => key, unwrap: async (key) => key },
        notifier: { show: () => undefined },
        fetch: () => Promise.reject(new Error('Benchmarks ask nobody')),
        paths: { data: folder },
      },
      shell: 'headless',
      version: '0.0.0',
      sandbox: false,
      mode: 'offline',
    });
    const db = new Sqlite(databaseFile(folder), { readonly: true });
    const bare = db.prepare(
      `SELECT id, conversation_id, connection_id, wamid, peer_identity_id, direction, source, kind, sort_at, received_at, text, reply_to, forwarded, unread,
         state, failure, client_key FROM message WHERE conversation_id = ? ORDER BY sort_at DESC, wamid DESC, id DESC LIMIT ?`,
    );
    const page = async (): Promise<void> => {
      const answer = await wicket.call('messages.page', { conversationId: longest, limit });
      if (!answer.ok) throw new Error(answer.error.message);
    };
    const open = async (): Promise<void> => {
      const answer = await wicket.call('conversations.open', { id: longest, limit });
      if (!answer.ok) throw new Error(answer.error.message);
    };
    const select = (): void => {
      if (bare.all(longest, limit + 1).length !== limit + 1) throw new Error('The history is too short');
    };
    try {
      const times = { page: [] as number[], open: [] as number[], bare: [] as number[] };
      // Of each round, so that one busy moment of the machine does not decide.
      const slowest = { page: [] as number[], open: [] as number[] };
      const calls = quick ? 150 : 400;
      await timed(calls, page);
      await timed(calls, open);
      await timed(calls, select);
      for (let round = 0; round < 5; round += 1) {
        const pages = await timed(calls, page);
        times.bare.push(...(await timed(calls, select)));
        const opens = await timed(calls, open);
        times.page.push(...pages);
        times.open.push(...opens);
        slowest.page.push(percentile(pages, 95));
        slowest.open.push(percentile(opens, 95));
      }
      say(`page ${median(times.page).toFixed(3)} ms, bare ${median(times.bare).toFixed(3)} ms, open ${median(times.open).toFixed(3)} ms`);
      return [
        atMostTimesFloor('newest page of 100,000 messages, core, median', 'ms', median(times.page), median(times.bare), 6),
        atMost('newest page of 100,000 messages, core, p95', 'ms', median(slowest.page), 2),
        atMost('opening that conversation (header, window, page), core, p95', 'ms', median(slowest.open), 2),
      ];
    } finally {
      db.close();
      await wicket.close();
    }
  },
};

async function timed(count: number, work: () => Promise<void> | void): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < count; n += 1) {
    const from = performance.now();
    await work();
    times.push(performance.now() - from);
  }
  return times;
}
