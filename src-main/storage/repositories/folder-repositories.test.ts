import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { ConnectionId, PhoneNumberId, WabaId } from '../../domain/ids.ts';
import { databaseFile } from '../sqlite.ts';
import { bytes, openTestStorage } from '../storage.test-support.ts';
import type { NewConnection } from './connections.ts';

const connection = (number: string): NewConnection => ({
  phone_number_id: number as PhoneNumberId,
  waba_id: '102290129340398' as WabaId,
  app_id: null,
  phone: '+447700900123',
  graph_url: 'https://graph.facebook.com',
  graph_version: 'v24.0',
  created_at: 10,
});

describe('connections', () => {
  it('are found by our id and by the one that webhooks name', async () => {
    const { read, write } = await openTestStorage();
    const [one, two] = await write(async (tx) => [await tx.connections.insert(connection('1')), await tx.connections.insert({ ...connection('2'), name: 'Shop' })] as const);
    expect((await read.connections.list()).map(({ id }) => id)).toEqual([one, two]);
    expect(await read.connections.byId(one)).toMatchObject({ name: '', read_receipts: 'open', updated_at: 10, token_refused_at: null });
    expect(await read.connections.byPhoneNumberId('2' as PhoneNumberId)).toMatchObject({ id: two, name: 'Shop' });
    expect(await read.connections.byPhoneNumberId('3' as PhoneNumberId)).toBeUndefined();
    expect(await read.connections.byId(99 as ConnectionId)).toBeUndefined();
  });

  it('cannot have the same number twice', async () => {
    const { read, write } = await openTestStorage();
    await write((tx) => tx.connections.insert(connection('1')));
    await expect(write((tx) => tx.connections.insert(connection('1')))).rejects.toMatchObject({ code: 'SQLITE_CONSTRAINT_UNIQUE' });
    expect(await read.connections.list()).toHaveLength(1);
  });

  it('change what is named and say whether there was one', async () => {
    const { read, write } = await openTestStorage();
    const id = await write((tx) => tx.connections.insert(connection('1')));
    expect(await write((tx) => tx.connections.update(id, { name: 'New', read_receipts: 'never' }, 20))).toBe(true);
    expect(await write((tx) => tx.connections.update(99 as ConnectionId, { name: 'New' }, 20))).toBe(false);
    expect(await read.connections.byId(id)).toMatchObject({ name: 'New', read_receipts: 'never', graph_version: 'v24.0', created_at: 10, updated_at: 20 });
  });

  it('say whether a refused token, a version or a pause is news', async () => {
    const { read, write } = await openTestStorage();
    const id = await write((tx) => tx.connections.insert(connection('1')));
    const news = await write(async ({ connections }) => [
      await connections.setTokenRefused(id, 50),
      await connections.setTokenRefused(id, 60),
      await connections.setAnsweredVersion(id, 'v25.0'),
      await connections.setAnsweredVersion(id, 'v25.0'),
      await connections.setAnsweredVersion(id, 'v26.0'),
      await connections.setPaused(id, 'account'),
      await connections.setPaused(id, 'account'),
    ]);
    expect(news).toEqual([true, false, true, false, true, true, false]);
    expect(await read.connections.byId(id)).toMatchObject({ token_refused_at: 50, answered_version: 'v26.0', paused_reason: 'account' });
    const undone = await write(async ({ connections }) => [
      await connections.setTokenRefused(id, null),
      await connections.setTokenRefused(id, null),
      await connections.setAnsweredVersion(id, null),
      await connections.setPaused(id, null),
    ]);
    expect(undone).toEqual([true, false, true, true]);
  });
});

describe('settings', () => {
  it('keep any JSON value under its name, and forget it again', async () => {
    const { read, write } = await openTestStorage();
    const values = { theme: 'dark', days: 30, on: false, list: [1, { a: null }], nothing: null };
    await write(async ({ settings }) => {
      for (const [key, value] of Object.entries(values)) await settings.set(key, value);
      await settings.set('theme', 'light');
      await settings.clear('days');
    });
    expect(Object.fromEntries(await read.settings.all())).toEqual({ theme: 'light', on: false, list: [1, { a: null }], nothing: null });
    expect(await read.settings.get('days')).toBeUndefined();
    expect(await read.settings.get('nothing')).toBeNull();
  });
});

describe('journal totals', () => {
  it('agree with a recount of the rows, a delivery that is not split counting as one waiting item', async () => {
    const { folder, journal, read, write } = await openTestStorage();
    await Promise.all([journal.append(bytes('1'), 1), journal.append(bytes('2'), 2)]);
    await write((tx) => tx.journalTotals.add({ unsplit: -1, applied: 2, quarantined: 1, ignored: 0 }));
    const expected = { deliveries: 2, unsplit: 1, received: 4, applied: 2, duplicate: 0, ignored: 0, waiting: 1, quarantined: 1 };
    expect(await read.journalTotals.get()).toEqual(expected);
    expect(await read.journalTotals.recount()).not.toEqual(expected);

    const raw = new Sqlite(databaseFile(folder));
    raw.exec(`
      UPDATE webhook_delivery SET split = 1 WHERE id = 1;
      INSERT INTO webhook_item (delivery_id, ordinal, kind, outcome) VALUES (1, 0, 'message', 'applied'), (1, 1, 'status', 'applied'), (1, 2, 'message', 'quarantined');
    `);
    raw.close();
    expect(await read.journalTotals.recount()).toEqual(expected);
  });
});
