import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ParsedInput } from '../../../src-preload/contract/methods.ts';
import type { Change } from '../../domain/changes.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { GraphFailure, GraphResult, GraphTarget, PhoneNumberFacts } from '../../graph/types.ts';
import type { KeyWrap } from '../../ports.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { TestFolder } from '../read-side.test-support.ts';
import { createSecrets } from '../secrets.ts';
import type { Secrets } from '../secrets.ts';
import { createConnectionHandlers } from './handlers.ts';

const keyWrap: KeyWrap = { kind: 'key-file', wrap: async (key) => key, unwrap: async (key) => key };
const form: ParsedInput<'connections.save'> = {
  id: null,
  name: 'Shop',
  phone: '+1 (555) 010-0999',
  phoneNumberId: '590011223344556',
  wabaId: '720099887766554',
  appId: null,
  graphUrl: 'https://graph.facebook.com/',
  graphVersion: 'v24.0',
  readReceipts: 'open',
  typingIndicator: false,
};

let folder: TestFolder;
let secrets: Secrets;
let saved: unknown[];
let changes: Change[];
let answer: GraphResult<PhoneNumberFacts>;
let asked: GraphTarget[];
beforeEach(async () => {
  folder = await openTestFolder();
  secrets = await createSecrets({ storage: folder.storage, keyWrap, clock: folder.clock });
  saved = [];
  changes = [];
  asked = [];
  answer = { ok: true, value: { displayPhone: '+1 555-010-0999', verifiedName: 'Shop', quality: 'GREEN', status: 'CONNECTED', throughput: null } };
  folder.storage.onCommit((committed) => changes.push(...committed));
});
afterEach(async () => {
  await folder.close();
});

function handlers() {
  return createConnectionHandlers({
    storage: folder.storage,
    secrets,
    clock: folder.clock,
    graph: {
      async phoneNumber(target) {
        asked.push(target);
        return answer;
      },
    },
    onSaved: (connection) => void saved.push(connection),
  });
}

const save = (more: Partial<typeof form> = {}) => handlers()['connections.save']({ ...form, ...more });

describe('connecting a number', () => {
  it('needs no network, stores the secrets and tells of them only that they are there', async () => {
    const { connection } = await save({ accessToken: 'EAAGtoken-of-the-shop-1234', appSecret: 'appsecret-of-the-shop-5678' });
    expect(connection).toEqual({
      id: 1,
      name: 'Shop',
      phone: '+15550100999',
      phoneFormatted: '+1 555 010 0999',
      phoneNumberId: '590011223344556',
      wabaId: '720099887766554',
      appId: null,
      graphUrl: 'https://graph.facebook.com',
      graphVersion: 'v24.0',
      answeredVersion: null,
      readReceipts: 'open',
      typingIndicator: false,
      tokenState: 'ok',
      secrets: {
        accessToken: { present: true, lastFour: '1234' },
        appSecret: { present: true, lastFour: '5678' },
        verifyToken: { present: false, lastFour: null },
      },
    });
    expect(secrets.get(connection.id as ConnectionId, 'access_token')).toBe('EAAGtoken-of-the-shop-1234');
    expect(asked).toEqual([]);
    expect(saved).toEqual([{ id: 1, phoneNumberId: '590011223344556' }]);
    expect(changes).toContainEqual({ type: 'connections' });
  });

  it('leaves secrets that are not given, and clears those that are null', async () => {
    await save({ accessToken: 'EAAGtoken-of-the-shop-1234', appSecret: 'appsecret-of-the-shop-5678' });
    const { connection } = await save({ id: 1 as ConnectionId, name: 'Renamed', appSecret: null });
    expect(connection).toMatchObject({
      id: 1,
      name: 'Renamed',
      secrets: { accessToken: { present: true }, appSecret: { present: false } },
    });
  });

  it('never carries a stored token to another host', async () => {
    await save({ accessToken: 'EAAGtoken-of-the-shop-1234' });
    const elsewhere = { id: 1 as ConnectionId, graphUrl: 'https://collector.example' };
    await expect(save(elsewhere)).rejects.toMatchObject({ code: 'bad_input', detail: { path: 'accessToken' } });
    expect(folder.sql.prepare('SELECT graph_url FROM connection').get()).toEqual({ graph_url: 'https://graph.facebook.com' });
    expect((await save({ ...elsewhere, accessToken: 'EAAGtoken-of-the-shop-9999' })).connection.graphUrl).toBe('https://collector.example');
    expect((await save({ id: 1 as ConnectionId, graphUrl: 'https://collector.example/base' })).connection.graphUrl).toBe('https://collector.example/base');
    await save({ id: 1 as ConnectionId, graphUrl: 'https://graph.facebook.com', accessToken: null });
    expect((await save({ id: 1 as ConnectionId, graphUrl: 'https://collector.example' })).connection.graphUrl).toBe('https://collector.example');
  });

  it('gives a refused token a new try when it is replaced, and only then', async () => {
    await save({ accessToken: 'EAAGtoken-of-the-shop-1234' });
    folder.sql.prepare("UPDATE connection SET token_refused_at = 5, paused_reason = 'token_refused'").run();
    expect((await save({ id: 1 as ConnectionId })).connection.tokenState).toBe('refused');
    expect((await save({ id: 1 as ConnectionId, accessToken: 'EAAGtoken-of-the-shop-9999' })).connection.tokenState).toBe('ok');
    expect(folder.sql.prepare('SELECT token_refused_at, paused_reason FROM connection').get()).toEqual({ token_refused_at: null, paused_reason: null });
  });

  it('takes a number once', async () => {
    await save();
    await expect(save()).rejects.toMatchObject({ code: 'number_already_connected', detail: { connectionId: 1 } });
    const second = await save({ phoneNumberId: '590' });
    await expect(save({ id: second.connection.id as ConnectionId })).rejects.toMatchObject({ code: 'number_already_connected' });
    await expect(save({ id: 77 as ConnectionId, phoneNumberId: '591' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it.each(['', 'abc', '12', '+999999999999999999'])('refuses the impossible number %j', async (phone) => {
    await expect(save({ phone })).rejects.toMatchObject({ code: 'bad_phone_number' });
    expect(await folder.storage.read.connections.list()).toEqual([]);
  });

  it.each(['http://graph.facebook.com', 'http://127.0.0.1.example.com', 'ftp://127.0.0.1', 'https://name:word@example.com', 'https://example.com?x=1'])(
    'does not send the token to %s',
    async (graphUrl) => {
      await expect(save({ graphUrl })).rejects.toMatchObject({ code: 'bad_input', detail: { path: 'graphUrl' } });
    },
  );

  it.each([
    ['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
    ['http://localhost:4010/graph/', 'http://localhost:4010/graph'],
    ['http://[::1]:4010', 'http://[::1]:4010'],
    ['https://proxy.example.com/meta/', 'https://proxy.example.com/meta'],
  ])('takes %s', async (graphUrl, stored) => {
    expect((await save({ graphUrl })).connection.graphUrl).toBe(stored);
  });
});

describe('asking Meta about a number', () => {
  const refused = (reason: GraphFailure['reason']): GraphResult<PhoneNumberFacts> => ({
    ok: false,
    failure: {
      family: 'refuse',
      reason,
      scope: 'number',
      waitMs: null,
      tries: null,
      httpStatus: 401,
      code: 190,
      subcode: null,
      details: null,
      title: null,
      traceId: 'T1',
    },
  });

  it('uses the stored token and address', async () => {
    await save({ accessToken: 'EAAGtoken-of-the-shop-1234' });
    expect(await handlers()['connections.check']({ id: 1 as ConnectionId })).toEqual({
      displayPhone: '+1 555-010-0999',
      verifiedName: 'Shop',
      quality: 'GREEN',
      status: 'CONNECTED',
    });
    expect(asked).toMatchObject([{ connectionId: 1, phoneNumberId: '590011223344556', graphUrl: 'https://graph.facebook.com', graphVersion: 'v24.0' }]);
    expect(await asked[0]?.token()).toBe('EAAGtoken-of-the-shop-1234');
  });

  it('notes that the token is refused, and that it works again', async () => {
    await save({ accessToken: 'EAAGtoken-of-the-shop-1234' });
    const good = answer;
    answer = refused('token');
    await expect(handlers()['connections.check']({ id: 1 as ConnectionId })).rejects.toMatchObject({ code: 'token_refused', detail: { traceId: 'T1' } });
    expect((await folder.storage.read.connections.list())[0]?.token_refused_at).toBe(folder.clock.now());
    answer = good;
    await handlers()['connections.check']({ id: 1 as ConnectionId });
    expect((await folder.storage.read.connections.list())[0]?.token_refused_at).toBeNull();
  });

  it.each([
    ['offline', 'graph_unreachable'],
    ['trouble', 'graph_unreachable'],
    ['throttled', 'graph_throttled'],
    ['secret_missing', 'secret_missing'],
    ['refused', 'graph_refused'],
    ['unreadable_answer', 'graph_refused'],
  ] as const)('says %s as %s, which is no word about the token', async (reason, code) => {
    await save();
    answer = refused(reason);
    await expect(handlers()['connections.check']({ id: 1 as ConnectionId })).rejects.toMatchObject({ code });
    expect((await folder.storage.read.connections.list())[0]?.token_refused_at).toBeNull();
  });
});

describe('the verify token', () => {
  it('is made once and can be read again', async () => {
    await save();
    const first = await handlers()['connections.newVerifyToken']({ id: 1 as ConnectionId });
    expect(first.verifyToken).toMatch(/^[\w-]{32}$/u);
    expect(first.connection.secrets.verifyToken.present).toBe(true);
    expect((await handlers()['connections.newVerifyToken']({ id: 1 as ConnectionId })).verifyToken).toBe(first.verifyToken);
    expect(secrets.verifyTokens()).toEqual([first.verifyToken]);
    await expect(handlers()['connections.newVerifyToken']({ id: 5 as ConnectionId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
