import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ConnectionId, PhoneNumberId, WabaId, Wamid } from '../domain/ids.ts';
import type { Clock, Log, LogFields } from '../ports.ts';
import type { FakeGraph } from './fake-graph.test-support.ts';
import { metaError, startFakeGraph } from './fake-graph.test-support.ts';
import { createGraph } from './index.ts';
import type { Graph, GraphFailure, GraphObserver, GraphResult, GraphTarget, OutgoingMessage } from './index.ts';

const secret = 'EAAB-very-secret-token';

interface Bench {
  readonly graph: Graph;
  readonly target: GraphTarget;
  readonly logged: () => string;
  readonly timers: (() => void)[];
}

function bench(url: string, observer: GraphObserver = {}, token: () => Promise<string | null> = async () => secret): Bench {
  const lines: unknown[] = [];
  const line = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log: Log = { debug: line, info: line, warn: line, error: line };
  const timers: (() => void)[] = [];
  const clock: Clock = {
    now: () => Date.now(),
    after(_ms, task) {
      timers.push(task);
      return () => undefined;
    },
  };
  const graph = createGraph({ fetch, clock, log, observer });
  const target: GraphTarget = {
    connectionId: 1 as ConnectionId,
    phoneNumberId: '590011223344556' as PhoneNumberId,
    wabaId: '720099887766554' as WabaId,
    graphUrl: url,
    graphVersion: 'v24.0',
    token,
  };
  return { graph, target, logged: () => JSON.stringify(lines), timers };
}

const message: OutgoingMessage = { to: { phone: '447700900123', userId: null }, kind: 'text', content: { body: 'Hello' }, replyTo: null, opaque: 'wicket.abc.7' };

function failureOf(result: GraphResult<unknown>): GraphFailure {
  if (result.ok) throw new Error('expected a failure');
  return result.failure;
}

async function failureAfter(server: FakeGraph, url = server.url): Promise<GraphFailure> {
  const { graph, target } = bench(url);
  return failureOf(await graph.sendMessage(target, message));
}

describe('a call to Graph', () => {
  it('names the version, the number and the token, and reads what was accepted', async () => {
    const server = await startFakeGraph();
    const { graph, target } = bench(server.url);
    expect(await graph.sendMessage(target, message)).toEqual({
      ok: true,
      value: { wamid: 'wamid.OUT1', waId: '447700900123', userId: null, status: 'accepted' },
    });
    expect(server.requests[0]).toMatchObject({ method: 'POST', path: '/v24.0/590011223344556/messages' });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${secret}`);
  });

  it('reads an answer without contacts', async () => {
    const server = await startFakeGraph();
    server.answer({ json: { messages: [{ id: 'wamid.X' }] } });
    const { graph, target } = bench(server.url);
    expect(await graph.sendMessage(target, message)).toMatchObject({ ok: true, value: { wamid: 'wamid.X', waId: null, userId: null } });
  });

  it('asks for the token anew each time', async () => {
    const server = await startFakeGraph();
    const tokens = ['first', 'second'];
    const { graph, target } = bench(server.url, {}, async () => tokens.shift() ?? null);
    await graph.sendMessage(target, message);
    await graph.sendMessage(target, message);
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(['Bearer first', 'Bearer second']);
    expect(failureOf(await graph.sendMessage(target, message)).reason).toBe('secret_missing');
    expect(server.requests).toHaveLength(2);
  });

  it('does not follow a redirect, so that the token stays with its own address', async () => {
    const server = await startFakeGraph();
    const elsewhere = await startFakeGraph();
    server.answer({ status: 307, headers: { location: `${elsewhere.url}/v24.0/1/messages` } });
    expect(await failureAfter(server)).toMatchObject({ family: 'refuse', reason: 'unreadable_answer' });
    expect(elsewhere.requests).toEqual([]);
  });

  it.each(['http://graph.example.test', 'ftp://127.0.0.1', 'https://user@graph.example.test'])('refuses to send the token to %s', async (url) => {
    const { graph, target } = bench(url);
    await expect(graph.sendMessage(target, message)).rejects.toMatchObject({ code: 'bad_input' });
  });

  it('logs ids, codes and durations, never tokens, texts or numbers', async () => {
    const server = await startFakeGraph();
    const { graph, target, logged } = bench(server.url);
    const telling: OutgoingMessage = { ...message, content: { body: 'the words of a customer' }, to: { phone: '447700900123', userId: null } };
    await graph.sendMessage(target, telling);
    server.answer(metaError(100, { error_data: { details: 'the words of a customer to +447700900123' } }));
    await graph.sendMessage(target, telling);
    server.answer({ cut: 'within-answer' });
    await graph.sendMessage(target, telling);
    await server.close();
    await graph.sendMessage(target, telling);
    expect(logged()).toContain('graph.answer');
    expect(logged()).toContain('graph.no_answer');
    for (const forbidden of [secret, 'words of a customer', '447700900123', 'wamid']) expect(logged()).not.toContain(forbidden);
  });

  it('tells the clock difference, another version and the share of the limit', async () => {
    const server = await startFakeGraph();
    const told: unknown[] = [];
    const { graph, target } = bench(server.url, {
      answered: (_id, _at, skewMs) => told.push(['skew', skewMs !== null && Math.abs(skewMs - 3_600_000) < 5_000]),
      versionAnswered: (_id, version) => told.push(['version', version]),
      usage: (_id, percent, regainMs) => told.push(['usage', percent, regainMs]),
    });
    const date = new Date(Date.now() + 3_600_000).toUTCString();
    const usage = JSON.stringify({ 720099887766554: [{ type: 'whatsapp', call_count: 88, total_time: 3, estimated_time_to_regain_access: 0 }] });
    const ok = { messages: [{ id: 'wamid.X' }] };
    server.answer(
      { json: ok, headers: { date, 'facebook-api-version': 'v26.0', 'x-business-use-case-usage': usage } },
      { json: ok, headers: { date, 'facebook-api-version': 'v26.0' } },
      { json: ok, headers: { date, 'facebook-api-version': 'v24.0' } },
    );
    for (let n = 0; n < 3; n += 1) await graph.sendMessage(target, message);
    expect(told).toEqual([
      ['skew', true],
      ['usage', 88, null],
      ['version', 'v26.0'],
      ['skew', true],
      ['skew', true],
      ['version', null],
    ]);
    expect(graph.spacingMs(target.connectionId)).toBeGreaterThan(0);
  });

  it('asks about the number by named fields', async () => {
    const server = await startFakeGraph();
    const { graph, target } = bench(server.url);
    expect(await graph.phoneNumber(target)).toMatchObject({ ok: true, value: { displayPhone: '+1 555-010-0999', verifiedName: 'Example Ltd', status: 'CONNECTED' } });
    expect(server.requests[0]?.path).toMatch(/^\/v24\.0\/590011223344556\?fields=display_phone_number,/u);
  });

  it('marks a message as read', async () => {
    const server = await startFakeGraph();
    const { graph, target } = bench(server.url);
    expect(await graph.markRead(target, 'wamid.IN1' as Wamid)).toEqual({ ok: true, value: true });
    expect(server.requests[0]?.body).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN1' });
  });
});

describe('the family of an answer', () => {
  it.each([
    ['throughput', metaError(130429), { family: 'retry', reason: 'throttled', scope: 'number' }],
    ['pair limit', metaError(131056), { family: 'retry', reason: 'throttled', scope: 'conversation' }],
    ['call limit', metaError(80007), { family: 'wait', waitMs: 60_000, scope: 'number' }],
    ['429 with a hint', { ...metaError(4, {}, 429), headers: { 'retry-after': '120' } }, { family: 'wait', waitMs: 120_000 }],
    ['429 without JSON', { status: 429, text: 'slow down', headers: { 'retry-after': '7' } }, { family: 'wait', waitMs: 7_000, scope: 'number' }],
    ['server trouble', metaError(131016, {}, 500), { family: 'retry', reason: 'trouble', scope: 'message' }],
    ['unknown but transient', metaError(999_999, { is_transient: true }, 500), { family: 'retry', tries: 5 }],
    ['token expired', metaError(190, { error_subcode: 463 }, 401), { family: 'refuse', reason: 'token', subcode: 463 }],
    ['401 without JSON', { status: 401, text: '<html>' }, { family: 'refuse', reason: 'token' }],
    ['payment', metaError(131042), { family: 'refuse', reason: 'account', scope: 'number' }],
    ['permission', metaError(275, {}, 403), { family: 'refuse', reason: 'account' }],
    ['number is gone', metaError(100, { error_subcode: 33 }), { family: 'refuse', reason: 'account' }],
    ['wrong parameter', metaError(100), { family: 'refuse', reason: 'refused', details: 'details of 100', traceId: 'trace1' }],
    ['undeliverable', metaError(131026), { family: 'refuse', reason: 'refused' }],
    ['window closed', metaError(131047), { family: 'refuse', reason: 'window_closed', scope: 'conversation' }],
    ['an error in a 200', { ...metaError(131026), status: 200 }, { family: 'refuse', code: 131026 }],
    ['error_data as text', metaError(100, { error_data: 'plain words' }), { details: 'plain words' }],
    ['code as text', metaError(0, { code: '131056' }), { code: 131056, family: 'retry' }],
    ['2xx without an id', { json: { messaging_product: 'whatsapp' } }, { family: 'refuse', reason: 'no_wamid' }],
    ['2xx that is not JSON', { text: 'OK' }, { family: 'refuse', reason: 'no_wamid' }],
    ['an error that is not JSON', { status: 502, text: '<html>Bad gateway</html>' }, { family: 'refuse', reason: 'unreadable_answer' }],
    ['an error of another shape', { status: 400, json: { error: 'no' } }, { family: 'refuse', reason: 'unreadable_answer' }],
  ] as const)('%s', async (_name, answer, expected) => {
    const server = await startFakeGraph();
    server.answer(answer);
    expect(await failureAfter(server)).toMatchObject(expected);
  });
});

describe('a call without an answer', () => {
  it('surely never left when the connection is refused', async () => {
    const server = await startFakeGraph();
    await server.close();
    expect(await failureAfter(server)).toMatchObject({ family: 'retry', reason: 'offline', tries: null });
  });

  it('surely never left when the port is one that fetch never connects to', async () => {
    const server = await startFakeGraph();
    expect(await failureAfter(server, 'http://127.0.0.1:9')).toMatchObject({ family: 'retry', reason: 'offline' });
  });

  it('surely never left when the name is not found', async () => {
    const server = await startFakeGraph();
    expect(await failureAfter(server, 'https://graph.invalid')).toMatchObject({ family: 'retry', reason: 'offline' });
  });

  it('surely never left when what answers does not speak TLS with a name we trust', async () => {
    // A server that sends a TLS alert to whoever connects.
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
    const { graph, target } = bench(`https://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(failureOf(await graph.sendMessage(target, message))).toMatchObject({ family: 'retry', reason: 'offline' });
  });

  it.each(['before-answer', 'within-answer'] as const)('is unsure when the line is cut %s', async (cut) => {
    const server = await startFakeGraph();
    server.answer({ cut });
    expect(await failureAfter(server)).toMatchObject({ family: 'unsure', reason: 'cut' });
    expect(server.requests).toHaveLength(1);
  });

  it('is unsure when a connection that was used before is cut', async () => {
    const server = await startFakeGraph();
    const { graph, target } = bench(server.url);
    expect((await graph.sendMessage(target, message)).ok).toBe(true);
    server.answer({ cut: 'before-answer' });
    expect(failureOf(await graph.sendMessage(target, message))).toMatchObject({ family: 'unsure' });
    expect(server.requests).toHaveLength(2);
  });

  it('is unsure when no answer comes in time', async () => {
    const server = await startFakeGraph();
    server.answer({ cut: 'silent' });
    const { graph, target, timers } = bench(server.url);
    const sending = graph.sendMessage(target, message);
    await server.seen(1);
    for (const expire of timers) expire();
    expect(failureOf(await sending)).toMatchObject({ family: 'unsure', reason: 'cut' });
  });

  it('is unsure when the caller ends it', async () => {
    const server = await startFakeGraph();
    server.answer({ cut: 'silent' });
    const { graph, target } = bench(server.url);
    const abort = new AbortController();
    const sending = graph.sendMessage(target, message, abort.signal);
    await server.seen(1);
    abort.abort();
    expect(failureOf(await sending)).toMatchObject({ family: 'unsure' });
  });
});

describe('the body of a message', () => {
  async function bodyOf(change: Partial<OutgoingMessage>): Promise<Record<string, unknown>> {
    const server = await startFakeGraph();
    const { graph, target } = bench(server.url);
    await graph.sendMessage(target, { ...message, ...change });
    return server.requests[0]?.body ?? {};
  }

  it('writes the number with a plus and carries our id', async () => {
    expect(await bodyOf({})).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+447700900123',
      type: 'text',
      text: { body: 'Hello' },
      biz_opaque_callback_data: 'wicket.abc.7',
    });
  });

  it('lets the phone go first where both are known, and names the user id where it is all there is', async () => {
    const both = await bodyOf({ to: { phone: '+44 7700 900123', userId: 'GB.1' } });
    expect([both['to'], both['recipient']]).toEqual(['+447700900123', undefined]);
    const alone = await bodyOf({ to: { phone: null, userId: 'GB.1' } });
    expect([alone['to'], alone['recipient']]).toEqual([undefined, 'GB.1']);
  });

  it('quotes, but never with a reaction', async () => {
    const replyTo = 'wamid.IN7' as Wamid;
    expect(await bodyOf({ replyTo })).toMatchObject({ context: { message_id: 'wamid.IN7' }, text: { body: 'Hello' } });
    const reaction = await bodyOf({ replyTo, kind: 'reaction', content: { message_id: 'wamid.IN7', emoji: '👍' } });
    expect([reaction['context'], reaction['reaction']]).toEqual([undefined, { message_id: 'wamid.IN7', emoji: '👍' }]);
  });

  it('counts characters, not code units', async () => {
    const text = (body: string) => ({ ...message, content: { body } });
    expect((await bodyOf(text('😀'.repeat(4096))))['type']).toBe('text');
    const { graph, target } = bench('http://127.0.0.1:9');
    await expect(graph.sendMessage(target, text('😀'.repeat(4097)))).rejects.toMatchObject({ code: 'text_too_long' });
    await expect(graph.sendMessage(target, text(''))).rejects.toMatchObject({ code: 'text_empty' });
    await expect(graph.sendMessage(target, { ...message, to: { phone: '', userId: null } })).rejects.toMatchObject({ code: 'bad_phone_number' });
  });
});
