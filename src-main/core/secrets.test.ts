import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { WicketError } from '../domain/errors.ts';
import type { ConnectionId, PhoneNumberId, WabaId } from '../domain/ids.ts';
import type { KeyWrap } from '../ports.ts';
import { openStorage } from '../storage/open.ts';
import type { Storage } from '../storage/storage.ts';
import { createSecrets } from './secrets.ts';

const clock = { now: () => 1_800_000_000_000, after: () => () => undefined };
const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const token = 'EAAB-a-long-access-token-0123456789';
const appSecret = '9f2b6c1d5e7a48039b1c2d3e4f5a6b7c';

/** Wraps by XOR with a pad that only this wrap has, and says so when it does not fit. */
function createWrap(kind: KeyWrap['kind'] = 'key-file', pad = randomBytes(36)): KeyWrap {
  const flip = (bytes: Uint8Array) => Buffer.from(bytes.map((byte, index) => byte ^ (pad[index] ?? 0)));
  return {
    kind,
    wrap: async (key) => flip(Buffer.concat([Buffer.from('MARK'), key])),
    async unwrap(wrapped) {
      const opened = flip(wrapped);
      if (opened.subarray(0, 4).toString() !== 'MARK') throw new WicketError('secret_unreadable');
      return opened.subarray(4);
    },
  };
}

async function open() {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-secrets-'));
  const storage = await openStorage({ folder, clock, log });
  onTestFinished(async () => {
    await storage.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const connect = (number: string) => connectNumber(storage, number);
  return { folder, storage, one: await connect('1'), two: await connect('2') };
}

function connectNumber(storage: Storage, number: string): Promise<ConnectionId> {
  return storage.write((tx) =>
    tx.connections.insert({
      phone_number_id: number as PhoneNumberId,
      waba_id: 'w' as WabaId,
      app_id: null,
      phone: '+447700900123',
      graph_url: 'https://graph.facebook.com',
      graph_version: 'v24.0',
      created_at: 1,
    }),
  );
}

describe('secrets', () => {
  it('come back as they were set, also after a restart', async () => {
    const { storage, one } = await open();
    const keyWrap = createWrap();
    const secrets = await createSecrets({ storage, keyWrap, clock });
    expect(secrets.get(one, 'access_token')).toBeNull();
    await secrets.set(one, { access_token: token, app_secret: appSecret, verify_token: 'schlüssel wörter' });
    const again = await createSecrets({ storage, keyWrap, clock });
    for (const each of [secrets, again]) {
      expect(each.get(one, 'access_token')).toBe(token);
      expect(each.get(one, 'verify_token')).toBe('schlüssel wörter');
      expect(each.appSecrets()).toEqual([appSecret]);
      expect(each.verifyTokens()).toEqual(['schlüssel wörter']);
    }
  });

  it('are listed for the receiver at once when they change, each once', async () => {
    const { storage, one, two } = await open();
    const secrets = await createSecrets({ storage, keyWrap: createWrap(), clock });
    await secrets.set(one, { app_secret: appSecret });
    await secrets.set(two, { app_secret: appSecret });
    expect(secrets.appSecrets()).toEqual([appSecret]);
    await secrets.set(two, { app_secret: 'another secret' });
    expect(secrets.appSecrets()).toEqual([appSecret, 'another secret']);
    await secrets.clear(one, 'app_secret');
    expect(secrets.appSecrets()).toEqual(['another secret']);
    expect(secrets.get(one, 'app_secret')).toBeNull();
    await secrets.set(two, { app_secret: null, verify_token: 'new' });
    expect(secrets.appSecrets()).toEqual([]);
    expect(secrets.verifyTokens()).toEqual(['new']);
  });

  it('leave what is not named as it is', async () => {
    const { storage, one } = await open();
    const secrets = await createSecrets({ storage, keyWrap: createWrap(), clock });
    await secrets.set(one, { access_token: token, app_secret: appSecret });
    await secrets.set(one, { access_token: 'the next token' });
    expect([secrets.get(one, 'access_token'), secrets.get(one, 'app_secret')]).toEqual(['the next token', appSecret]);
  });

  it('show their last four characters only, and none of a short one', async () => {
    const { storage, one } = await open();
    const secrets = await createSecrets({ storage, keyWrap: createWrap(), clock });
    await secrets.set(one, { access_token: token, verify_token: 'short' });
    expect(secrets.status(one, 'access_token')).toEqual({ present: true, lastFour: '6789', updatedAt: clock.now(), readable: true });
    expect(secrets.status(one, 'verify_token')).toMatchObject({ present: true, lastFour: null });
    expect(secrets.status(one, 'app_secret')).toEqual({ present: false, lastFour: null, updatedAt: null, readable: true });
  });

  it('announce a change of connections', async () => {
    const { storage, one } = await open();
    const heard: string[] = [];
    storage.onCommit((changes) => heard.push(...changes.map(({ type }) => type)));
    const secrets = await createSecrets({ storage, keyWrap: createWrap(), clock });
    await secrets.set(one, { access_token: token });
    expect(heard).toEqual(['connections']);
  });

  it('are in clear in no file of the data folder, nor is the data key', async () => {
    const { folder, storage, one } = await open();
    let dataKey = Buffer.alloc(0);
    const inner = createWrap();
    const keyWrap: KeyWrap = { ...inner, wrap: (key) => inner.wrap((dataKey = Buffer.from(key))) };
    const secrets = await createSecrets({ storage, keyWrap, clock });
    await secrets.set(one, { access_token: token, app_secret: appSecret, verify_token: 'short' });
    await secrets.set(one, { access_token: `${token}-replaced` });
    await secrets.clear(one, 'verify_token');
    expect(dataKey).toHaveLength(32);
    const needles = [token, appSecret, 'short', Buffer.from(token, 'utf16le'), Buffer.from(token).toString('hex'), Buffer.from(token).toString('base64'), dataKey];
    const found = () => {
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
      expect(files).toContain('wicket.db');
      return files.flatMap((name) => needles.filter((needle) => readFileSync(join(folder, name)).includes(needle)).map(() => name));
    };
    expect(readdirSync(folder)).toContain('wicket.db-wal');
    expect(found()).toEqual([]);
    await storage.close();
    expect(found()).toEqual([]);
  });
});

describe('secrets that cannot be opened', () => {
  it('do not keep the inbox from opening, are refused with a cure, and can be entered again', async () => {
    const { storage, one, two } = await open();
    const before = await createSecrets({ storage, keyWrap: createWrap(), clock });
    await before.set(one, { access_token: token, app_secret: appSecret });
    await before.set(two, { access_token: token });
    const secrets = await createSecrets({ storage, keyWrap: createWrap(), clock });
    expect(() => secrets.get(one, 'access_token')).toThrow(expect.objectContaining({ code: 'secret_unreadable', cure: expect.stringContaining('Enter them again') as string }));
    expect(secrets.appSecrets()).toEqual([]);
    expect(secrets.status(one, 'access_token')).toMatchObject({ present: true, readable: false });
    await secrets.set(one, { access_token: 'entered again' });
    expect(secrets.get(one, 'access_token')).toBe('entered again');
    expect(() => secrets.get(two, 'access_token')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
  });

  it('that were there before a wrong passphrase are readable again with the right one', async () => {
    const { storage, one, two } = await open();
    const right = createWrap('passphrase');
    await (await createSecrets({ storage, keyWrap: right, clock })).set(one, { access_token: token });
    const wrong = await createSecrets({ storage, keyWrap: createWrap('passphrase'), clock });
    await wrong.set(two, { app_secret: appSecret });
    expect(wrong.get(two, 'app_secret')).toBe(appSecret);
    const again = await createSecrets({ storage, keyWrap: right, clock });
    expect(again.get(one, 'access_token')).toBe(token);
    expect(() => again.get(two, 'app_secret')).toThrow(WicketError);
  });

  it('become readable when the keychain that was locked opens, without a new key', async () => {
    const { storage, one } = await open();
    const inner = createWrap('keychain');
    let locked = false;
    const keyWrap: KeyWrap = { ...inner, unwrap: (wrapped) => (locked ? Promise.reject(new WicketError('secret_unreadable')) : inner.unwrap(wrapped)) };
    await (await createSecrets({ storage, keyWrap, clock })).set(one, { access_token: token });
    locked = true;
    const secrets = await createSecrets({ storage, keyWrap, clock });
    expect(() => secrets.get(one, 'access_token')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
    locked = false;
    await secrets.set(one, { app_secret: appSecret });
    expect(secrets.get(one, 'access_token')).toBe(token);
  });

  it('are noticed when a box was changed or moved to another connection', async () => {
    const { storage, one, two } = await open();
    const keyWrap = createWrap();
    await (await createSecrets({ storage, keyWrap, clock })).set(one, { access_token: token, app_secret: appSecret });
    await storage.write(async (tx) => {
      const moved = await tx.secrets.box(one, 'access_token');
      if (moved !== undefined) await tx.secrets.put({ ...moved, connection_id: two });
      const changed = await tx.secrets.box(one, 'app_secret');
      if (changed !== undefined) {
        const box = Buffer.from(changed.box);
        box[box.length - 1] = (box.at(-1) ?? 0) ^ 1;
        await tx.secrets.put({ ...changed, box });
      }
    });
    const secrets = await createSecrets({ storage, keyWrap, clock });
    expect(secrets.get(one, 'access_token')).toBe(token);
    expect(() => secrets.get(two, 'access_token')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
    expect(() => secrets.get(one, 'app_secret')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));
  });

  it('of the host are taken over by the desktop, and both go on reading them', async () => {
    const { storage, one } = await open();
    const keychain = createWrap('keychain');
    const keyFile = createWrap('key-file');
    await (await createSecrets({ storage, keyWrap: keyFile, clock })).set(one, { access_token: token });
    const desktop = await createSecrets({ storage, keyWrap: keychain, otherKeyWraps: [keyFile], clock });
    expect(desktop.get(one, 'access_token')).toBe(token);
    await desktop.set(one, { app_secret: appSecret });
    const headless = await createSecrets({ storage, keyWrap: keyFile, clock });
    expect(headless.appSecrets()).toEqual([appSecret]);
    expect((await createSecrets({ storage, keyWrap: keychain, clock })).get(one, 'access_token')).toBe(token);
  });

  it('that the command line adds to a desktop folder orphan nothing: the desktop brings both under one key', async () => {
    const { storage, one, two } = await open();
    const keychain = createWrap('keychain');
    const keyFile = createWrap('key-file');
    await (await createSecrets({ storage, keyWrap: keychain, clock })).set(one, { access_token: token });
    const commandLine = await createSecrets({ storage, keyWrap: keyFile, clock });
    await commandLine.set(two, { access_token: 'EAAother-token-0002', app_secret: appSecret });
    expect(() => commandLine.get(one, 'access_token')).toThrow(expect.objectContaining({ code: 'secret_unreadable' }));

    const desktop = await createSecrets({ storage, keyWrap: keychain, otherKeyWraps: [keyFile], clock });
    expect(desktop.get(one, 'access_token')).toBe(token);
    expect(desktop.get(two, 'access_token')).toBe('EAAother-token-0002');

    const commandLineAgain = await createSecrets({ storage, keyWrap: keyFile, clock });
    expect(commandLineAgain.get(one, 'access_token')).toBe(token);
    expect(commandLineAgain.appSecrets()).toEqual([appSecret]);
  });

  it('are read by way of the other shell where the system has no keychain at all', async () => {
    const { storage, one } = await open();
    const keyFile = createWrap('key-file');
    await (await createSecrets({ storage, keyWrap: keyFile, clock })).set(one, { access_token: token });
    const missing = (): Promise<never> => Promise.reject(new WicketError('secret_unreadable'));
    const desktop = await createSecrets({ storage, keyWrap: { kind: 'keychain', wrap: missing, unwrap: missing }, otherKeyWraps: [keyFile], clock });
    expect(desktop.get(one, 'access_token')).toBe(token);
  });

  it('stay with a keychain that is locked for now when the other shell opens them', async () => {
    const { storage, one } = await open();
    const keychain = createWrap('keychain');
    const keyFile = createWrap('key-file');
    await (await createSecrets({ storage, keyWrap: keyFile, clock })).set(one, { access_token: token });
    await createSecrets({ storage, keyWrap: keychain, otherKeyWraps: [keyFile], clock });
    const locked: KeyWrap = { ...keychain, unwrap: () => Promise.reject(new WicketError('secret_unreadable')), wrap: () => Promise.reject(new WicketError('secret_unreadable')) };
    const desktop = await createSecrets({ storage, keyWrap: locked, otherKeyWraps: [keyFile], clock });
    await desktop.set(one, { app_secret: appSecret });
    const unlocked = await createSecrets({ storage, keyWrap: keychain, clock });
    expect(unlocked.get(one, 'access_token')).toBe(token);
    expect(unlocked.appSecrets()).toEqual([appSecret]);
  });

  it('are told to be out of reach only where the own key is the wrong one', async () => {
    const { storage, one } = await open();
    const passphrase = createWrap('passphrase');
    await (await createSecrets({ storage, keyWrap: passphrase, clock })).set(one, { access_token: token });
    expect(await (await createSecrets({ storage, keyWrap: passphrase, clock })).hasWrongKey()).toBe(false);
    const mistyped = await createSecrets({ storage, keyWrap: createWrap('passphrase'), clock });
    expect([mistyped.allReadable(), await mistyped.hasWrongKey()]).toEqual([false, true]);
    const otherShell = await createSecrets({ storage, keyWrap: createWrap('key-file'), clock });
    expect([otherShell.allReadable(), await otherShell.hasWrongKey()]).toEqual([false, false]);
  });

  it('pass on what went wrong with the wrap itself', async () => {
    const { storage, one } = await open();
    const inner = createWrap();
    await (await createSecrets({ storage, keyWrap: inner, clock })).set(one, { access_token: token });
    const broken: KeyWrap = { ...inner, unwrap: () => Promise.reject(new Error('keychain service crashed')) };
    await expect(createSecrets({ storage, keyWrap: broken, clock })).rejects.toThrow('keychain service crashed');
  });
});
