import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../start.ts';
import { dig, fakeClock, openBench, silentLog } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

async function api(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await fetch(bench.sandbox.controlUrl + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json().catch(() => null) };
}

describe('the control API', () => {
  it('sends as personas and lets callers wait instead of sleeping', async () => {
    expect((await api('POST', 'webhook', { url: bench.mailbox.url })).status).toBe(200);
    const waiting = api('GET', 'wait/webhooks?count=2');
    expect((await api('POST', 'personas/yuki/send', { kind: 'text', text: 'はい' })).status).toBe(200);
    expect((await api('POST', 'personas/yuki/next')).status).toBe(200);
    expect(dig((await waiting).json, 1, 'status')).toBe(200);
    expect((await api('GET', 'wait/idle')).status).toBe(200);
    expect((await api('GET', 'wait/requests?count=1&timeoutMs=20')).json).toMatchObject({ ok: false, code: 'timed_out' });
  });

  it('moves the clock, tells listeners, and sets faults that then happen', async () => {
    const moves: number[] = [];
    const stop = bench.sandbox.onClockMoved((_now, offsetMs) => moves.push(offsetMs));
    await api('POST', 'clock', { advanceMs: 3_600_000 });
    stop();
    await api('POST', 'clock', { advanceMs: 1 });
    expect(moves).toEqual([3_600_000]);
    await api('POST', 'faults/requests', { type: 'error', code: 131016 });
    await api('POST', 'faults/statuses', { type: 'hold' });
    expect(dig((await api('GET', 'state')).json, 'faults')).toEqual({ requests: 1, webhooks: 0, statuses: 1 });
    bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi' });
    expect((await bench.send({ text: { body: 'x' } })).status).toBe(500);
    expect((await api('DELETE', 'faults')).status).toBe(200);
    expect((await bench.send({ text: { body: 'x' } })).status).toBe(200);
    expect((await api('GET', 'requests?subject=send')).json).toMatchObject([{ errorCode: 131016 }, { status: 200, body: { text: { body: 'x' } } }]);
  });

  it('says what is wrong with a request', async () => {
    expect((await api('POST', 'personas/nobody/send', { kind: 'text', text: 'x' })).status).toBe(404);
    expect((await api('POST', 'personas/emma/send', { kind: 'fax' })).json).toMatchObject({ ok: false, code: 'bad_input' });
    expect((await api('POST', 'personas/emma/send', { kind: 'reaction', messageId: 'last', emoji: '👍' })).status).toBe(400);
    expect((await api('POST', 'webhook', { url: 'http://127.0.0.1:1/' })).status).toBe(400);
  });

  it('starts over', async () => {
    bench.sandbox.control.send('emma', { kind: 'text', text: 'x' });
    bench.sandbox.advance(5_000);
    await api('POST', 'settings', { pairLimit: false });
    await api('POST', 'reset');
    expect(dig((await api('GET', 'state')).json, 'offsetMs')).toBe(0);
    expect((await api('GET', 'settings')).json).toMatchObject({ pairLimit: true });
    expect(bench.sandbox.control.personas().every((persona) => persona.lastInboundAt === null)).toBe(true);
    await bench.sandbox.control.idle();
  });

  it('is closed to other sites and to whoever lacks the key', async () => {
    const wrongKey = bench.sandbox.controlUrl.replace(/_sandbox\/[0-9a-f]+/u, `_sandbox/${'0'.repeat(32)}`);
    expect((await fetch(`${wrongKey}state`)).status).toBe(403);
    expect((await api('GET', 'state', undefined, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await api('POST', 'reset', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await api('GET', 'state', undefined, { origin: bench.sandbox.baseUrl, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('the panel', () => {
  it('comes with a strict policy, and without inline code', async () => {
    const answer = await fetch(bench.sandbox.panelUrl);
    const page = await answer.text();
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page).not.toMatch(/\son\w+=|<script>|style="/u);
    for (const file of ['panel.js', 'panel.css']) expect((await fetch(bench.sandbox.panelUrl + file)).status).toBe(200);
  });
});

describe('the state file', () => {
  it('carries windows, messages and the clock over a restart, and no secrets', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wicket-sandbox-'));
    const stateFile = join(folder, 'sandbox.json');
    const options = { log: silentLog, clock: fakeClock(), quiet: true, stateFile };
    const first = await startSandbox(options);
    const { wamid } = first.control.send('emma', { kind: 'text', text: 'Hello' });
    first.advance(1_000);
    await first.close();
    expect(statSync(stateFile).mode & 0o077).toBe(0);
    const { appSecret, accessToken, verifyToken } = first.credentials;
    for (const secret of [appSecret, accessToken, verifyToken]) expect(readFileSync(stateFile, 'utf8')).not.toContain(secret);
    const second = await startSandbox({ ...options, secrets: { appSecret, accessToken, verifyToken } });
    expect(second.credentials).toEqual(first.credentials);
    expect(second.now()).toBe(options.clock.now() + 1_000);
    const answer = await fetch(`${second.baseUrl}/v24.0/${second.credentials.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${second.credentials.accessToken}` },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '+447700900155', context: { message_id: wamid }, text: { body: 'Hi' } }),
    });
    expect(answer.status).toBe(200);
    await second.close();
    rmSync(folder, { recursive: true });
  });

  it('is not needed: without it two sandboxes share nothing', async () => {
    const one = await startSandbox({ log: silentLog, clock: fakeClock(), quiet: true });
    const other = await startSandbox({ log: silentLog, clock: fakeClock(), quiet: true });
    expect(one.credentials.appSecret).not.toBe(other.credentials.appSecret);
    await expect(startSandbox({ log: silentLog, clock: fakeClock(), port: Number(new URL(one.baseUrl).port) })).rejects.toMatchObject({ code: 'port_in_use' });
    await one.close();
    await other.close();
    await other.close();
  });
});
