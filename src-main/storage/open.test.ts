import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { backupDatabase } from './backup.ts';
import { openStorageReader } from './open-reader.ts';
import { openStorage } from './open.ts';
import { databaseFile } from './sqlite.ts';
import { bytes, createTestClock, createTestLog, openTestStorage, temporaryFolder } from './storage.test-support.ts';

const open = (folder: string) => openStorage({ folder, clock: createTestClock(), log: createTestLog() });

describe('opening a data folder', () => {
  it('makes a folder and files that only the owner can read', async () => {
    const folder = join(temporaryFolder(), 'new', 'data');
    const { journal } = await openTestStorage(folder);
    await journal.append(bytes('{}'), 1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    const modes = readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mode & 0o777]);
    expect(modes.sort()).toEqual([
      ['wicket.db', 0o600],
      ['wicket.db-shm', 0o600],
      ['wicket.db-wal', 0o600],
    ]);
  });

  it('keeps everything over closing and leaves one file', async () => {
    const folder = temporaryFolder();
    const first = await open(folder);
    const id = await first.journal.append(bytes('{"a":1}'), 5);
    await first.close();
    await first.close();
    expect(readdirSync(folder)).toEqual(['wicket.db']);
    const again = await openTestStorage(folder);
    expect(Buffer.from((await again.read.journal.body(id)) ?? [])).toEqual(Buffer.from('{"a":1}'));
    expect(again.schemaVersion).toBe(first.schemaVersion);
  });

  it('refuses a file that is not a database', async () => {
    const folder = temporaryFolder();
    writeFileSync(databaseFile(folder), 'this is not a database, and longer than its header would be '.repeat(40));
    await expect(open(folder)).rejects.toMatchObject({ code: 'database_damaged' });
  });

  it('refuses a database whose pages are damaged when it reads them', async () => {
    const folder = temporaryFolder();
    const storage = await open(folder);
    await storage.close();
    const file = new Sqlite(databaseFile(folder));
    const { rootpage } = file.prepare<[], { rootpage: number }>("SELECT rootpage FROM sqlite_schema WHERE name = 'journal_total'").get() ?? { rootpage: 0 };
    file.close();
    const { writeSync, openSync, closeSync } = await import('node:fs');
    const handle = openSync(databaseFile(folder), 'r+');
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, (rootpage - 1) * 4096);
    closeSync(handle);
    const damaged = await openTestStorage(folder);
    await expect(damaged.read.journalTotals.get()).rejects.toMatchObject({ code: 'database_damaged' });
    await expect(damaged.journal.append(bytes('{}'), 1)).rejects.toMatchObject({ code: 'database_damaged' });
  });

  it("refuses another program's database", async () => {
    const folder = temporaryFolder();
    const other = new Sqlite(databaseFile(folder));
    other.exec('CREATE TABLE theirs (a)');
    other.close();
    await expect(open(folder)).rejects.toMatchObject({ code: 'folder_unusable' });
  });

  it('says that the folder cannot be used', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    await expect(open(join(file, 'data'))).rejects.toMatchObject({ code: 'folder_unusable' });
  });

  it('reads on a connection that cannot write, with foreign keys on where it can', async () => {
    const { read, write } = await openTestStorage();
    await expect(read.settings.set('theme', 'dark')).rejects.toMatchObject({ code: 'folder_unusable' });
    const orphan = { connection_id: 99 as never, kind: 'app_secret', box: bytes('x'), last_four: '', updated_at: 1 } as const;
    await expect(write((tx) => tx.secrets.put(orphan))).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
  });
});

describe('looking at a folder that somebody else owns', () => {
  it('sees one moment, whatever is written meanwhile', async () => {
    const storage = await openTestStorage();
    await storage.journal.append(bytes('1'), 1);
    const reader = openStorageReader({ folder: storage.folder, log: createTestLog() });
    await reader.snapshot(async (read) => {
      expect((await read.journalTotals.recount()).deliveries).toBe(1);
      await storage.journal.append(bytes('2'), 1);
      expect((await read.journalTotals.get()).deliveries).toBe(1);
    });
    expect(await reader.snapshot(async (read) => (await read.journalTotals.get()).deliveries)).toBe(2);
    reader.close();
  });

  it('works when nobody has it open', async () => {
    const folder = temporaryFolder();
    const storage = await open(folder);
    await storage.journal.append(bytes('1'), 1);
    await storage.close();
    const reader = openStorageReader({ folder, log: createTestLog() });
    expect(await reader.snapshot((read) => read.journalTotals.get())).toMatchObject({ deliveries: 1 });
    reader.close();
  });

  it('says when there is nothing, and makes nothing', () => {
    const folder = temporaryFolder();
    expect(() => openStorageReader({ folder, log: createTestLog() })).toThrow(expect.objectContaining({ code: 'not_found' }));
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a backup', () => {
  it('is whole, private and of one moment while the folder is written to', async () => {
    const storage = await openTestStorage();
    for (let round = 0; round < 20; round += 1) {
      await Promise.all(Array.from({ length: 100 }, () => storage.journal.append(Buffer.alloc(2048, 1), 1)));
    }
    const target = join(temporaryFolder(), 'wicket.db');
    let running = true;
    const writing = (async () => {
      let more = 0;
      for (; running; more += 1) await storage.journal.append(Buffer.alloc(2048, 2), 1);
      return more;
    })();
    await backupDatabase(storage.folder, target);
    running = false;
    expect(await writing).toBeGreaterThan(0);
    expect(statSync(target).mode & 0o777).toBe(0o600);
    expect(existsSync(`${target}.part`)).toBe(false);
    const copy = new Sqlite(target, { readonly: true });
    expect(copy.pragma('integrity_check', { simple: true })).toBe('ok');
    const rows = copy.prepare('SELECT count(*) FROM webhook_delivery').pluck().get();
    expect(copy.prepare("SELECT items FROM journal_total WHERE outcome = 'deliveries'").pluck().get()).toBe(rows);
    expect(rows).toBeGreaterThanOrEqual(2000);
    copy.close();
  });

  it('leaves nothing behind when it cannot be written', async () => {
    const storage = await openTestStorage();
    await expect(backupDatabase(storage.folder, join(storage.folder, 'missing', 'x.db'))).rejects.toMatchObject({ code: 'folder_unusable' });
  });
});
