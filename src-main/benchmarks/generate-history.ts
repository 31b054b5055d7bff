import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { openStorage } from '../storage/open.ts';
import { databaseFile } from '../storage/sqlite.ts';
import type { Clock, Log } from '../ports.ts';

/** How large a history to make. The first conversation is the long one; the rest is spread unevenly, as life does. */
export interface HistorySize {
  readonly messages: number;
  readonly conversations: number;
  readonly longest: number;
}

export const fullSize: HistorySize = { messages: 1_000_000, conversations: 50_000, longest: 100_000 };
export const quickSize: HistorySize = { messages: 100_000, conversations: 5_000, longest: 20_000 };

const words = (
  'hola gracias pedido lámpara envío mañana ¿cuándo llega? obrigado entrega sexta foto por favor danke Lieferung morgen ' +
  'thanks order lamp delivery tomorrow when does it arrive perfect see you at the shop شكرا الطلب متى يصل धन्यवाद ऑर्डर कब आएगा 👍'
).split(' ');

const HOUR = 3_600_000;

/**
 * Makes a data folder with a plausible history: customers and agents in turn, several scripts, read ticks, some unread, windows in every
 * state. `now` is the time of the newest message. Deterministic for the same size. Replaces what is in the folder.
 */
export async function generateHistory(options: {
  readonly folder: string;
  readonly size: HistorySize;
  readonly now: number;
  readonly clock: Clock;
  readonly log: Log;
}): Promise<void> {
  const { folder, size, now } = options;
  rmSync(folder, { recursive: true, force: true });
  const storage = await openStorage({ folder, clock: options.clock, log: options.log });
  await storage.close();

  const db = new Sqlite(databaseFile(folder));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = OFF');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -200000');
  const random = seeded(42);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const sentence = (): string => Array.from({ length: 3 + Math.floor(random() * 14) }, () => pick(words)).join(' ');

  const contact = db.prepare('INSERT INTO contact (id, display_name, search_text, created_at) VALUES (?, ?, ?, ?)');
  const identity = db.prepare(
    `INSERT INTO identity (id, kind, value, match_key, contact_id, profile_name, profile_name_at, first_seen_at, last_seen_at)
     VALUES (?, 'wa_id', ?, ?, ?, ?, ?, ?, ?)`,
  );
  const conversation = db.prepare(
    `INSERT INTO conversation (id, connection_id, contact_id, last_message_id, last_at, window_opened_at, unread, message_count)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?)`,
  );
  const message = db.prepare(
    `INSERT INTO message (conversation_id, connection_id, wamid, peer_identity_id, direction, source, kind, sort_at, received_at, text,
       unread, content_hash, state, accepted_at, sent_at, delivered_at, read_at)
     VALUES (?, 1, ?, ?, ?, ?, 'text', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );

  const shares = spread(size);
  db.exec('BEGIN');
  db.prepare(
    `INSERT INTO connection (id, phone_number_id, waba_id, phone, name, graph_url, graph_version, created_at, updated_at)
     VALUES (1, '590011223344556', '720099887766554', '+15550100999', 'Casa Lumen', 'https://graph.facebook.com', 'v24.0', ?, ?)`,
  ).run(now, now);
  // The message table's triggers of order are kept: ids grow with time inside a conversation.
  shares.forEach((count, index) => {
    const id = index + 1;
    const waId = `4477009${String(id).padStart(5, '0')}`;
    const name = `${pick(['Mariana', 'James', 'Priya', 'عمر', 'Lucía', 'Chen', 'अंजलि', 'Beatriz'])} ${id}`;
    const newestAt = now - Math.floor(index === 0 ? 0 : random() ** 3 * 400 * 24 * HOUR);
    contact.run(id, name, `${name.toLowerCase()} ${waId}`, newestAt - count * HOUR);
    identity.run(id, waId, waId, id, name, newestAt, newestAt - count * HOUR, newestAt);
    let at = newestAt - count * 4 * 60_000;
    let lastInboundAt: number | null = null;
    let lastId: number | bigint = 0;
    const unread = random() < 0.03 ? Math.min(count, 1 + Math.floor(random() * 3)) : 0;
    for (let n = 0; n < count; n += 1) {
      at = n === count - 1 ? newestAt : at + 4 * 60_000;
      const inbound = n >= count - Math.max(unread, 1) ? unread > 0 || random() < 0.5 : random() < 0.55;
      if (inbound) lastInboundAt = at;
      const wamid = `wamid.HBgM${Buffer.from(`${id}.${n}.abcdefghijklmnopqrst`).toString('base64').padEnd(46, 'A')}`;
      const times = inbound ? [null, null, null, null, null] : ['read', at, at + 1000, at + 2000, at + 9000];
      lastId = message.run(
        id, wamid, id, inbound ? 0 : 1, inbound ? 1 : 8, at, at + 400, sentence(), n >= count - unread ? 1 : 0,
        inbound ? Buffer.from([id & 255, n & 255, (n >> 8) & 255, 7, 7, 7, 7, 7]) : null, ...times,
      ).lastInsertRowid;
    }
    conversation.run(id, id, lastId, newestAt, lastInboundAt, unread, count);
  });
  db.exec('COMMIT');
  db.exec('ANALYZE');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** How many messages each conversation has: the first is the longest, the others share the rest unevenly, none is empty. */
function spread(size: HistorySize): number[] {
  const others = size.conversations - 1;
  const rest = size.messages - size.longest;
  const weights = Array.from({ length: others }, (_, index) => 1 / (index + 8) ** 0.6);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => Math.max(1, Math.floor((weight / total) * rest)));
  return [size.longest, ...counts];
}

/** A small seeded generator: the same history every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
}
