import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import Sqlite from 'better-sqlite3';
import type { ConnectionId, PhoneNumberId, WabaId } from '../../domain/ids.ts';
import type { Clock, Log } from '../../ports.ts';
import { asList, asObject, asText } from '../../wire/json.ts';
import { openStorage } from '../../storage/open.ts';
import type { Storage } from '../../storage/storage.ts';
import { createIngest, type Ingest } from './index.ts';

export const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} };
export const receivedAt = 1_795_100_000_000;
/** Stands still; timers never run. */
export const stillClock: Clock = { now: () => receivedAt, after: () => () => {} };

/** A data folder of its own with ingest over it. */
export interface Bench {
  readonly storage: Storage;
  readonly ingest: Ingest;
  readonly folder: string;
  connect(phoneNumberId: string, wabaId?: string): Promise<ConnectionId>;
  /** Appends bodies in this order and takes them in. */
  take(...bodies: readonly unknown[]): Promise<void>;
  /** Rows of a query, on a connection of its own. */
  rows(sql: string, ...values: readonly (string | number)[]): Record<string, unknown>[];
  /** Runs a statement of the test on a connection of its own. */
  tamper(sql: string): void;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-ingest-'));
  const storage = await openStorage({ folder, clock: stillClock, log: quiet });
  const ingest = createIngest({ storage, clock: stillClock, log: quiet });
  const db = new Sqlite(join(folder, 'wicket.db'));
  return {
    storage,
    ingest,
    folder,
    connect: (phoneNumberId, wabaId = '700') =>
      storage.write((tx) =>
        tx.connections.insert({
          phone_number_id: phoneNumberId as PhoneNumberId,
          waba_id: wabaId as WabaId,
          app_id: null,
          phone: '+15550100999',
          graph_url: 'https://graph.example.test',
          graph_version: 'v24.0',
          created_at: receivedAt,
        }),
      ),
    async take(...bodies) {
      await Promise.all(bodies.map((body) => storage.journal.append(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), receivedAt)));
      await ingest.drain();
    },
    rows: (sql, ...values) => db.prepare<(string | number)[], Record<string, unknown>>(sql).all(...values),
    tamper: (sql) => void db.exec(sql),
    async close() {
      await ingest.stop();
      db.close();
      await storage.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const fixtureFolder =
  process.env['WICKET_FIXTURES'] ?? fileURLToPath(new URL('../../../../shared/fixtures', import.meta.url));

export interface FixtureBody {
  readonly name: string;
  readonly body: unknown;
}

/** The example bodies that lie beside the project; null where they are not there. */
export function fixtureBodies(): FixtureBody[] | null {
  const folder = join(fixtureFolder, 'webhooks');
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json') && entry.name !== 'index.json')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return files.map((file) => ({ name: relative(folder, file), body: JSON.parse(readFileSync(file, 'utf8')) as unknown }));
}

/** Writes ids that are unique for each file over the ids of its body, alike ones alike. */
export function own(body: unknown, tag: string): unknown {
  const idKeys = new Set(['id', 'message_id', 'original_message_id']);
  const walk = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => walk(one, key));
    if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, walk(one, name)]));
    return typeof value === 'string' && idKeys.has(key) && !/^\d+$/.test(value) ? `${value}-${tag}` : value;
  };
  return walk(body, '');
}

/** The business numbers that bodies name. */
export function numbersOf(all: readonly unknown[]): string[] {
  const found = new Set<string>();
  for (const body of all) {
    for (const entry of asList(asObject(body)?.['entry'])) {
      for (const change of asList(asObject(entry)?.['changes'])) {
        const number = asText(asObject(asObject(asObject(change)?.['value'])?.['metadata'])?.['phone_number_id']);
        if (number !== null) found.add(number);
      }
    }
  }
  return [...found];
}

/** The signature vectors; null where they are not there. */
export function signatureVectors(): { name: string; appSecret: string; body: string; header: string | null; accept: boolean | null }[] | null {
  const file = join(fixtureFolder, 'webhook-signatures.json');
  if (!existsSync(file)) return null;
  return (JSON.parse(readFileSync(file, 'utf8')) as { vectors: { name: string; appSecret: string; body: string; header: string | null; accept: boolean | null }[] }).vectors;
}

export const missingFixtures = 'the folder of example bodies is not there: set WICKET_FIXTURES';

// Bodies as Meta would write them.

export const me = { phoneNumberId: '590011223344556', display: '15550100999', wabaId: '720099887766554' };

export interface Parts {
  readonly contacts?: readonly unknown[];
  readonly messages?: readonly unknown[];
  readonly statuses?: readonly unknown[];
  readonly errors?: readonly unknown[];
}

export function bodyOf(value: object, field = 'messages', phoneNumberId = me.phoneNumberId) {
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: me.wabaId,
        changes: [
          { field, value: { messaging_product: 'whatsapp', metadata: { display_phone_number: me.display, phone_number_id: phoneNumberId }, ...value } },
        ],
      },
    ],
  };
}

export interface Sender {
  readonly from?: string;
  readonly user?: string;
  readonly parent?: string;
  readonly name?: string;
  readonly username?: string;
}

export function contactOf({ from, user, parent, name, username }: Sender) {
  return {
    ...(name === undefined && username === undefined ? {} : { profile: { ...(name === undefined ? {} : { name }), ...(username === undefined ? {} : { username }) } }),
    ...(from === undefined ? {} : { wa_id: from }),
    ...(user === undefined ? {} : { user_id: user }),
    ...(parent === undefined ? {} : { parent_user_id: parent }),
  };
}

/** A message of a customer; `at` in seconds. */
export function message(sender: Sender, id: string, at: number, rest: object = { type: 'text', text: { body: `text of ${id}` } }) {
  return {
    ...(sender.from === undefined ? {} : { from: sender.from }),
    ...(sender.user === undefined ? {} : { from_user_id: sender.user }),
    ...(sender.parent === undefined ? {} : { from_parent_user_id: sender.parent }),
    id: `wamid.${id}`,
    timestamp: String(at),
    ...rest,
  };
}

export function inbound(sender: Sender, id: string, at: number, rest?: object) {
  return bodyOf({ contacts: [contactOf(sender)], messages: [message(sender, id, at, rest)] });
}

export function status(id: string, word: string, at: number, rest: object = {}) {
  return { id: `wamid.${id}`, status: word, timestamp: String(at), ...rest };
}

export function echo(to: string, id: string, at: number, rest: object = { type: 'text', text: { body: `echo ${id}` } }) {
  return bodyOf({ message_echoes: [{ from: me.display, to, id: `wamid.${id}`, timestamp: String(at), ...rest }] }, 'smb_message_echoes');
}
