import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MethodInput, MethodOutput } from '../../../src-preload/contract/methods.ts';
import type { ConversationId, MessageId, Wamid } from '../../domain/ids.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { SeedMessage, TestFolder } from '../read-side.test-support.ts';
import { createRpc } from '../rpc.ts';
import type { Handlers } from '../rpc.ts';
import { createMessageHandlers } from './handlers.ts';

let folder: TestFolder;
let conversationId: ConversationId;
beforeEach(async () => {
  folder = await openTestFolder();
  conversationId = folder.conversation(folder.connection(), folder.contact({ profileName: 'Mariana Lima', waId: '5541988887777' }));
});
afterEach(async () => {
  await folder.close();
});

type Reads = 'messages.page' | 'messages.around' | 'messages.byIds' | 'messages.details';
async function call<N extends Reads>(name: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
  const handlers = createMessageHandlers({ storage: folder.storage, currentSeq: () => 3 });
  const answer = await createRpc(handlers as Handlers, folder.log).call(name, input);
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value as MethodOutput<N>;
}

const wamid = (n: number) => `wamid.${String(n).padStart(4, '0')}` as Wamid;
const noon = Date.UTC(2026, 10, 20, 12);

/** Walks the whole thread by pages and gives the ids in the order met, oldest first. */
async function walkBack(limit: number): Promise<number[]> {
  let ids: number[] = [];
  let page = await call('messages.page', { conversationId, limit });
  for (;;) {
    ids = [...page.messages.map(({ id }) => id), ...ids];
    const oldest = page.messages[0];
    if (!page.hasMore || oldest === undefined) return ids;
    page = await call('messages.page', { conversationId, before: oldest.id, limit });
  }
}

async function walkOn(from: MessageId, limit: number): Promise<number[]> {
  const ids: number[] = [];
  let after = from;
  for (;;) {
    const page = await call('messages.page', { conversationId, after, limit });
    ids.push(...page.messages.map(({ id }) => id));
    const newest = page.messages.at(-1);
    if (!page.hasMore || newest === undefined) return ids;
    after = newest.id;
  }
}

describe('a thread', () => {
  /** Few times, so that most neighbours are ordered by wamid; some of ours have none yet. */
  const scattered: SeedMessage[] = Array.from({ length: 60 }, (_, i) => ({
    at: noon + (i % 4) * 1000,
    ...(i % 5 === 0 ? { direction: 1 as const, state: 'queued' as const } : { wamid: wamid((i * 37) % 61) }),
  }));

  function expected(ids: readonly MessageId[]): number[] {
    return ids
      .map((id, i) => ({ id, at: scattered[i]?.at ?? 0, wamid: scattered[i]?.wamid ?? '' }))
      .sort((a, b) => a.at - b.at || (a.wamid < b.wamid ? -1 : a.wamid > b.wamid ? 1 : 0) || a.id - b.id)
      .map(({ id }) => id);
  }

  it.each([1, 3, 7, 59, 60, 200])('is read back page by page without gap or repetition (%i a page)', async (limit) => {
    const ids = folder.messages(conversationId, scattered);
    expect(await walkBack(limit)).toEqual(expected(ids));
  });

  it.each([1, 3, 7, 200])('is read on from any place (%i a page)', async (limit) => {
    const order = expected(folder.messages(conversationId, scattered));
    for (const start of [0, 1, 14, 15, 16, 58, 59]) {
      expect(await walkOn(order[start] as MessageId, limit)).toEqual(order.slice(start + 1));
    }
  });

  it('opens around any message, which is on the slice', async () => {
    const order = expected(folder.messages(conversationId, scattered));
    for (const at of [0, 1, 5, 30, 57, 58, 59]) {
      const slice = await call('messages.around', { conversationId, messageId: order[at] as MessageId, limit: 9 });
      const ids = slice.messages.map(({ id }) => id as number);
      const first = order.indexOf(ids[0] ?? -1);
      expect(ids).toHaveLength(9);
      expect(ids).toEqual(order.slice(first, first + 9));
      expect(ids).toContain(order[at]);
      expect(slice.hasOlder).toBe(first > 0);
      expect(slice.hasNewer).toBe(first + 9 < order.length);
    }
  });

  it('does not know messages of other conversations', async () => {
    const other = folder.conversation(folder.connection({ phoneNumberId: '2' }), folder.contact());
    const [foreign] = folder.messages(other, [{ at: noon }]);
    await expect(call('messages.page', { conversationId, before: foreign as MessageId, limit: 5 })).rejects.toThrow('not_found');
    await expect(call('messages.around', { conversationId, messageId: foreign as MessageId, limit: 5 })).rejects.toThrow('not_found');
    await expect(call('messages.page', { conversationId, before: 1, after: 1, limit: 5 })).rejects.toThrow('bad_input');
  });
});

describe('a message', () => {
  async function view(message: SeedMessage) {
    const [id] = folder.messages(conversationId, [message]);
    const { messages, seq } = await call('messages.byIds', { ids: [id as number, 999] });
    expect(seq).toBe(3);
    expect(messages).toHaveLength(1);
    return messages[0];
  }

  it('of the customer', async () => {
    expect(await view({ at: noon, received_at: noon + 500, wamid: wamid(1), text: 'Chegou assim', unread: 1 })).toEqual({
      id: expect.any(Number),
      conversationId,
      wamid: wamid(1),
      direction: 'in',
      kind: 'text',
      content: { type: 'text' },
      text: 'Chegou assim',
      sentAt: noon,
      receivedAt: noon + 500,
      late: false,
      state: null,
      failure: null,
      quote: null,
      reactions: [],
      forwarded: 'no',
      editedAt: null,
      deleted: null,
      referral: null,
      product: null,
      source: 'customer',
      author: null,
      unread: true,
      clientKey: null,
    });
  });

  it('of an unknown kind is a placeholder', async () => {
    expect(await view({ at: noon, kind: 'hologram', text: null })).toMatchObject({ kind: 'hologram', content: { type: 'unsupported', what: 'hologram', onPhoneOnly: false }, text: null });
    expect(await view({ at: noon, kind: 'system' })).toMatchObject({ content: { type: 'system', event: 'other', detail: null } });
  });

  it('is late when more than two minutes went by, unless it is imported or ours', async () => {
    const late = { at: noon, received_at: noon + 120_001 };
    expect(await view(late)).toMatchObject({ late: true });
    expect(await view({ ...late, received_at: noon + 120_000 })).toMatchObject({ late: false });
    expect(await view({ ...late, source: 2 })).toMatchObject({ late: false, source: 'history' });
    expect(await view({ ...late, source: 8, direction: 1 })).toMatchObject({ late: false, source: 'api' });
    expect(await view({ ...late, source: 4, direction: 1 })).toMatchObject({ late: true, source: 'phone_app' });
    expect(await view({ ...late, at: 0 })).toMatchObject({ late: false, sentAt: 0 });
  });

  it('that failed says why in words', async () => {
    const failure = JSON.stringify({ code: 131047, title: 'Re-engagement message', details: null, from: 'status' });
    expect(await view({ at: noon, direction: 1, state: 'failed', failure })).toMatchObject({
      failure: { metaCode: 131047, message: expect.any(String), cure: expect.any(String), canRetry: expect.any(Boolean) },
    });
    expect(await view({ at: noon, direction: 1, state: 'delivered', failure })).toMatchObject({ failure: null });
  });

  it('keeps its quote, also when that is not here', async () => {
    const [quoted] = folder.messages(conversationId, [{ at: noon, wamid: wamid(7), text: 'Two\nlines', direction: 1 }]);
    expect(await view({ at: noon + 1, reply_to: wamid(7) })).toMatchObject({
      quote: { wamid: wamid(7), messageId: quoted, direction: 'out', kind: 'text', text: 'Two lines' },
    });
    expect(await view({ at: noon + 2, reply_to: wamid(8) })).toMatchObject({
      quote: { wamid: wamid(8), messageId: null, direction: null, kind: null, text: null },
    });
  });

  it('carries the reactions that stand, oldest first', async () => {
    const react = folder.sql.prepare('INSERT INTO reaction VALUES (1, ?, ?, ?, ?, ?, ?)');
    react.run(wamid(5), 0, '5541988887777', '👍', noon + 9, wamid(91));
    react.run(wamid(5), 1, '590011223344556', '❤️', noon + 2, wamid(92));
    react.run(wamid(5), 0, 'BR.1', '', noon + 3, wamid(93));
    react.run(wamid(6), 0, 'BR.1', '😀', noon + 3, wamid(94));
    expect(await view({ at: noon, wamid: wamid(5) })).toMatchObject({
      reactions: [
        { emoji: '❤️', from: 'out', at: noon + 2 },
        { emoji: '👍', from: 'in', at: noon + 9 },
      ],
    });
  });
});

describe('a quote whose id has another scope', () => {
  const scoped = (scope: string, token: string) =>
    `wamid.${Buffer.concat([
      Buffer.from([0x1c, 0x18, scope.length]),
      Buffer.from(scope),
      Buffer.from([0x15, 0x02, 0x00, 0x12, 0x18, token.length]),
      Buffer.from(token),
      Buffer.from([0x00]),
    ]).toString('base64')}` as Wamid;
  const token = '3A160462C59F4571A732';

  async function quoteOf(reply: SeedMessage) {
    const [id] = folder.messages(conversationId, [reply]);
    const { messages } = await call('messages.byIds', { ids: [id as number] });
    return messages[0]?.quote;
  }

  it('is found by its message token', async () => {
    const [quoted] = folder.messages(conversationId, [{ at: noon, wamid: scoped('5541988887777', token), text: 'Oi' }]);
    const reply_to = scoped('BR.48213907', token);
    expect(await quoteOf({ at: noon + 5, reply_to })).toEqual({ wamid: reply_to, messageId: quoted, direction: 'in', kind: 'text', text: 'Oi' });
  });

  it('stays empty when two messages fit, or none', async () => {
    folder.messages(conversationId, [
      { at: noon, wamid: scoped('5541988887777', token) },
      { at: noon, wamid: scoped('554188887777', token) },
    ]);
    expect(await quoteOf({ at: noon + 5, reply_to: scoped('BR.48213907', token) })).toMatchObject({ messageId: null });
    expect(await quoteOf({ at: noon + 6, reply_to: scoped('BR.48213907', '3A00000000000000FFFF') })).toMatchObject({ messageId: null });
  });

  it('is not looked for in another conversation', async () => {
    const other = folder.conversation(1 as never, folder.contact());
    folder.messages(other, [{ at: noon, wamid: scoped('5541988887777', token) }]);
    expect(await quoteOf({ at: noon + 5, reply_to: scoped('BR.48213907', token) })).toMatchObject({ messageId: null });
  });
});

describe('message details', () => {
  it('tell all clocks, tries and the raw item', async () => {
    const body = { entry: [{ changes: [{ field: 'messages', value: { messages: [{ id: 'wamid.a' }, { id: 'wamid.b', odd: true }] } }] }] };
    const delivery = folder.sql.prepare('INSERT INTO webhook_delivery (received_at, body) VALUES (?, ?)').run(noon, Buffer.from(JSON.stringify(body)));
    const [id] = folder.messages(conversationId, [
      {
        at: noon,
        direction: 1,
        state: 'delivered',
        sent_at: noon + 2,
        delivered_at: noon + 3,
        accepted_at: noon + 1,
        delivery_id: Number(delivery.lastInsertRowid) as never,
        item_ordinal: 1,
      },
    ]);
    folder.sql.prepare("INSERT INTO attempt (message_id, at, outcome, meta_code, trace_id) VALUES (?, ?, 'accepted', NULL, 'T1')").run(id, noon);
    expect(await call('messages.details', { id: id as number })).toEqual({
      id,
      wamid: null,
      sentAt: noon,
      receivedAt: noon,
      statuses: [
        { status: 'accepted', at: noon + 1 },
        { status: 'sent', at: noon + 2 },
        { status: 'delivered', at: noon + 3 },
      ],
      attempts: [{ at: noon, outcome: 'accepted', metaCode: null, traceId: 'T1' }],
      failure: null,
      edits: [],
      raw: '{\n  "id": "wamid.b",\n  "odd": true\n}',
    });
  });

  it('say so when the journal no longer has the body', async () => {
    const delivery = folder.sql.prepare('INSERT INTO webhook_delivery (received_at, body) VALUES (?, NULL)').run(noon);
    const [id] = folder.messages(conversationId, [{ at: noon, delivery_id: Number(delivery.lastInsertRowid) as never, item_ordinal: 0 }]);
    expect(await call('messages.details', { id: id as number })).toMatchObject({ raw: null });
  });
});
