import Sqlite from 'better-sqlite3';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Change } from '../domain/changes.ts';
import type { ConnectionId } from '../domain/ids.ts';
import { openStorage } from './open.ts';
import { databaseFile } from './sqlite.ts';
import { createTestClock, createTestLog, openTestStorage, temporaryFolder } from './storage.test-support.ts';
import type { Lane, Transaction } from './storage.ts';
import { createUnitOfWork } from './unit-of-work.ts';

const settingsChange: Change = { type: 'settings' };
const connectionsChange: Change = { type: 'connections' };

describe('a transaction', () => {
  it('gives what its work gave, visible to readers once it resolves', async () => {
    const { read, write } = await openTestStorage();
    const given = await write(async (tx) => {
      await tx.settings.set('theme', 'dark');
      expect(await read.settings.get('theme')).toBeUndefined();
      expect(await tx.settings.get('theme')).toBe('dark');
      return 7;
    });
    expect(given).toBe(7);
    expect(await read.settings.get('theme')).toBe('dark');
  });

  it('takes back everything when its work throws, and nothing of its neighbours', async () => {
    const { read, write } = await openTestStorage();
    const outcomes = await Promise.allSettled([
      write((tx) => tx.settings.set('before', 1)),
      write(async (tx) => {
        await tx.settings.set('lost', 1);
        throw new Error('no');
      }),
      write((tx) => tx.settings.set('after', 1)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect([...(await read.settings.all()).keys()].sort()).toEqual(['after', 'before']);
  });

  it('takes back everything when a constraint breaks at the end of much work', async () => {
    const { read, write } = await openTestStorage();
    const failing = write(async (tx) => {
      for (let row = 0; row < 100; row += 1) await tx.settings.set(`k${row}`, row);
      await tx.secrets.put({ connection_id: 1 as ConnectionId, kind: 'app_secret', box: Buffer.from('x'), last_four: '', updated_at: 1 });
    });
    await expect(failing).rejects.toThrow('FOREIGN KEY');
    expect((await read.settings.all()).size).toBe(0);
  });

  it('refuses a query that comes after its end, so that it cannot slip into the next', async () => {
    const { read, write } = await openTestStorage();
    let leaked: Transaction | undefined;
    await write(async (tx) => void (leaked = tx));
    await write(async (tx) => {
      await tx.settings.set('kept', 1);
      await expect(leaked?.settings.set('slipped', 1)).rejects.toThrow('end of its transaction');
    });
    expect([...(await read.settings.all()).keys()]).toEqual(['kept']);
  });

  it('lets no appended body into a transaction that is rolled back', async () => {
    const { journal, read, write } = await openTestStorage();
    const { promise: appended, resolve } = Promise.withResolvers<Promise<unknown>>();
    const failing = write(async (tx) => {
      await tx.settings.set('lost', 1);
      resolve(journal.append(Buffer.from('{}'), 1));
      await new Promise((next) => setImmediate(next));
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    await appended.then((append) => append);
    expect(await read.journalTotals.recount()).toMatchObject({ deliveries: 1 });
    expect(await read.settings.get('lost')).toBeUndefined();
  });
});

describe('announcing changes', () => {
  it('happens after the commit, in order of commits, before the writer goes on', async () => {
    const { onCommit, read, write } = await openTestStorage();
    const heard: string[] = [];
    onCommit((changes) => heard.push(changes.map(({ type }) => type).join('+')));
    const first = write(async (tx) => {
      tx.changed(settingsChange);
      tx.changed(connectionsChange);
      await tx.settings.set('a', 1);
      expect(heard).toEqual([]);
    }).then(() => heard.push('first goes on'));
    const second = write(async (tx) => {
      await tx.settings.set('b', 1);
      tx.changed(settingsChange);
    });
    await Promise.all([first, second]);
    expect(heard).toEqual(['settings+connections', 'first goes on', 'settings']);
    expect((await read.settings.all()).size).toBe(2);
  });

  it('never happens for what was rolled back, for nothing, or to who has left', async () => {
    const { onCommit, write } = await openTestStorage();
    let calls = 0;
    const leave = onCommit(() => void (calls += 1));
    await write(async (tx) => {
      tx.changed(settingsChange);
      throw new Error('no');
    }).catch(() => undefined);
    await write(async () => undefined);
    expect(calls).toBe(0);
    leave();
    await write(async (tx) => tx.changed(settingsChange));
    expect(calls).toBe(0);
  });

  it('survives a listener that throws', async () => {
    const { onCommit, write } = await openTestStorage();
    let calls = 0;
    onCommit(() => {
      throw new Error('listener');
    });
    onCommit(() => void (calls += 1));
    await write(async (tx) => tx.changed(settingsChange));
    expect(calls).toBe(1);
  });
});

describe('the write queue', () => {
  it('lets journal go before normal before apply, each in its own order', async () => {
    const { write } = await openTestStorage();
    const order: string[] = [];
    const { promise: opened, resolve: open } = Promise.withResolvers<void>();
    const first = write(() => opened);
    const lanes: Lane[] = ['apply', 'normal', 'journal', 'apply', 'normal', 'journal'];
    const rest = lanes.map((lane, index) => write(async () => void order.push(`${lane} ${index}`), { lane }));
    open();
    await Promise.all([first, ...rest]);
    expect(order).toEqual(['journal 2', 'journal 5', 'normal 1', 'normal 4', 'apply 0', 'apply 3']);
  });

  it('gives the event loop its turn between two apply batches', async () => {
    const { write } = await openTestStorage();
    let turns = 0;
    let counting = true;
    const count = () => {
      turns += 1;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await Promise.all(Array.from({ length: 20 }, () => write(async () => undefined, { lane: 'apply', durable: false })));
    counting = false;
    expect(turns).toBeGreaterThanOrEqual(19);
  });

  it('goes on with apply batches while webhooks keep coming, and webhooks overtake them', async () => {
    const { journal, write } = await openTestStorage();
    let applied = 0;
    let appended = 0;
    let running = true;
    const hooks = (async () => {
      while (running) {
        await journal.append(Buffer.from('{}'), 1);
        appended += 1;
      }
    })();
    for (; applied < 10; applied += 1) await write(async (tx) => tx.settings.set('n', applied), { lane: 'apply', durable: false });
    running = false;
    await hooks;
    expect(appended).toBeGreaterThan(10);
  });
});

describe('durability', () => {
  it('flushes to disk where the caller asks for it, and only there', async () => {
    const folder = temporaryFolder();
    await (await openStorage({ folder, clock: createTestClock(), log: createTestLog() })).close();
    const db = new Sqlite(databaseFile(folder));
    onTestFinished(() => void db.close());
    db.pragma('synchronous = FULL');
    const work = createUnitOfWork({ db, log: createTestLog(), flushDelayMs: 0 });
    const mode = () => db.pragma('synchronous', { simple: true });
    const [normal, full] = [1, 2];
    const seen: unknown[] = [];
    await work.write(async () => void seen.push(mode()), { durable: false });
    await work.write(async () => void seen.push(mode()));
    await work.write(async () => void seen.push(mode()), { durable: false });
    await new Promise((settled) => work.writeNow('journal', () => void seen.push(mode()), settled));
    expect(seen).toEqual([normal, full, normal, full]);
  });

  it('blocks for the injected flush once a durable commit', async () => {
    const storage = await openStorage({ folder: temporaryFolder(), clock: createTestClock(), log: createTestLog(), flushDelayMs: 150 });
    onTestFinished(() => storage.close());
    const timed = async (work: () => Promise<unknown>) => {
      const startedAt = performance.now();
      await work();
      return performance.now() - startedAt;
    };
    const group = await timed(() => Promise.all(Array.from({ length: 50 }, () => storage.journal.append(Buffer.from('{}'), 1))));
    expect(group).toBeGreaterThanOrEqual(149);
    expect(group).toBeLessThan(149 * 10);
    expect(await timed(() => storage.write(async () => undefined))).toBeGreaterThanOrEqual(149);
    expect(await timed(() => storage.write(async () => undefined, { durable: false }))).toBeLessThan(149);
  });
});

describe('closing', () => {
  it('finishes what was begun and refuses what comes later', async () => {
    const folder = temporaryFolder();
    const storage = await openTestStorage(folder);
    const before = [storage.write((tx) => tx.settings.set('a', 1)), storage.write((tx) => tx.settings.set('b', 1), { lane: 'apply' })];
    const body = storage.journal.append(Buffer.from('{}'), 1);
    const closing = storage.close();
    await expect(storage.write(async () => undefined)).rejects.toMatchObject({ message: 'The data folder is closed.' });
    await expect(storage.journal.append(Buffer.from('{}'), 1)).rejects.toMatchObject({ message: 'The data folder is closed.' });
    await Promise.all([...before, body, closing]);
    const again = await openTestStorage(folder);
    expect((await again.read.settings.all()).size).toBe(2);
    expect(await again.read.journalTotals.recount()).toMatchObject({ deliveries: 1 });
  });
});

describe('slow work', () => {
  it('is told as stuck while it lasts, a write that waits for a write inside it for example', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const folder = temporaryFolder();
    await (await openStorage({ folder, clock: createTestClock(), log: createTestLog() })).close();
    const log = createTestLog();
    const db = new Sqlite(databaseFile(folder));
    onTestFinished(() => void db.close());
    const work = createUnitOfWork({ db, log, flushDelayMs: 0 });
    const { promise: inside, resolve: enter } = Promise.withResolvers<void>();
    void work.write(() => {
      enter();
      return work.write(async () => undefined);
    });
    await inside;
    vi.advanceTimersByTime(9_999);
    expect(log.lines).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(log.lines.map(({ event }) => event)).toEqual(['storage.write_stuck']);
  });

  it('is told in the log, a query by its text without values', async () => {
    const folder = temporaryFolder();
    const log = createTestLog();
    await (await openStorage({ folder, clock: createTestClock(), log })).close();
    const db = new Sqlite(databaseFile(folder));
    onTestFinished(() => void db.close());
    const hold = new Int32Array(new SharedArrayBuffer(4));
    db.function('slow', () => void Atomics.wait(hold, 0, 0, 120));
    db.exec('CREATE TEMP TRIGGER slowly BEFORE INSERT ON setting BEGIN SELECT slow(); END');
    const work = createUnitOfWork({ db, log, flushDelayMs: 0 });
    await work.write((tx) => tx.settings.set('name', 'private words'));
    const told = log.lines.filter(({ event }) => event.startsWith('storage.slow'));
    expect(told.map(({ event }) => event)).toEqual(['storage.slow_query', 'storage.slow_write']);
    expect(JSON.stringify(told)).toContain('insert into \\"setting\\"');
    expect(JSON.stringify(told)).not.toContain('private words');
  });
});
