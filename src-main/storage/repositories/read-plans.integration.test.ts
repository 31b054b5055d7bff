import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConnectionId, ContactId, ConversationId, MessageId, Wamid } from '../../domain/ids.ts';
import { migrate } from '../migrate.ts';
import { createQuerySession } from '../queries.ts';
import { createRepositories, type Repositories } from './index.ts';

/** A folder with one conversation of 100,000 messages and 50,000 conversations; every statement that runs leaves its plan here. */
let folder: string;
let db: Database;
let read: Repositories;
let plans: { readonly sql: string; readonly plan: string }[] = [];

const long = 1 as ConversationId;
const only = 1 as ConnectionId;
const messages = 100_000;
const conversations = 50_000;
const noon = Date.UTC(2026, 10, 20, 12);
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wicket-read-plans-'));
  db = new Sqlite(join(folder, 'plans.db'));
  db.pragma('journal_mode = WAL');
  migrate(db);
  db.exec(`
    INSERT INTO connection (id, phone_number_id, waba_id, phone, graph_url, graph_version, created_at, updated_at)
      VALUES (1, '590', '720', '+15550100999', 'https://graph.facebook.com', 'v24.0', 1, 1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${conversations})
      INSERT INTO contact (id, display_name, search_text, created_at)
        SELECT i, 'Person ' || i, 'person ' || i || char(10) || 'user_' || i || char(10) || (5541900000000 + i), 1 FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${conversations})
      INSERT INTO conversation (id, connection_id, contact_id, last_at, window_opened_at, unread)
        SELECT i, 1, i, ${noon} - (i * 7919 % ${conversations}) * 60000, ${noon} - (i * 7919 % ${conversations}) * 60000, i % 9 = 0 FROM n;
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${messages})
      INSERT INTO message (id, conversation_id, connection_id, wamid, direction, source, kind, sort_at, received_at, text, unread)
        SELECT i, 1, 1, 'wamid.' || i, i % 2, 1, 'text', ${noon} - (${messages} - i) * 1000, ${noon}, 'text ' || i, i > ${messages} - 500 FROM n;
    UPDATE conversation SET last_message_id = ${messages} WHERE id = 1;
  `);
  const prepare = (sql: string) => {
    const explained = db.prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    const statement = db.prepare<unknown[], unknown>(sql);
    plans.push({ sql, plan: explained.all(...Array<null>(placeholders(sql)).fill(null)).map(({ detail }) => detail).join('\n') });
    return statement;
  };
  read = createRepositories(createQuerySession(prepare, quiet).queries);
});

afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

function placeholders(sql: string): number {
  return sql.split('?').length - 1;
}

/** The plan of what one read runs. */
async function planOf(work: () => Promise<unknown>): Promise<string> {
  plans = [];
  await work();
  return plans.map(({ plan }) => plan).join('\n');
}

/** The fastest of some runs: what the read costs when nothing else is in the way. */
async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Infinity;
  for (let i = 0; i < 7; i += 1) {
    const startedAt = performance.now();
    await work();
    best = Math.min(best, performance.now() - startedAt);
  }
  return best;
}

const middle = {
  id: 50_000 as MessageId,
  conversation_id: long,
  sort_at: noon - (messages - 50_000) * 1000,
  wamid: 'wamid.50000' as Wamid,
};

describe('a conversation of 100,000 messages', () => {
  const reads: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['its newest page', () => read.messages.newest(long, 60)],
    ['a page before', () => read.messages.before(middle, 60)],
    ['a page after', () => read.messages.after(middle, 60)],
    ['ids for quotes', () => read.messages.wamidsUpTo(long, noon, 1000)],
  ];

  it.each(reads)('%s comes from the thread index in order, without sorting', async (_name, work) => {
    const plan = await planOf(work);
    expect(plan).toContain('message_thread (conversation_id=?');
    expect(plan).not.toContain('TEMP B-TREE');
    expect(plan).not.toContain('SCAN');
    expect(await fastest(work)).toBeLessThan(20);
  });

  it('its first unread message comes from the index of unread ones', async () => {
    const plan = await planOf(() => read.messages.firstUnread(long));
    expect(plan).toContain('message_unread (conversation_id=?');
    expect(plan).not.toContain('TEMP B-TREE');
    expect((await read.messages.firstUnread(long))?.id).toBe(messages - 499);
  });

  it('marking as read touches unread messages only', async () => {
    expect(await planOf(() => read.messages.unreadUpTo({ ...middle, sort_at: noon }))).toContain('message_unread (conversation_id=?');
  });

  it('quotes, reactions, edits and deletions are sought one by one', async () => {
    const wamids = ['wamid.5', 'wamid.6'] as Wamid[];
    const plan = await planOf(async () => {
      await read.messages.quoted(only, wamids);
      await read.messageAfterwards.of(only, wamids);
      await read.messages.byIds([1 as MessageId]);
    });
    expect(plan).toContain('message_wamid (wamid=? AND connection_id=?)');
    for (const table of ['r', 'e', 'd']) expect(plan).toContain(`SEARCH ${table} USING PRIMARY KEY (connection_id=? AND target_wamid=?)`);
    expect(plan).toContain('SEARCH m USING INTEGER PRIMARY KEY');
  });
});

describe('a list of 50,000 conversations', () => {
  const range = { openedAfter: noon - 24 * 3_600_000, openedUpTo: noon - 20 * 3_600_000 };
  const cursor = { at: noon - 1_000_000_000, id: 20_000 };
  const reads: readonly (readonly [string, string, () => Promise<unknown>])[] = [
    ['all', 'conversation_recent', () => read.conversations.page({ connectionId: null, unreadOnly: false }, cursor, 100)],
    ['of one number', 'conversation_recent_of', () => read.conversations.page({ connectionId: only, unreadOnly: false }, cursor, 100)],
    ['unread', 'conversation_unread', () => read.conversations.page({ connectionId: null, unreadOnly: true }, cursor, 100)],
    ['unread of one number', 'conversation_unread_of', () => read.conversations.page({ connectionId: only, unreadOnly: true }, cursor, 100)],
    ['closing soon', 'conversation_window', () => read.conversations.closing(null, range, null, 100)],
    ['closing soon of one number', 'conversation_window', () => read.conversations.closing(only, range, { at: 1, id: 1 }, 100)],
  ];

  it.each(reads)('%s: a page comes from %s in order, without sorting', async (_name, index, work) => {
    const plan = await planOf(work);
    expect(plan).toMatch(new RegExp(`c USING INDEX ${index}( |$)`, 'mu'));
    expect(plan).not.toContain('TEMP B-TREE');
    expect(await fastest(work)).toBeLessThan(20);
  });

  it('is counted from indexes alone', async () => {
    const plan = await planOf(async () => {
      await read.counts.all(null);
      await read.counts.all(only);
      await read.counts.unread(null);
    });
    for (const line of plan.split('\n')) expect(line).toContain('USING COVERING INDEX');
    expect(await planOf(() => read.counts.unread(only))).toContain('conversation_unread_of (connection_id=?)');
    expect(await planOf(() => read.counts.closing(null, range))).toContain('COVERING INDEX conversation_window (window_opened_at>? AND window_opened_at<?)');
    expect(await read.counts.closing(null, range)).toBe(240);
    expect(await fastest(async () => [await read.counts.all(only), await read.counts.unread(only), await read.counts.closing(only, range)])).toBeLessThan(20);
  });

  it.each(['person', '4321', '5541900043210', 'nobody'])('is searched for %s in time', async (word) => {
    const search = { connectionId: null, unreadOnly: false, words: [word], matchKey: /^\d{8,}$/u.test(word) ? word : null, closing: null };
    const work = () => read.conversationSearch.page(search, null, 100);
    expect(await fastest(work)).toBeLessThan(60);
    const { records: found, total } = await work();
    expect(found).toHaveLength(Math.min(total, 100));
    expect(found.map(({ lastAt }) => lastAt)).toEqual(found.map(({ lastAt }) => lastAt).sort((a, b) => b - a));
  });

  it('knows the conversations of a contact', async () => {
    expect(await planOf(() => read.conversations.idsOfContact(5 as ContactId))).toContain('conversation_contact (contact_id=?)');
  });
});
