import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MethodInput, MethodOutput } from '../src-preload/contract/methods.ts';
import type { MethodName } from '../src-preload/contract/names.ts';
import type { OutgoingContent } from '../src-preload/contract/content.ts';
import type { MessageView } from '../src-preload/contract/views.ts';
import { compose, type Wicket } from './compose.ts';
import type { SendRequest, SendWhat } from './core/operator.ts';
import type { Clock, Log, Ports } from './ports.ts';
import { type Sandbox, startSandbox } from './sandbox/index.ts';

/** The real core against the sandbox, whose rules refuse what Meta would refuse. */
const folder = mkdtempSync(join(tmpdir(), 'wicket-sending-'));
const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
const ignore = (): void => undefined;
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
const ports: Ports = {
  clock,
  log,
  keyWrap: { kind: 'key-file', wrap: async (key) => key, unwrap: async (key) => key },
  notifier: { show: ignore },
  fetch: (url, init) => fetch(url, init),
  paths: { data: folder },
};

let sandbox: Sandbox;
let wicket: Wicket;
let conversationId: MethodInput<'messages.send'>['conversationId'];
let personaNumber: string;
let keys = 0;

async function call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
  const answer = await wicket.call(name, input);
  if (!answer.ok) throw Object.assign(new Error(answer.error.message), answer.error);
  return answer.value as MethodOutput<N>;
}

/** Resolves with what `look` finds once it finds something; looks again at every change. */
function eventually<T>(look: () => Promise<T | null>): Promise<T> {
  return new Promise((resolve, reject) => {
    const again = async (): Promise<void> => {
      const found = await look();
      if (found === null) return;
      undo();
      resolve(found);
    };
    const undo = wicket.onEvent(({ name }) => {
      if (name === 'changes') again().catch(reject);
    });
    again().catch(reject);
  });
}

async function outcome(id: MessageView['id']): Promise<MessageView> {
  return await eventually(async () => {
    const { messages } = await call('messages.byIds', { ids: [id] });
    const [message] = messages;
    return message === undefined || ['queued', 'sending', 'accepted', 'sent'].includes(message.state ?? '') ? null : message;
  });
}

async function send(content: OutgoingContent): Promise<MessageView> {
  keys += 1;
  const { message } = await call('messages.send', { conversationId, content, replyTo: null, clientKey: `sandbox-${keys}` });
  return await outcome(message.id);
}

async function handOver(name: string, bytes: Uint8Array<ArrayBuffer>) {
  return await wicket.files.take((async function* () { yield bytes; })(), { name, mime: null });
}

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const pdf = Buffer.from('%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, log, clock, quiet: true, speed: 50 });
  wicket = await compose({ ports, shell: 'headless', version: '0', sandbox: false, mode: 'serve', webhookPort: 0 });
  const { phone, phoneNumberId, wabaId, appId, accessToken, appSecret, verifyToken } = sandbox.credentials;
  await call('connections.save', {
    id: null, name: 'Casa Lumen', phone, phoneNumberId, wabaId, appId, graphUrl: sandbox.baseUrl, graphVersion: 'v24.0', readReceipts: 'never',
    typingIndicator: true, accessToken, appSecret, verifyToken,
  });
  if (!(await sandbox.setWebhook(wicket.webhookUrl ?? ''))) throw new Error('The handshake did not pass.');
  const persona = sandbox.control.personas().find(({ waId }) => waId !== null);
  if (persona?.waId == null) throw new Error('The sandbox has nobody with a phone number.');
  personaNumber = persona.waId;
  sandbox.control.send(persona.id, { kind: 'text', text: 'Hello' });
  conversationId = await eventually(async () => {
    const { rows } = await call('conversations.page', { connectionId: null, view: 'all', query: '', after: null, limit: 10 });
    return rows[0]?.id ?? null;
  });
}, 30_000);

afterAll(async () => {
  await wicket?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

describe("every request fits the sandbox's rules", { timeout: 30_000 }, () => {
  const words = { body: 'Is Tuesday fine?', header: 'Delivery', footer: 'Casa Lumen' };
  const card = {
    name: 'Nora Vale', phones: [{ phone: '+447700900456', waId: '447700900456', type: 'CELL' }], emails: [{ email: 'nora@example.test', type: 'WORK' }],
    urls: [{ url: 'https://example.test', type: null }], addresses: [{ text: '1 Test Row', type: 'HOME' }], organisation: 'Example', birthday: '1990-04-01',
  };
  it.each<[string, OutgoingContent]>([
    ['text', { type: 'text', body: 'See https://example.test' }],
    ['location', { type: 'location', latitude: 51.5, longitude: -0.07, name: 'Shop', address: '1 Test Row' }],
    ['contacts', { type: 'contacts', cards: [card] }],
    ['buttons', { type: 'buttons', ...words, buttons: [{ id: 'y', title: 'Yes' }, { id: 'n', title: 'No' }] }],
    ['list', { type: 'list', ...words, button: 'See', sections: [{ title: 'A', rows: [{ id: '1', title: 'One', description: 'x' }] }, { title: 'B', rows: [{ id: '2', title: 'Two', description: null }] }] }],
    ['link', { type: 'link', ...words, title: 'Open', url: 'https://example.test/o' }],
    ['location_request', { type: 'location_request', body: 'Where are you?' }],
  ])('%s', async (_name, content) => {
    expect(await send(content)).toMatchObject({ state: expect.stringMatching(/delivered|read/), failure: null });
  });

  it.each([
    ['image', 'lamp.png', png],
    ['document', 'Rechnung Größe.pdf', pdf],
  ] as const)('%s, uploaded once for two messages', async (type, name, bytes) => {
    for (const caption of ['one', 'two']) {
      const { fileId, kinds } = await handOver(name, new Uint8Array(bytes));
      expect(kinds[0]).toBe(type);
      const message = await send({ type, fileId, caption });
      expect(message).toMatchObject({ state: expect.stringMatching(/delivered|read/), text: caption, content: { type, media: { state: 'stored' } } });
    }
  });

  it('reactions, and taking them back', async () => {
    const { messages } = await call('messages.page', { conversationId, limit: 50 });
    const inbound = messages.find(({ direction }) => direction === 'in');
    if (inbound === undefined) throw new Error('Nobody wrote.');
    expect((await call('messages.react', { id: inbound.id, emoji: '👍', clientKey: 'react-1-key' })).message.reactions).toMatchObject([{ emoji: '👍', from: 'out' }]);
    expect((await call('messages.react', { id: inbound.id, emoji: '', clientKey: 'react-2-key' })).message.reactions).toEqual([]);
  });

  it('a reaction that WhatsApp takes and cannot bring is taken off again', async () => {
    const { messages } = await call('messages.page', { conversationId, limit: 50 });
    const inbound = messages.find(({ direction }) => direction === 'in');
    if (inbound === undefined) throw new Error('Nobody wrote.');
    sandbox.control.failStatuses({ type: 'fail', code: 131026, times: 1 });
    await call('messages.react', { id: inbound.id, emoji: '🎉', clientKey: 'react-3-key' });
    const { reactions } = await eventually(async () => {
      const [message] = (await call('messages.byIds', { ids: [inbound.id] })).messages;
      return message === undefined || message.reactions.length > 0 ? null : message;
    });
    expect(reactions).toEqual([]);
    expect((await call('messages.details', { id: inbound.id })).attempts).toMatchObject([{ outcome: 'reaction_refused' }]);
  });

  it('typing and blocking', async () => {
    await call('conversations.typing', { id: conversationId });
    await call('contacts.block', { conversationId });
    expect((await call('conversations.get', { id: conversationId })).conversation).toMatchObject({ blockedByUs: true, blockedBy: 'contact_blocked' });
    await call('contacts.unblock', { conversationId });
    expect((await call('conversations.get', { id: conversationId })).conversation).toMatchObject({ blockedByUs: false, blockedBy: null });
  });

  it('and what the command line asks for', async () => {
    const path = join(folder, 'lamp.png');
    writeFileSync(path, png);
    const operate = (what: SendWhat) => wicket.operate({ do: 'send', request: { to: `+${personaNumber}`, what, replyTo: null, wait: 'accepted', timeoutMs: 20_000 } satisfies SendRequest });
    const accepted = { state: expect.stringMatching(/accepted|sent|delivered|read/) };
    expect(await operate({ type: 'file', path, caption: 'Lamp', voice: false })).toMatchObject(accepted);
    expect(await operate({ type: 'location', latitude: 1, longitude: 2, name: null })).toMatchObject(accepted);
    const sent = (await operate({ type: 'buttons', body: 'Fine?', titles: ['Yes', 'No'] })) as { readonly wamid: string };
    expect(await operate({ type: 'reaction', emoji: '🎉', on: sent.wamid })).toMatchObject({ state: 'accepted', wamid: sent.wamid });
    await expect(operate({ type: 'file', path, caption: null, voice: true })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(operate({ type: 'file', path: join(folder, 'nowhere.png'), caption: null, voice: false })).rejects.toMatchObject({ code: 'file_missing' });
    await expect(operate({ type: 'file', path: 'relative.png', caption: null, voice: false })).rejects.toMatchObject({ code: 'file_missing' });
  });

  it('and nothing of it was refused', () => {
    const refused = sandbox.control.requests().filter(({ status }) => (status ?? 0) >= 400);
    expect(refused).toEqual([]);
    expect(sandbox.control.requests({ subject: 'media' }).filter(({ method }) => method === 'POST')).toHaveLength(2);
  });
});
