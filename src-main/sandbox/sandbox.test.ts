import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../wire/signature.ts';
import { dig, openBench } from './testing/bench.ts';
import type { Bench } from './testing/bench.ts';

const text = { type: 'text', text: { body: 'Bom dia! Reservei uma nova para você. 💡' } };

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

/** Lets statuses fall due and waits until the mailbox has them. */
async function settle(): Promise<void> {
  for (let step = 0; step < 12; step += 1) bench.clock.pass(500);
  await bench.sandbox.control.idle();
}

describe('webhooks', () => {
  it('are refused an address that does not pass the handshake', async () => {
    expect(await bench.sandbox.setWebhook(`${bench.mailbox.url}`)).toBe(true);
    const stranger = await openBench();
    expect(await stranger.sandbox.setWebhook('http://127.0.0.1:1/nobody')).toBe(false);
    const other = await openBench({ seed: 8 });
    expect(await other.sandbox.setWebhook(bench.mailbox.url)).toBe(false);
    await stranger.close();
    await other.close();
  });

  it('are signed over the bytes as sent, escaped as Meta escapes', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('khaled', { kind: 'text', text: 'https://casa.example/é خالد 💡' });
    await bench.sandbox.control.waitForWebhooks(1);
    const [delivery] = bench.mailbox.deliveries;
    expect(verify(delivery!.raw, delivery!.signature, [bench.sandbox.credentials.appSecret])).toBe(true);
    const wire = delivery!.raw.toString('latin1');
    expect(wire).toContain('https:\\/\\/casa.example\\/\\u00e9 \\u062e');
    expect(wire).toContain('\\ud83d\\udca1');
    expect(delivery!.raw.every((byte) => byte < 0x80)).toBe(true);
    expect(bench.mailbox.messages()[0]).toMatchObject({ from: '201000000152', type: 'text', text: { body: 'https://casa.example/é خالد 💡' } });
  });

  it('wait for an address, and are tried again until a 200 comes', async () => {
    bench.sandbox.control.send('emma', { kind: 'text', text: 'one' });
    bench.mailbox.answers.push(500, 503);
    await bench.sandbox.setWebhook(bench.mailbox.url);
    await until(() => bench.sandbox.control.webhooks().length === 1);
    bench.clock.pass(1_000);
    await until(() => bench.sandbox.control.webhooks().length === 2);
    bench.clock.pass(5_000);
    await bench.sandbox.control.waitForWebhooks(1);
    expect(bench.sandbox.control.webhooks().map((entry) => entry.status)).toEqual([500, 503, 200]);
  });

  it('are tried again at once when the clock is moved', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.mailbox.answers.push(500);
    bench.sandbox.control.send('emma', { kind: 'text', text: 'one' });
    await until(() => bench.sandbox.control.webhooks().length === 1);
    bench.sandbox.advance(60_000);
    await bench.sandbox.control.waitForWebhooks(1);
    expect(bench.mailbox.deliveries[1]?.raw.equals(bench.mailbox.deliveries[0]?.raw ?? Buffer.alloc(0))).toBe(true);
  });

  it('go out late when told so, while others pass', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.failWebhooks({ type: 'delay', ms: 5_000 });
    const late = bench.sandbox.control.send('emma', { kind: 'text', text: 'late' });
    const early = bench.sandbox.control.send('emma', { kind: 'text', text: 'early' });
    await bench.sandbox.control.waitForWebhooks(1);
    bench.clock.pass(5_000);
    await bench.sandbox.control.idle();
    expect(bench.mailbox.messages().map((message) => message['id'])).toEqual([early.wamid, late.wamid]);
  });

  it('can be duplicated, dropped, forged, batched and turned round', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const { control, credentials } = bench.sandbox;
    control.failWebhooks({ type: 'duplicate' });
    const twice = control.send('emma', { kind: 'text', text: 'twice' });
    await control.waitForWebhooks(2);
    expect(bench.mailbox.messages().map((message) => message['id'])).toEqual([twice.wamid, twice.wamid]);

    control.failWebhooks({ type: 'drop' });
    control.send('emma', { kind: 'text', text: 'lost' });
    await control.idle();
    expect(bench.mailbox.deliveries).toHaveLength(2);

    control.failWebhooks({ type: 'wrong-signature' });
    control.send('emma', { kind: 'text', text: 'forged' });
    await control.idle();
    const forged = bench.mailbox.deliveries[2]!;
    expect(verify(forged.raw, forged.signature, [credentials.appSecret])).toBe(false);

    control.failWebhooks({ type: 'batch', times: 3 });
    for (const word of ['a', 'b', 'c']) control.send('diego', { kind: 'text', text: word });
    await control.idle();
    expect(bench.mailbox.deliveries[3]!.body.entry.flatMap((entry) => entry.changes)).toHaveLength(3);

    control.failWebhooks({ type: 'reorder', times: 2 });
    const early = control.send('diego', { kind: 'text', text: 'early' });
    const late = control.send('diego', { kind: 'text', text: 'late' });
    await control.idle();
    expect(bench.mailbox.messages().slice(-2).map((message) => message['id'])).toEqual([late.wamid, early.wamid]);
  });
});

describe('a send', () => {
  it('is answered with a wamid and told about as sent, delivered and read', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi!' });
    const sent = await bench.send({ ...text, biz_opaque_callback_data: 'row-1' });
    expect(sent.status).toBe(200);
    expect(sent.json['contacts']).toEqual([{ input: '+5519900000132', wa_id: '551900000132' }]);
    const wamid = dig(sent.json, 'messages', 0, 'id');
    expect(wamid).toMatch(/^wamid\./u);
    await settle();
    const told = bench.mailbox.statuses();
    expect(told.map((status) => status['status'])).toEqual(['sent', 'delivered', 'read']);
    expect(told.every((status) => status['id'] === wamid && status['biz_opaque_callback_data'] === 'row-1')).toBe(true);
    expect(told[0]).toMatchObject({ recipient_id: '551900000132', pricing: { pricing_model: 'PMP', type: 'free_customer_service' } });
    expect(bench.mailbox.deliveries.at(-1)!.body.entry[0]!.changes[0]!.value['contacts']).toMatchObject([{ user_id: 'BR.13824907715507741', profile: { username: 'mariduarte' } }]);
  });

  it('reaches a persona without a phone number by the business-scoped id', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('alex', { kind: 'text', text: 'hey' });
    const sent = await bench.send({ to: undefined, recipient: 'US.99120034455600190', ...text });
    expect(sent.json['contacts']).toEqual([{ input: 'US.99120034455600190', user_id: 'US.99120034455600190' }]);
    await settle();
    expect(bench.mailbox.messages()[0]).not.toHaveProperty('from');
    expect(bench.mailbox.statuses()[0]).not.toHaveProperty('recipient_id');
  });

  it('is refused with 131047 once the clock has moved past the window, and a template still goes out', async () => {
    bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi!' });
    expect((await bench.send(text)).status).toBe(200);
    bench.sandbox.advance(24 * 60 * 60 * 1000);
    const refused = await bench.send(text);
    expect(refused.status).toBe(400);
    expect(refused.json['error']).toMatchObject({ code: 131047, fbtrace_id: expect.any(String), error_data: { messaging_product: 'whatsapp' } });
    expect((await bench.send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })).status).toBe(200);
  });

  it('into a closed window fails by status where Meta would do so', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.change({ windowRefusal: 'status' });
    expect((await bench.send(text)).status).toBe(200);
    await settle();
    expect(bench.mailbox.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }]);
    expect(bench.mailbox.statuses()[0]).not.toHaveProperty('recipient_user_id');
  });

  it('is held to the pair limit and paid back by waiting', async () => {
    bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi!' });
    bench.sandbox.control.change({ throughput: 1000 });
    for (let count = 0; count < 45; count += 1) expect((await bench.send(text)).status).toBe(200);
    expect(errorCode(await bench.send(text))).toBe(131056);
    bench.clock.pass(6_000);
    expect((await bench.send(text)).status).toBe(200);
  });

  it('is held to the throughput of the number', async () => {
    bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi!' });
    bench.sandbox.control.change({ throughput: 2 });
    await bench.send(text);
    await bench.send(text);
    expect(errorCode(await bench.send(text))).toBe(130429);
    bench.clock.pass(1_000);
    expect((await bench.send(text)).status).toBe(200);
  });

  it('to a blocked persona, to oneself and to a stranger has its own answer', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    bench.sandbox.control.send('emma', { kind: 'text', text: 'Hi' });
    const { phoneNumberId, phone } = bench.sandbox.credentials;
    const block = await bench.graph('POST', `${phoneNumberId}/block_users`, { messaging_product: 'whatsapp', block_users: [{ user: '+447700900155' }] });
    expect(dig(block.json, 'block_users', 'added_users')).toHaveLength(1);
    expect(errorCode(await bench.send({ ...text, to: '+447700900155' }))).toBe(130403);
    expect(errorCode(await bench.send({ ...text, to: phone }))).toBe(131021);
    expect((await bench.send({ to: '+15550100777', type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })).status).toBe(200);
    await settle();
    expect(bench.mailbox.statuses()).toMatchObject([{ status: 'failed', errors: [{ code: 131026 }] }]);
  });
});

describe('faults', () => {
  beforeEach(() => void bench.sandbox.control.send('mariana', { kind: 'text', text: 'Oi!' }));

  it('answer with a code, a subcode, an own status and a waiting time', async () => {
    bench.sandbox.control.failRequests({ type: 'error', code: 190, subcode: 463 });
    const expired = await bench.send(text);
    expect([expired.status, errorCode(expired), dig(expired.json, 'error', 'error_subcode')]).toEqual([401, 190, 463]);
    bench.sandbox.control.failRequests({ type: 'error', code: 80007, status: 429, retryAfterSeconds: 30 });
    const { phoneNumberId } = bench.sandbox.credentials;
    const busy = await bench.graph('POST', `${phoneNumberId}/messages`, { messaging_product: 'whatsapp', to: '+5519900000132', ...text });
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await bench.send(text)).status).toBe(200);
  });

  it('hit only what they were meant for', async () => {
    bench.sandbox.control.failRequests({ type: 'error', code: 131000, on: 'receipt' });
    expect((await bench.send(text)).status).toBe(200);
    const { wamid } = bench.sandbox.control.send('mariana', { kind: 'text', text: 'E aí?' });
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
    const path = `${bench.sandbox.credentials.phoneNumberId}/messages`;
    expect((await bench.graph('POST', path, receipt)).status).toBe(500);
    expect((await bench.graph('POST', path, receipt)).json).toEqual({ success: true });
  });

  it('cut the line with and without the message having gone out', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    for (const type of ['cut-before-body', 'cut-after-refused', 'cut-after-accepted'] as const) {
      bench.sandbox.control.failRequests({ type });
      await expect(bench.send({ ...text, biz_opaque_callback_data: type })).rejects.toThrow();
    }
    await settle();
    expect(new Set(bench.mailbox.statuses().map((status) => status['biz_opaque_callback_data']))).toEqual(new Set(['cut-after-accepted']));
    expect(bench.sandbox.control.requests({ subject: 'send' }).map((entry) => [entry.status, entry.wamid === null])).toEqual([
      [null, true],
      [null, true],
      [null, false],
    ]);
  });

  it('answer with a page instead of JSON', async () => {
    bench.sandbox.control.failRequests({ type: 'status', status: 502 });
    await expect(bench.send(text)).rejects.toThrow(SyntaxError);
    expect(bench.sandbox.control.requests().at(-1)).toMatchObject({ status: 502, fault: 'status' });
  });

  it('answer late, and not at all', async () => {
    bench.sandbox.control.failRequests({ type: 'delay', ms: 5_000 });
    const late = bench.send(text);
    await until(() => bench.clock.planned() === 1);
    expect(bench.sandbox.control.requests()).toEqual([]);
    bench.clock.pass(5_000);
    expect((await late).status).toBe(200);
    bench.sandbox.control.failRequests({ type: 'no-answer' });
    const giveUp = new AbortController();
    const never = fetch(`${bench.sandbox.baseUrl}/v24.0/${bench.sandbox.credentials.phoneNumberId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${bench.sandbox.credentials.accessToken}` },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: '+5519900000132', ...text }),
      signal: giveUp.signal,
    });
    await bench.sandbox.control.waitForRequests(2);
    giveUp.abort();
    await expect(never).rejects.toThrow();
  });

  it('shape the statuses: failed, held, without delivered, never read', async () => {
    await bench.sandbox.setWebhook(bench.mailbox.url);
    const { control } = bench.sandbox;
    control.failStatuses({ type: 'fail', code: 131026 });
    await bench.send(text);
    await settle();
    control.failStatuses({ type: 'skip-delivered' });
    await bench.send(text);
    await settle();
    control.failStatuses({ type: 'never-read' });
    await bench.send(text);
    await settle();
    control.failStatuses({ type: 'hold' });
    await bench.send(text);
    await settle();
    expect(bench.mailbox.statuses().map((status) => status['status'])).toEqual(['failed', 'sent', 'read', 'sent', 'delivered']);
    control.releaseStatuses();
    await settle();
    expect(bench.mailbox.statuses().slice(5).map((status) => status['status'])).toEqual(['sent', 'delivered', 'read']);
  });
});

/** Looks again with every turn of the event loop. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) await new Promise((resolve) => setImmediate(resolve));
}

function errorCode(answer: { readonly json: unknown }): unknown {
  return dig(answer.json, 'error', 'code');
}
