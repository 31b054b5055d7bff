import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { sign } from '../wire/signature.ts';
import { startReceiver } from './receiver.ts';
import { appSecret, path, startHarness, verifyToken, webhook } from './receiver.test-support.ts';

const query = (parameters: Record<string, string>) => `?${new URLSearchParams(parameters).toString()}`;
const handshake = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '1158201444' };

describe('the subscription check', () => {
  it('echoes the challenge alone, byte for byte, as text', async () => {
    const { send } = await startHarness();
    for (const challenge of ['1158201444', 'ä <b>&amp;\u{1f335} +%', ' ']) {
      const answer = await send({ method: 'GET', query: query({ ...handshake, 'hub.challenge': challenge }) });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(await answer.text()).toBe(challenge);
    }
  });

  it.each([
    ['a wrong token', { ...handshake, 'hub.verify_token': `${verifyToken}x` }],
    ['the beginning of the token', { ...handshake, 'hub.verify_token': verifyToken.slice(0, -1) }],
    ['an empty token', { ...handshake, 'hub.verify_token': '' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    ['another mode', { ...handshake, 'hub.mode': 'unsubscribe' }],
    ['no mode', { 'hub.verify_token': verifyToken, 'hub.challenge': '1' }],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken }],
    ['an empty challenge', { ...handshake, 'hub.challenge': '' }],
    ['nothing', {}],
  ])('refuses %s without an echo', async (_, parameters) => {
    const { send } = await startHarness();
    const answer = await send({ method: 'GET', query: query(parameters as Record<string, string>) });
    expect(answer.status).toBe(403);
    expect(await answer.text()).toBe('');
  });

  it('refuses a parameter that is there twice, and an address without a query', async () => {
    const { send } = await startHarness();
    expect((await send({ method: 'GET', query: `${query(handshake)}&hub.verify_token=${verifyToken}` })).status).toBe(403);
    expect((await send({ method: 'GET' })).status).toBe(403);
  });

  it.each([[[]], [['']]])('never takes nothing for equal to nothing (tokens: %j)', async (tokens: string[]) => {
    const { send } = await startHarness({ verifyTokens: () => tokens });
    expect((await send({ method: 'GET', query: query({ ...handshake, 'hub.verify_token': '' }) })).status).toBe(403);
  });
});

describe('taking a delivery', () => {
  it('stores the bytes as they came and only then answers 200', async () => {
    const { promise: durable, resolve: flush } = Promise.withResolvers<void>();
    const { promise: asked, resolve: ask } = Promise.withResolvers<Uint8Array>();
    const { send, receiver } = await startHarness({
      append: (body) => {
        ask(body);
        return durable;
      },
    });
    const body = webhook('\\u00eb').replace('\\\\u00eb', '\\u00eb\\/ ë');
    let answered = false;
    const answer = send({ body }).then((response) => {
      answered = true;
      return response;
    });
    expect(Buffer.from(await asked).toString('utf8')).toBe(body);
    expect(answered).toBe(false);
    flush();
    expect((await answer).status).toBe(200);
    expect(receiver.counters()).toEqual({ accepted: 1, refusedSignature: 0, refusedOther: 0, empty: 0, lastDeliveryAt: 1_800_000_000_000 });
  });

  it('takes several in a row, from any of several apps', async () => {
    const { send, stored } = await startHarness();
    for (const secret of [appSecret, 'another secret', appSecret]) {
      const body = webhook(secret);
      expect((await send({ body, signature: sign(body, secret) })).status).toBe(200);
    }
    expect(stored).toHaveLength(3);
  });

  it.each([
    ['missing', null],
    ['empty', ''],
    ['of the old form', 'sha1=cacfbe769ebf0b905adc8521fdab342b4cf4b60a'],
    ['short', 'sha256=37615a62'],
    ['not hexadecimal', `sha256=${'z'.repeat(64)}`],
    ['of another secret', sign(webhook(), 'not ours')],
    ['of another body', sign(webhook('other'), appSecret)],
  ])('refuses a signature that is %s and stores nothing', async (_, signature) => {
    const { send, stored, receiver } = await startHarness();
    const answer = await send({ body: webhook(), signature });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(stored).toEqual([]);
    expect(receiver.counters()).toMatchObject({ accepted: 0, refusedSignature: 1, lastDeliveryAt: null });
  });

  it.each([[[]], [['']]])('refuses everything while no app secret is set (secrets: %j)', async (secrets: string[]) => {
    const { send, stored } = await startHarness({ appSecrets: () => secrets });
    expect((await send({ body: webhook(), signature: sign(webhook(), 'x') })).status).toBe(401);
    expect(stored).toEqual([]);
  });

  it('checks the signature before it looks into the body', async () => {
    const { send } = await startHarness();
    expect((await send({ body: 'not json', signature: sign('not json', 'wrong') })).status).toBe(401);
  });

  it.each(['', 'not json', '{"object":', '\uFEFF'])('answers 400 to a signed body that is not JSON: %j', async (body) => {
    const { send, stored } = await startHarness();
    expect((await send({ body, signature: sign(body, appSecret) })).status).toBe(400);
    expect(stored).toEqual([]);
  });

  it.each(['{"object":"page","entry":[{"changes":[{}]}]}', '{}', '[]', 'null', '7', '"whatsapp_business_account"', '{"object":["whatsapp_business_account"]}'])(
    'refuses what is not for WhatsApp: %s',
    async (body) => {
      const { send, stored, receiver } = await startHarness();
      expect((await send({ body })).status).toBe(422);
      expect(stored).toEqual([]);
      expect(receiver.counters()).toMatchObject({ refusedOther: 1, lastDeliveryAt: null });
    },
  );

  it.each(['', ',"entry":[]', ',"entry":{}', ',"entry":null', ',"entry":[null,7,[]]', ',"entry":[{}]', ',"entry":[{"changes":[]}]', ',"entry":[{"changes":{}}]'])(
    'answers 200 to an envelope without any change, stores nothing and counts it: %s',
    async (rest) => {
      const { send, stored, receiver } = await startHarness();
      expect((await send({ body: `{"object":"whatsapp_business_account"${rest}}` })).status).toBe(200);
      expect(stored).toEqual([]);
      expect(receiver.counters()).toMatchObject({ accepted: 0, empty: 1, refusedOther: 0, lastDeliveryAt: 1_800_000_000_000 });
    },
  );

  it('stores a change of a field that it does not know, and one beside empty entries', async () => {
    const { send, stored } = await startHarness();
    const bodies = ['[{"changes":[{"field":"tomorrow"}]}]', '[{"changes":[]},{"changes":[{}]}]'].map((entry) => `{"object":"whatsapp_business_account","entry":${entry}}`);
    for (const body of bodies) expect((await send({ body })).status).toBe(200);
    expect(stored).toEqual(bodies);
  });

  it('answers 503 without a word when storing failed, so that Meta sends it again', async () => {
    const { send, receiver, logged } = await startHarness({ append: () => Promise.reject(new Error('SQLITE_FULL at /home/agent/data')) });
    const answer = await send({ body: webhook() });
    expect(answer.status).toBe(503);
    expect(await answer.text()).toBe('');
    expect(receiver.counters()).toMatchObject({ accepted: 0, refusedOther: 1 });
    expect(logged.map(({ event }) => event)).toContain('receiver.store_failed');
  });

  it('does not let one that hangs hold up the others', async () => {
    let first = true;
    const { promise: never } = Promise.withResolvers<void>();
    const { send } = await startHarness({
      append: () => {
        const hangs = first;
        first = false;
        return hangs ? never : Promise.resolve();
      },
    });
    void send({ body: webhook('hangs') }).catch(() => undefined);
    expect((await send({ body: webhook('goes') })).status).toBe(200);
  });
});

describe('what else can be asked', () => {
  it('is nothing: other paths are 404, other methods 405', async () => {
    const { send } = await startHarness();
    for (const other of ['/', '/api', `${path}/`, `${path}/x`, '/API/webhook/whatsapp', '/api/../etc/passwd', '/%', '/%c0%ae', `/${'a'.repeat(2000)}`]) {
      expect([other, (await send({ method: 'GET', path: other })).status]).toEqual([other, 404]);
      expect((await send({ path: other, body: webhook() })).status).toBe(404);
    }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD']) {
      const answer = await send({ method, query: query(handshake) });
      expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'GET, POST']);
    }
  });

  it('never says what the program is made of', async () => {
    const { send } = await startHarness();
    const answers = [
      await send({ method: 'GET', query: query(handshake) }),
      await send({ method: 'GET' }),
      await send({ body: webhook() }),
      await send({ body: 'x' }),
      await send({ path: '/other', body: webhook() }),
      await send({ method: 'PUT', body: webhook() }),
    ];
    for (const answer of answers) {
      expect([...answer.headers.keys()].filter((name) => !['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'x-content-type-options', 'allow'].includes(name))).toEqual([]);
    }
    expect((await Promise.all(answers.slice(1).map((answer) => answer.text()))).join('')).toBe('');
  });

  it('logs neither bodies nor secrets, and a flood of refusals in one line', async () => {
    const { send, logged } = await startHarness();
    for (let round = 0; round < 50; round += 1) await send({ body: webhook('private words'), signature: sign('x', 'guess') });
    await send({ method: 'GET', query: query({ ...handshake, 'hub.verify_token': 'guessed' }) });
    expect(logged).toHaveLength(2);
    const text = JSON.stringify(logged);
    for (const secret of ['private words', appSecret, verifyToken, 'guessed', 'sha256=']) expect(text).not.toContain(secret);
  });
});

describe('the port', () => {
  it('is told when it is taken', async () => {
    const { receiver } = await startHarness();
    const second = startReceiver({
      port: receiver.port,
      host: '127.0.0.1',
      appSecrets: () => [],
      verifyTokens: () => [],
      append: async () => undefined,
      clock: { now: () => 0, after: () => () => undefined },
      log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    });
    await expect(second).rejects.toMatchObject({ code: 'port_in_use', detail: { port: receiver.port } });
  });

  it('is free again after closing', async () => {
    const { receiver } = await startHarness();
    expect(receiver.url).toBe(`http://127.0.0.1:${receiver.port}${path}`);
    await receiver.close();
    await receiver.close();
    await expect(fetch(receiver.url)).rejects.toThrow();
  });
});

const fixtures = join(process.env['WICKET_FIXTURES'] ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url)), 'webhook-signatures.json');

interface Vector {
  readonly name: string;
  readonly appSecret: string;
  readonly body: string;
  readonly header: string | null;
  readonly accept: boolean | null;
}

describe.skipIf(!existsSync(fixtures))(`the signature vectors of ${existsSync(fixtures) ? 'the fixture folder' : 'a fixture folder that is absent'}`, () => {
  const { vectors } = existsSync(fixtures) ? (JSON.parse(readFileSync(fixtures, 'utf8')) as { vectors: Vector[] }) : { vectors: [] };

  it.each(vectors)('$name', async ({ appSecret: secret, body, header, accept }) => {
    const { send, stored, receiver } = await startHarness({ appSecrets: () => [secret] });
    const answer = await send({ body, signature: header });
    if (accept === true) expect(answer.status).not.toBe(401);
    if (accept === false) {
      expect(answer.status).toBe(401);
      expect(stored).toEqual([]);
    }
    expect(receiver.counters().refusedSignature).toBe(answer.status === 401 ? 1 : 0);
  });
});
