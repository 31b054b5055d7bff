import DatabaseConstructor from 'better-sqlite3';
import type { ConversationId } from '../../domain/ids.ts';
import type { Clock } from '../../ports.ts';
import { openStorage } from '../../storage/open.ts';
import { databaseFile } from '../../storage/sqlite.ts';
import { createTestLog } from '../../storage/storage.test-support.ts';

/** A closed data folder with a connected number and so many customers whose windows are open. */
export async function seedForSending(folder: string, graphUrl: string, clock: Clock, customers: number): Promise<ConversationId[]> {
  await (await openStorage({ folder, clock, log: createTestLog() })).close();
  const sql = new DatabaseConstructor(databaseFile(folder));
  const now = clock.now();
  sql
    .prepare(
      `INSERT INTO connection (phone_number_id, waba_id, phone, graph_url, graph_version, created_at, updated_at)
       VALUES ('590011223344556', '720099887766554', '+15550100999', ?, 'v24.0', 1, 1)`,
    )
    .run(graphUrl);
  sql.prepare("INSERT INTO secret (connection_id, kind, box, last_four, updated_at) VALUES (1, 'access_token', x'00', 'last', 1)").run();
  const ids: ConversationId[] = [];
  for (let n = 0; n < customers; n += 1) {
    const { lastInsertRowid: contact } = sql.prepare('INSERT INTO contact (created_at) VALUES (1)').run();
    sql.prepare("INSERT INTO identity (kind, value, contact_id, last_seen_at) VALUES ('wa_id', ?, ?, 1)").run(`44770090${1000 + n}`, contact);
    const { lastInsertRowid: conversation } = sql
      .prepare('INSERT INTO conversation (connection_id, contact_id, window_opened_at) VALUES (1, ?, ?)')
      .run(contact, now - 60_000);
    ids.push(Number(conversation) as ConversationId);
  }
  sql.close();
  return ids;
}
