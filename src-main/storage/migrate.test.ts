import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkVersion, migrate, type Migration, migrations } from './migrate.ts';
import { temporaryFolder } from './storage.test-support.ts';

/** SHA-256 of each step that a release has carried, by file. A step is entered here when it is released, and never changes again. */
const released: Readonly<Record<string, string>> = {};

const stepsFolder = new URL('migrations/', import.meta.url);

function database(file = ':memory:'): Database {
  const db = new Sqlite(file);
  onTestFinished(() => void db.close());
  return db;
}

const make = (version: number, sql: string, heavy = false): Migration => ({ version, heavy, up: (db) => void db.exec(sql) });
const one = make(10, 'CREATE TABLE a (n INTEGER); INSERT INTO a VALUES (1)');
const two = make(20, 'ALTER TABLE a ADD COLUMN m INTEGER; UPDATE a SET m = n + 1');

const schema = (db: Database) => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

describe('migrating', () => {
  it('runs every step on an empty file and notes the version', () => {
    const db = database();
    expect(migrate(db)).toMatchObject({ from: 0, to: migrations.at(-1)?.version });
    expect(db.pragma('user_version', { simple: true })).toBe(migrations.at(-1)?.version);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(migrate(db)).toMatchObject({ from: migrations.at(-1)?.version, copy: null });
  });

  it('gives the same schema and data in one go and step by step', () => {
    const atOnce = database();
    migrate(atOnce, [one, two]);
    const stepwise = database();
    migrate(stepwise, [one]);
    migrate(stepwise, [one, two]);
    expect(schema(stepwise)).toEqual(schema(atOnce));
    expect(stepwise.prepare('SELECT n, m FROM a').all()).toEqual([{ n: 1, m: 2 }]);
  });

  it('gives the real schema in one go and step by step', () => {
    const atOnce = database();
    migrate(atOnce);
    const stepwise = database();
    for (let count = 1; count <= migrations.length; count += 1) migrate(stepwise, migrations.slice(0, count));
    expect(schema(stepwise)).toEqual(schema(atOnce));
  });

  it('changes nothing when a later step fails', () => {
    const db = database();
    migrate(db, [one]);
    expect(() => migrate(db, [one, two, make(30, 'CREATE TABLE a (again)')])).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(10);
    expect(db.prepare('SELECT * FROM a').all()).toEqual([{ n: 1 }]);
  });

  it('refuses a file that a newer program wrote, and changes nothing in it', () => {
    const db = database();
    migrate(db, [one, two]);
    expect(() => migrate(db, [one])).toThrow(expect.objectContaining({ code: 'database_newer' }));
    expect(() => checkVersion(db, [one])).toThrow(expect.objectContaining({ code: 'database_newer' }));
    expect(db.pragma('user_version', { simple: true })).toBe(20);
  });

  it('does not let an old file be looked at only', () => {
    const db = database();
    migrate(db, [one]);
    expect(() => checkVersion(db, [one, two])).toThrow(expect.objectContaining({ code: 'folder_unusable' }));
  });

  it('keeps a private copy of the whole file before a heavy step, and only then', () => {
    const folder = temporaryFolder();
    const db = database(join(folder, 'wicket.db'));
    db.pragma('journal_mode = WAL');
    expect(migrate(db, [make(10, 'CREATE TABLE a (n); INSERT INTO a VALUES (7)', true)]).copy).toBeNull();
    const { copy } = migrate(db, [one, { ...two, heavy: true }]);
    expect(copy).toBe(join(folder, 'wicket.db.before-10'));
    expect(statSync(copy ?? '').mode & 0o777).toBe(0o600);
    const kept = database(copy ?? '');
    expect(kept.pragma('user_version', { simple: true })).toBe(10);
    expect(kept.prepare('SELECT * FROM a').all()).toEqual([{ n: 7 }]);
  });
});

describe('the list of steps', () => {
  const files = readdirSync(stepsFolder).filter((name) => !name.endsWith('.test.ts')).sort();

  it('has one file a step, numbered in tens, in order', async () => {
    const versions = await Promise.all(files.map(async (name) => ((await import(new URL(name, stepsFolder).href)) as Migration).version));
    expect(versions).toEqual(migrations.map((step) => step.version));
    expect(files.map((name) => Number(name.slice(0, 4)))).toEqual(versions);
    expect(versions).toEqual(versions.map((_, index) => (index + 1) * 10));
  });

  it('has not changed a released step', () => {
    const hashes = Object.keys(released).map((name) => {
      const file = new URL(name, stepsFolder);
      expect(existsSync(file)).toBe(true);
      return [name, createHash('sha256').update(readFileSync(file)).digest('hex')];
    });
    expect(Object.fromEntries(hashes)).toEqual(released);
    expect(Object.keys(released).sort()).toEqual(files.slice(0, Object.keys(released).length));
  });
});
