import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dig, openBench } from '../testing/bench.ts';
import type { Bench } from '../testing/bench.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const raw = (path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> => fetch(bench.sandbox.baseUrl + path, { headers });

describe('access', () => {
  it('needs the token, in the shapes Meta answers with', async () => {
    const none = await raw('/v24.0/me');
    expect([none.status, dig(await none.json(), 'error', 'code')]).toEqual([400, 2500]);
    const wrong = await raw('/v24.0/me', { authorization: 'Bearer EAAnope' });
    expect([wrong.status, dig(await wrong.json(), 'error', 'code')]).toEqual([401, 190]);
    expect((await bench.graph('GET', 'me')).json).toHaveProperty('id');
  });

  it('to an object that is not there is answered 100/33', async () => {
    const wrong = await bench.graph('POST', '111/messages', { messaging_product: 'whatsapp', to: '+447700900155', text: { body: 'x' } });
    expect(wrong.json['error']).toMatchObject({ code: 100, error_subcode: 33, type: 'GraphMethodException' });
  });

  it('tells which version answered, and knows none beyond v26', async () => {
    const auth = { authorization: `Bearer ${bench.sandbox.credentials.accessToken}` };
    expect((await raw('/v25.0/me', auth)).headers.get('facebook-api-version')).toBe('v25.0');
    expect((await raw('/v19.0/me', auth)).headers.get('facebook-api-version')).toBe('v21.0');
    expect((await raw('/me', auth)).headers.get('facebook-api-version')).toBe('v24.0');
    const future = await raw('/v27.0/me');
    expect(dig(await future.json(), 'error', 'message')).toMatch(/Unknown path components/u);
  });

  it('carries the sandbox time and the usage headers', async () => {
    bench.sandbox.advance(3 * 60 * 60 * 1000);
    const answer = await bench.graph('GET', 'me');
    expect(Date.parse(answer.headers.get('date') ?? '')).toBe(Math.floor(bench.sandbox.now() / 1000) * 1000);
    expect(JSON.parse(answer.headers.get('x-business-use-case-usage') ?? '')).toHaveProperty(bench.sandbox.credentials.wabaId);
  });

  it('under another host name gets nothing', async () => {
    const port = new URL(bench.sandbox.baseUrl).port;
    const { request } = await import('node:http');
    const status = await new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', path: '/v24.0/me', headers: { host: `rebound.example:${port}` } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      })
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
  });
});

describe('media', () => {
  const upload = (bytes: Uint8Array<ArrayBuffer>, type: string): Promise<{ readonly status: number; readonly json: unknown }> => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', type);
    form.set('file', new Blob([bytes], { type }), 'lamp "two".png');
    return bench.graph('POST', `${bench.sandbox.credentials.phoneNumberId}/media`, form);
  };

  it('goes up, is looked up, comes down byte for byte and is deleted', async () => {
    const bytes = new Uint8Array([0, 13, 10, 45, 45, 255, 13, 10, 13, 10, 7]);
    const { json } = await upload(bytes, 'image/png');
    const id = String(dig(json, 'id'));
    const { json: told } = await bench.graph('GET', `${id}?phone_number_id=${bench.sandbox.credentials.phoneNumberId}`);
    expect(told).toMatchObject({ mime_type: 'image/png', file_size: String(bytes.length), sha256: createHash('sha256').update(bytes).digest('hex') });
    const url = String(dig(told, 'url'));
    expect((await fetch(url)).status).toBe(401);
    const headers = { authorization: `Bearer ${bench.sandbox.credentials.accessToken}` };
    expect(new Uint8Array(await (await fetch(url, { headers })).arrayBuffer())).toEqual(bytes);
    bench.sandbox.advance(5 * 60 * 1000 + 1000);
    expect((await fetch(url, { headers })).status).toBe(404);
    expect((await bench.graph('DELETE', id)).json).toEqual({ success: true });
    expect((await bench.graph('GET', id)).json['error']).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('of a kind Meta does not take is refused', async () => {
    expect(dig((await upload(new Uint8Array(3), 'image/gif')).json, 'error', 'code')).toBe(100);
  });

  it('of personas can be fetched until a week is over', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('emma', { kind: 'image', caption: 'x' });
    await bench.sandbox.control.waitForWebhooks(1);
    const id = String(dig(bench.mailbox.messages()[0], 'image', 'id'));
    expect((await bench.graph('GET', id)).status).toBe(200);
    bench.sandbox.advance(7 * 24 * 60 * 60 * 1000 + 1000);
    expect((await bench.graph('GET', id)).status).toBe(400);
  });
});

describe('account', () => {
  it('gives the fields that are asked for, and refuses those that do not exist', async () => {
    const { phoneNumberId, wabaId } = bench.sandbox.credentials;
    expect((await bench.graph('GET', `${phoneNumberId}?fields=verified_name,whatsapp_business_manager_messaging_limit`)).json).toEqual({
      id: phoneNumberId,
      verified_name: 'Casa Lumen',
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    });
    expect((await bench.graph('GET', `${phoneNumberId}?fields=shoe_size`)).status).toBe(400);
    expect(dig((await bench.graph('GET', `${wabaId}/phone_numbers`)).json, 'data', 0, 'id')).toBe(phoneNumberId);
  });

  it('pages its templates to the end and refuses a stale cursor', async () => {
    const { wabaId, accessToken } = bench.sandbox.credentials;
    const names: unknown[] = [];
    let answer = (await bench.graph('GET', `${wabaId}/message_templates?limit=3&fields=name`)).json;
    for (let pages = 0; pages < 10; pages += 1) {
      names.push(...(answer['data'] as readonly unknown[]));
      const next = dig(answer, 'paging', 'next');
      if (typeof next !== 'string') break;
      expect(next).not.toContain(accessToken);
      answer = (await (await fetch(next, { headers: { authorization: `Bearer ${accessToken}` } })).json()) as typeof answer;
    }
    expect(names).toHaveLength(8);
    expect(dig((await bench.graph('GET', `${wabaId}/message_templates?after=zzz`)).json, 'error', 'code')).toBe(131059);
  });

  it('sends nothing while the app is detached', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const path = `${bench.sandbox.credentials.wabaId}/subscribed_apps`;
    await bench.graph('DELETE', path);
    expect((await bench.graph('GET', path)).json).toEqual({ data: [] });
    bench.sandbox.control.send('emma', { kind: 'text', text: 'lost' });
    await bench.graph('POST', path);
    bench.sandbox.control.send('emma', { kind: 'text', text: 'heard' });
    await bench.sandbox.control.idle();
    expect(bench.mailbox.messages()).toMatchObject([{ text: { body: 'heard' } }]);
  });

  it('takes another address when that passes the handshake', async () => {
    const path = `${bench.sandbox.credentials.wabaId}/subscribed_apps`;
    const good = { override_callback_uri: bench.mailbox.url, verify_token: bench.sandbox.credentials.verifyToken };
    expect((await bench.graph('POST', path, { ...good, verify_token: 'wrong' })).status).toBe(400);
    expect((await bench.graph('POST', path, good)).json).toEqual({ success: true });
    bench.sandbox.control.send('emma', { kind: 'text', text: 'heard' });
    await bench.sandbox.control.waitForWebhooks(1);
  });

  it('knows its token', async () => {
    const { accessToken, appId } = bench.sandbox.credentials;
    expect((await bench.graph('GET', `debug_token?input_token=${accessToken}`)).json).toMatchObject({ data: { is_valid: true, app_id: appId } });
    expect((await bench.graph('GET', 'debug_token?input_token=x')).json).toMatchObject({ data: { is_valid: false } });
  });
});
