import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { createIngest } from '../core/ingest/index.ts';
import { openStorage } from '../storage/open.ts';
import { databaseFile } from '../storage/sqlite.ts';
import { mixedBodies } from './bodies.ts';
import { business, seeded } from './business.ts';
import { atMost, type Benchmark } from './figure.ts';
import { quietLog, systemClock } from './quiet.ts';

/** The journal's own tables and their indexes, which lie between webhooks and messages and are counted apart. */
const journalTables = ['webhook_delivery', 'webhook_item', 'journal_total'];

/** What a message costs on disk, with its share of contacts and conversations, when everything came through the real ingest. */
export const bytesBenchmark: Benchmark = {
  name: 'bytes',
  async run({ quick, scratch, say }) {
    const folder = join(scratch, 'data');
    const count = quick ? 20_000 : 100_000;
    const storage = await openStorage({ folder, clock: systemClock, log: quietLog });
    await storage.write((tx) =>
      tx.connections.insert({
        phone_number_id: business.phoneNumberId as never,
        waba_id: business.wabaId as never,
        app_id: null,
        phone: business.phone,
        graph_url: 'https://graph.facebook.com',
        graph_version: 'v24.0',
        created_at: Date.now(),
      }),
    );
    const ingest = createIngest({ storage, clock: systemClock, log: quietLog });
    const random = seeded(11);
    const step = 10_000;
    for (let from = 0; from < count; from += step) {
      // One customer for forty bodies: about as many messages a conversation as the made history has.
      const bodies = mixedBodies(step, { prefix: `bytes${from}`, customers: count / 40, at: Date.now(), random });
      await Promise.all(bodies.map((body) => storage.journal.append(Buffer.from(body), Date.now())));
      await ingest.drain();
    }
    await ingest.stop();
    await storage.close();

    const db = new Sqlite(databaseFile(folder), { readonly: true });
    const { messages } = db.prepare('SELECT count(*) AS messages FROM message').get() as { messages: number };
    const sizes = db
      .prepare('SELECT coalesce(s.tbl_name, d.name) AS subject, d.name, sum(d.pgsize) AS bytes FROM dbstat d LEFT JOIN sqlite_schema s ON s.name = d.name GROUP BY d.name')
      .all() as { subject: string; name: string; bytes: number }[];
    db.close();
    const counted = sizes.filter(({ subject }) => !journalTables.includes(subject));
    for (const { name, bytes } of counted.sort((a, b) => b.bytes - a.bytes).slice(0, 6)) say(`${name}: ${Math.round(bytes / messages)} bytes a message`);
    const bytes = counted.reduce((sum, one) => sum + one.bytes, 0);
    return [atMost('bytes per message, tables and indexes without the journal', 'bytes', bytes / messages, 600)];
  },
};
