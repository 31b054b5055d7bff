import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseConstructor from 'better-sqlite3';
import { contactSearchText, displayNameOf } from '../domain/identity-names.ts';
import type { NamedIdentity } from '../domain/identity-names.ts';
import type { ConnectionId, ContactId, ConversationId, MessageId } from '../domain/ids.ts';
import { matchKey } from '../domain/phone.ts';
import type { Clock, Log, LogFields } from '../ports.ts';
import { openStorage } from '../storage/open.ts';
import type { MessageDetailsRecord } from '../storage/repositories/messages.ts';
import { databaseFile } from '../storage/sqlite.ts';
import type { Storage } from '../storage/storage.ts';

/** A real data folder in a temporary place, with a second connection to put rows in as ingest would. */
export interface TestFolder {
  readonly storage: Storage;
  readonly sql: DatabaseConstructor.Database;
  readonly clock: TestClock;
  readonly log: TestLog;
  connection(facts?: { phoneNumberId?: string }): ConnectionId;
  contact(facts?: SeedContact): ContactId;
  conversation(connectionId: ConnectionId, contactId: ContactId): ConversationId;
  /** Puts messages into a conversation and derives its summary. */
  messages(conversationId: ConversationId, list: readonly SeedMessage[]): MessageId[];
  close(): Promise<void>;
}

export interface SeedContact {
  readonly localName?: string;
  readonly profileName?: string;
  readonly username?: string;
  readonly waId?: string;
  readonly userId?: string;
  readonly group?: boolean;
}

export type SeedMessage = { readonly at: number } & Partial<Omit<MessageDetailsRecord, 'id' | 'conversation_id' | 'connection_id' | 'sort_at'>>;

export async function openTestFolder(): Promise<TestFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-read-side-'));
  const clock = createTestClock();
  const log = createTestLog();
  const storage = await openStorage({ folder, clock, log });
  const sql = new DatabaseConstructor(databaseFile(folder));
  return {
    storage,
    sql,
    clock,
    log,
    connection: (facts = {}) => seedConnection(sql, facts),
    contact: (facts = {}) => seedContact(sql, facts),
    conversation(connectionId, contactId) {
      return insert(sql, 'conversation', { connection_id: connectionId, contact_id: contactId }) as ConversationId;
    },
    messages: (conversationId, list) => seedMessages(sql, conversationId, list),
    async close() {
      sql.close();
      await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export interface TestClock extends Clock {
  /** Moves the clock and runs what is due. */
  advance(ms: number): void;
  set(now: number): void;
}

export function createTestClock(start = Date.UTC(2026, 10, 20, 12)): TestClock {
  let now = start;
  let timers: { readonly at: number; readonly task: () => void }[] = [];
  return {
    now: () => now,
    after(ms, task) {
      const timer = { at: now + ms, task };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    set(to) {
      now = to;
    },
    advance(ms) {
      now += ms;
      for (let due = timers.find(({ at }) => at <= now); due !== undefined; due = timers.find(({ at }) => at <= now)) {
        const timer = due;
        timers = timers.filter((other) => other !== timer);
        timer.task();
      }
    },
  };
}

export interface TestLog extends Log {
  readonly lines: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[];
}

export function createTestLog(): TestLog {
  const lines: TestLog['lines'] = [];
  const level = (name: string) => (event: string, fields?: LogFields) => void lines.push({ level: name, event, fields });
  return { lines, debug: level('debug'), info: level('info'), warn: level('warn'), error: level('error') };
}

function seedConnection(sql: DatabaseConstructor.Database, { phoneNumberId = '590011223344556' }: { phoneNumberId?: string }): ConnectionId {
  return insert(sql, 'connection', {
    phone_number_id: phoneNumberId,
    waba_id: '720099887766554',
    phone: '+15550100999',
    graph_url: 'https://graph.facebook.com',
    graph_version: 'v24.0',
    created_at: 1,
    updated_at: 1,
  }) as ConnectionId;
}

function seedContact(sql: DatabaseConstructor.Database, facts: SeedContact): ContactId {
  const identities: NamedIdentity[] = [];
  const profileName = facts.profileName === undefined ? null : { text: facts.profileName, at: 1 };
  const username = facts.username === undefined ? null : { text: facts.username, at: 1 };
  if (facts.userId !== undefined) identities.push({ kind: 'user_id', value: facts.userId, profileName, username, lastSeenAt: 1 });
  if (facts.waId !== undefined) identities.push({ kind: 'wa_id', value: facts.waId, profileName, username, lastSeenAt: 1 });
  const localName = facts.localName ?? null;
  const id = insert(sql, 'contact', {
    local_name: localName,
    display_name: displayNameOf(localName, identities),
    search_text: contactSearchText(localName, identities),
    is_group: facts.group === true ? 1 : 0,
    created_at: 1,
  });
  for (const { kind, value } of identities) {
    insert(sql, 'identity', {
      kind,
      value,
      match_key: kind === 'wa_id' ? matchKey(value) : null,
      contact_id: id,
      profile_name: profileName?.text ?? null,
      profile_name_at: profileName?.at ?? null,
      username: username?.text ?? null,
      username_at: username?.at ?? null,
      first_seen_at: 1,
      last_seen_at: 1,
    });
  }
  return id as ContactId;
}

function seedMessages(sql: DatabaseConstructor.Database, conversationId: ConversationId, list: readonly SeedMessage[]): MessageId[] {
  const { connection_id } = sql.prepare('SELECT connection_id FROM conversation WHERE id = ?').get(conversationId) as { connection_id: number };
  const ids = sql.transaction(() =>
    list.map(({ at, ...more }, i) => {
      const row = { direction: 0, source: 1, kind: 'text', received_at: at, text: `text ${i}`, ...more };
      return insert(sql, 'message', { conversation_id: conversationId, connection_id, sort_at: at, ...row });
    }),
  )();
  sql
    .prepare(
      `UPDATE conversation SET
        last_message_id = (SELECT id FROM message WHERE conversation_id = @id ORDER BY sort_at DESC, wamid DESC, id DESC LIMIT 1),
        last_at = (SELECT max(sort_at) FROM message WHERE conversation_id = @id),
        window_opened_at = (SELECT max(sort_at) FROM message WHERE conversation_id = @id AND direction = 0),
        unread = (SELECT count(*) FROM message WHERE conversation_id = @id AND unread = 1),
        message_count = (SELECT count(*) FROM message WHERE conversation_id = @id)
      WHERE id = @id`,
    )
    .run({ id: conversationId });
  return ids as MessageId[];
}

function insert(sql: DatabaseConstructor.Database, table: string, row: Record<string, unknown>): number {
  const columns = Object.keys(row);
  const statement = sql.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  return Number(statement.run(...Object.values(row)).lastInsertRowid);
}
