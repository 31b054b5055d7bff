import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { contactSearchText, displayNameOf, type NamedIdentity } from '../domain/identity-names.ts';
import { source } from '../domain/message-source.ts';
import { matchKey } from '../domain/phone.ts';
import type { Clock, Log } from '../ports.ts';
import { openStorage } from '../storage/open.ts';
import { databaseFile } from '../storage/sqlite.ts';
import { business, customer, seeded, sentence, wamidOf } from './business.ts';

/** How large a history to make. The first conversation is the long one; the rest is spread unevenly, as life does. */
export interface HistorySize {
  readonly messages: number;
  readonly conversations: number;
  readonly longest: number;
}

export const fullSize: HistorySize = { messages: 1_000_000, conversations: 50_000, longest: 100_000 };
export const quickSize: HistorySize = { messages: 200_000, conversations: 50_000, longest: 100_000 };

const HOUR = 3_600_000;
const stepMs = 4 * 60_000;

/**
 * Makes a data folder with a plausible history, as ingest would have left it once the journal's bodies have gone: customers and agents in
 * turn, several scripts, read ticks, some unread, windows in every state. `now` is the time of the newest message. The same size gives
 * the same history but for the hashes. Replaces what is in the folder.
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

  const contact = db.prepare('INSERT INTO contact (id, display_name, search_text, created_at) VALUES (?, ?, ?, ?)');
  const identity = db.prepare(
    `INSERT INTO identity (id, kind, value, match_key, contact_id, profile_name, profile_name_at, first_seen_at, last_seen_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const pair = db.prepare("INSERT INTO identity_pair (a_id, b_id, kind, first_at, last_at) VALUES (?, ?, 'seen_together', ?, ?)");
  const conversation = db.prepare(
    `INSERT INTO conversation (id, connection_id, contact_id, last_message_id, last_at, window_opened_at, unread, message_count)
     VALUES (?, 1, ?, ?, ?, ?, ?, ?)`,
  );
  const message = db.prepare(
    `INSERT INTO message (conversation_id, connection_id, wamid, peer_identity_id, direction, source, kind, sort_at, received_at, text,
       unread, opens_window, content_hash, state, sent_at, delivered_at, read_at)
     VALUES (?, 1, ?, ?, ?, ?, 'text', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  // Hashes look random; their bytes are cut from one pool, which is much faster than asking for twelve each time.
  const pool = randomBytes(65_536);
  const hash = (): Uint8Array => {
    const at = Math.floor(random() * (pool.length - 12));
    return pool.subarray(at, at + 12);
  };

  db.exec('BEGIN');
  db.prepare(
    `INSERT INTO connection (id, phone_number_id, waba_id, phone, name, graph_url, graph_version, created_at, updated_at)
     VALUES (1, ?, ?, ?, 'Casa Lumen', 'https://graph.facebook.com', 'v24.0', ?, ?)`,
  ).run(business.phoneNumberId, business.wabaId, business.phone, now, now);
  spread(size).forEach((count, index) => {
    const id = index + 1;
    const { waId, userId, name } = customer(id);
    const newestAt = wholeSecond(now - (index === 0 ? 0 : 60_000 + Math.floor(random() ** 3 * 400 * 24 * HOUR)));
    const firstAt = newestAt - (count - 1) * stepMs;
    const named: NamedIdentity[] = [
      { kind: 'user_id', value: userId, profileName: { text: name, at: newestAt }, username: null, lastSeenAt: newestAt },
      { kind: 'wa_id', value: waId, profileName: null, username: null, lastSeenAt: newestAt },
    ];
    contact.run(id, displayNameOf(null, named), contactSearchText(null, named), newestAt + 400);
    identity.run(id * 2 - 1, 'user_id', userId, null, id, name, newestAt, firstAt, newestAt);
    identity.run(id * 2, 'wa_id', waId, matchKey(waId), id, null, null, firstAt, newestAt);
    pair.run(id * 2 - 1, id * 2, firstAt, firstAt);

    let windowOpenedAt: number | null = null;
    let lastId: number | bigint = 0;
    const unread = random() < 0.03 ? Math.min(count, 1 + Math.floor(random() * 3)) : 0;
    for (let n = 0; n < count; n += 1) {
      const at = firstAt + n * stepMs;
      const isUnread = n >= count - unread;
      const inbound = isUnread || random() < 0.55;
      if (inbound) windowOpenedAt = at;
      const status = inbound ? [null, null, null, null] : ['read', at + 1000, at + 2000, at + 9000];
      lastId = message.run(
        id, wamidOf(`${id}.${n}`), id * 2 - 1, inbound ? 0 : 1, inbound ? source.live : source.phoneApp, at, at + 400, sentence(random), isUnread ? 1 : 0,
        inbound ? 1 : 0, hash(), ...status,
      ).lastInsertRowid;
    }
    conversation.run(id, id, lastId, newestAt, windowOpenedAt, unread, count);
  });
  db.exec('COMMIT');
  db.exec('ANALYZE');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

/** Meta's times have whole seconds. */
function wholeSecond(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** How many messages each conversation has: the first is the longest, the others share the rest unevenly, none is empty. */
function spread(size: HistorySize): number[] {
  const rest = size.messages - size.longest;
  const weights = Array.from({ length: size.conversations - 1 }, (_, index) => 1 / (index + 8) ** 0.6);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const counts = weights.map((weight) => Math.max(1, Math.floor((weight / total) * rest)));
  const left = rest - counts.reduce((sum, count) => sum + count, 0);
  counts[0] = Math.max(1, (counts[0] ?? 0) + left);
  return [size.longest, ...counts];
}
