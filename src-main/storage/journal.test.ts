import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { DeliveryId } from '../domain/ids.ts';
import { createJournal } from './journal-append.ts';
import { createJournalTidy } from './journal-tidy.ts';
import { migrate } from './migrate.ts';
import { databaseFile, makeDatabaseFile, openReader, openWriter } from './sqlite.ts';
import { bytes, createTestClock, createTestLog, openTestStorage, temporaryFolder } from './storage.test-support.ts';
import { createUnitOfWork } from './unit-of-work.ts';

/** The journal with its connection in the test's hands. */
function openJournal() {
  const folder = temporaryFolder();
  const db = openWriter(makeDatabaseFile(folder));
  migrate(db);
  const reader = openReader(databaseFile(folder));
  onTestFinished(() => {
    reader.close();
    db.close();
  });
  const work = createUnitOfWork({ db, log: createTestLog(), flushDelayMs: 0 });
  return { folder, db, reader, journal: createJournal(db, work, createTestLog()) };
}

describe('appending to the journal', () => {
  it('keeps bytes as they came, in order, and counts them in the same breath', async () => {
    const { journal, read } = await openTestStorage();
    const bodies = ['{"a":"\\u00eb \\/"}', '{"b":"ë"}', '\u0000\u0001', ''].map(bytes);
    const ids = await Promise.all(bodies.map((body, index) => journal.append(body, 100 + index)));
    expect(ids).toEqual([...ids].sort((a, b) => a - b));
    for (const [index, id] of ids.entries()) expect(Buffer.from((await read.journal.body(id)) ?? [])).toEqual(bodies[index]);
    expect(await read.journalTotals.get()).toMatchObject({ deliveries: 4, unsplit: 4, received: 4, waiting: 4 });
    expect(await read.journalTotals.recount()).toEqual(await read.journalTotals.get());
  });

  it('shares one commit among bodies of the same moment and tells of it once', async () => {
    const { db, journal } = openJournal();
    let groups = 0;
    journal.onAppended(() => void (groups += 1));
    const commits = () => Number(db.prepare('SELECT total_changes()').pluck().get());
    const before = commits();
    await Promise.all(Array.from({ length: 40 }, () => journal.append(bytes('{}'), 1)));
    // Forty rows and one update of three totals: a commit each would have updated 120.
    expect(commits() - before).toBe(43);
    expect(groups).toBe(1);
  });

  it('splits a flood into commits of bounded size and keeps all of it', async () => {
    const { db, journal } = openJournal();
    let groups = 0;
    journal.onAppended(() => void (groups += 1));
    const ids = await Promise.all(Array.from({ length: 1000 }, () => journal.append(bytes('{}'), 1)));
    expect(new Set(ids).size).toBe(1000);
    expect(groups).toBe(4);
    expect(db.prepare("SELECT items FROM journal_total WHERE outcome = 'deliveries'").pluck().get()).toBe(1000);
  });

  it('has committed before it resolves, so that another connection sees it', async () => {
    const { journal, reader } = openJournal();
    const id = await journal.append(bytes('{}'), 7);
    expect(reader.prepare('SELECT received_at FROM webhook_delivery WHERE id = ?').pluck().get(id)).toBe(7);
  });

  it('stores nothing of a group when the disk is full, says so, and works again afterwards', async () => {
    const { db, journal } = openJournal();
    await journal.append(bytes('{}'), 1);
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true }))}`);
    const large = Buffer.alloc(100_000, 1);
    const outcomes = await Promise.allSettled([journal.append(bytes('{}'), 2), journal.append(large, 3)]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'disk_full' } });
    expect(db.prepare('SELECT received_at FROM webhook_delivery').pluck().all()).toEqual([1]);
    expect(db.prepare("SELECT items FROM journal_total WHERE outcome = 'deliveries'").pluck().get()).toBe(1);
    db.pragma('max_page_count = 1000000');
    await journal.append(large, 4);
    expect(db.prepare('SELECT received_at FROM webhook_delivery').pluck().all()).toEqual([1, 4]);
  });

  it('survives a listener that throws', async () => {
    const { journal } = openJournal();
    journal.onAppended(() => {
      throw new Error('listener');
    });
    expect(await journal.append(bytes('{}'), 1)).toBe(1);
  });

  it('keeps what was acknowledged when the process ends without closing', async () => {
    const { folder, journal } = openJournal();
    await journal.append(bytes('{"kept":true}'), 1);
    const { copyFileSync } = await import('node:fs');
    const crashed = temporaryFolder();
    for (const ending of ['', '-wal']) copyFileSync(databaseFile(folder) + ending, databaseFile(crashed) + ending);
    const after = new Sqlite(databaseFile(crashed));
    onTestFinished(() => void after.close());
    expect(String(after.prepare('SELECT body FROM webhook_delivery').pluck().get())).toBe('{"kept":true}');
  });
});

describe('tidying the journal', () => {
  const day = 86_400_000;
  const body = bytes(JSON.stringify({ object: 'whatsapp_business_account', entry: Array.from({ length: 20 }, () => ({ id: '102290129340398', changes: [] })) }));

  async function prepare(ages: readonly number[], { unsplit = [] as readonly number[] } = {}) {
    const clock = createTestClock();
    const storage = await openTestStorage(temporaryFolder(), clock);
    const ids: DeliveryId[] = [];
    for (const age of ages) ids.push(await storage.journal.append(body, clock.now() - age));
    const raw = new Sqlite(databaseFile(storage.folder));
    onTestFinished(() => void raw.close());
    raw.exec(`UPDATE webhook_delivery SET split = 1 WHERE id NOT IN (${[0, ...unsplit].join()})`);
    const tidy = createJournalTidy({ storage, clock, log: createTestLog(), keepDays: () => 30 });
    const states = () => raw.prepare('SELECT CASE WHEN body IS NULL THEN -1 ELSE codec END FROM webhook_delivery ORDER BY id').pluck().all();
    const storedBytes = () => raw.prepare('SELECT sum(length(body)) FROM webhook_delivery').pluck().get();
    return { clock, storage, ids, tidy, states, storedBytes };
  }

  it('packs what is older than an hour, lets go of what is past its time, and leaves the rest', async () => {
    const { clock, ids, states, storage, storedBytes, tidy } = await prepare([40 * day, 31 * day, 29 * day, day, 60_000]);
    expect(await storage.read.journal.kept()).toEqual({ oldestBodyAt: clock.now() - 40 * day, bodyBytes: 5 * body.length });
    expect(await tidy.run()).toEqual({ packed: 2, cleared: 2 });
    expect(states()).toEqual([-1, -1, 1, 1, 0]);
    expect(await storage.read.journal.body(ids[0] as DeliveryId)).toBeNull();
    for (const id of ids.slice(2)) expect(Buffer.from((await storage.read.journal.body(id)) ?? [])).toEqual(body);
    const { oldestBodyAt, bodyBytes } = await storage.read.journal.kept();
    expect(oldestBodyAt).toBe(clock.now() - 29 * day);
    expect(bodyBytes).toBeLessThan(body.length * 2);
    expect(bodyBytes).toBe(storedBytes());
    expect(await tidy.run()).toEqual({ packed: 0, cleared: 0 });
  });

  it('goes on where it was as time passes', async () => {
    const { clock, states, tidy } = await prepare([40 * day, 29 * day, day]);
    await tidy.run();
    clock.move(2 * day);
    expect(await tidy.run()).toEqual({ packed: 0, cleared: 1 });
    expect(states()).toEqual([-1, -1, 1]);
  });

  it('goes through many slices', async () => {
    const { states, tidy } = await prepare(Array.from({ length: 150 }, (_, index) => (index < 100 ? 40 : 2) * day));
    expect(await tidy.run()).toEqual({ packed: 50, cleared: 100 });
    expect(new Set(states())).toEqual(new Set([-1, 1]));
  });

  it('never touches a body that is not split yet', async () => {
    const { ids, states, storage, tidy } = await prepare([40 * day, 40 * day, 40 * day], { unsplit: [2] });
    await tidy.run();
    expect(states()).toEqual([-1, 0, 0]);
    expect(await storage.read.journal.body(ids[1] as DeliveryId)).not.toBeNull();
  });

  it('keeps its notes out of the settings', async () => {
    const { storage, tidy } = await prepare([40 * day]);
    await tidy.run();
    expect((await storage.read.settings.all()).size).toBe(0);
  });

  it('stops at the end of a slice', async () => {
    const { tidy } = await prepare([40 * day]);
    await tidy.stop();
    expect(await tidy.run()).toEqual({ packed: 0, cleared: 0 });
  });
});
