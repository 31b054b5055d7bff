import { describe, expect, it } from 'vitest';
import type { MessageId } from '../../domain/ids.ts';
import { metaError } from '../../graph/fake-graph.test-support.ts';
import { openSendBench } from './outbox.test-support.ts';

const day = 24 * 60 * 60_000;

describe('a message that an agent sends', () => {
  it('is queued and then accepted with its wamid, and its row is gone', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const queued = await bench.send(id, 'Hello');
    expect(queued).toMatchObject({ state: 'queued', direction: 'out', text: 'Hello', source: 'api', clientKey: 'test-key-1' });
    await bench.idle();
    expect(await bench.view(queued.id)).toMatchObject({ state: 'accepted', wamid: 'wamid.OUT1', failure: null });
    expect(bench.server.sends()).toHaveLength(1);
    expect(bench.server.sends()[0]).toMatchObject({ text: { body: 'Hello' }, biz_opaque_callback_data: `wicket.folder.${queued.id}` });
    expect(await bench.folder.storage.read.outbox.waiting()).toBe(0);
    expect(await bench.attempts(queued.id)).toEqual(['accepted']);
    const row = await bench.folder.storage.read.conversations.get(id);
    expect(row).toMatchObject({ lastId: queued.id, lastText: 'Hello', lastState: 'accepted', messageCount: 2 });
  });

  it('is one message however often it is asked for with the same key', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const input = { conversationId: id, content: { type: 'text', body: 'Once' } as const, replyTo: null, clientKey: 'the-same-key' };
    const [first, second] = await Promise.all([bench.handlers['messages.send'](input), bench.handlers['messages.send'](input)]);
    await bench.idle();
    const third = await bench.handlers['messages.send'](input);
    expect(second.message.id).toBe(first.message.id);
    expect(third.message.id).toBe(first.message.id);
    expect(bench.server.sends()).toHaveLength(1);
  });

  it('quotes a message of its conversation by wamid, and nothing else', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const quoted = bench.inbound(id, 'wamid.QUOTED');
    await bench.send(id, 'Yes', quoted);
    await bench.idle();
    expect(bench.server.sends()[0]).toMatchObject({ context: { message_id: 'wamid.QUOTED' } });
    const elsewhere = bench.inbound(bench.customer(), 'wamid.ELSEWHERE');
    await expect(bench.send(id, 'No', elsewhere)).rejects.toMatchObject({ code: 'reply_target_unknown' });
    await expect(bench.send(id, 'No', 9999 as MessageId)).rejects.toMatchObject({ code: 'reply_target_unknown' });
  });

  it('is addressed by phone where one is known, else by user id', async () => {
    const bench = await openSendBench();
    await bench.send(bench.customer({ waId: '447700900123', userId: 'GB.1' }), 'both');
    await bench.idle();
    await bench.send(bench.customer({ userId: 'GB.2' }), 'user id');
    await bench.idle();
    expect(bench.server.sends()).toMatchObject([{ to: '+447700900123' }, { recipient: 'GB.2' }]);
  });

  it('teaches what the answer says about the customer', async () => {
    const learnt: unknown[] = [];
    const bench = await openSendBench({ learnIdentity: async (_tx, { addressed, waId, userId }) => void learnt.push([addressed.phone, addressed.userId, waId, userId]) });
    bench.server.answer({ json: { contacts: [{ input: '+5511987654321', wa_id: '551187654321', user_id: 'BR.1' }], messages: [{ id: 'wamid.X' }] } });
    await bench.send(bench.customer({ waId: '5511987654321' }), 'Oi');
    await bench.idle();
    expect(learnt).toEqual([['5511987654321', null, '551187654321', 'BR.1']]);
  });

  it('stands below what it answers, although our clock is behind', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.inbound(id, 'wamid.AHEAD', -90_000);
    const sent = await bench.send(id, 'answer');
    expect(sent.sentAt).toBe(bench.folder.clock.now() + 90_001);
  });
});

describe('a message that would be refused', () => {
  it.each([
    ['an empty text', '  \n ', 'text_empty'],
    ['4,097 characters', '😀'.repeat(4097), 'text_too_long'],
  ])('for %s is not queued', async (_name, text, code) => {
    const bench = await openSendBench();
    await expect(bench.send(bench.customer(), text)).rejects.toMatchObject({ code });
    expect(await bench.folder.storage.read.outbox.waiting()).toBe(0);
  });

  it.each([
    ['never opened', -1],
    ['closed a day ago', 2 * day],
    ['closes within the margin of a minute', day - 60_000],
  ])('because the window %s makes no request', async (_name, ago) => {
    const bench = await openSendBench();
    const id = bench.customer(undefined, ago);
    await expect(bench.send(id, 'Hello')).rejects.toMatchObject({ code: 'window_closed' });
    await bench.idle();
    expect(bench.server.requests).toEqual([]);
  });

  it('for lack of a token, for a refused token or to a group makes no request', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const group = bench.customer({ group: true });
    await expect(bench.send(group, 'Hello')).rejects.toMatchObject({ code: 'bad_input' });
    bench.setToken(null);
    await expect(bench.send(id, 'Hello')).rejects.toMatchObject({ code: 'secret_missing' });
    bench.setToken('token-2');
    await bench.folder.storage.write((tx) => tx.connections.setTokenRefused(bench.connectionId, bench.folder.clock.now() + 1));
    await expect(bench.send(id, 'Hello')).rejects.toMatchObject({ code: 'token_refused' });
    expect(bench.server.requests).toEqual([]);
  });

  it('in a conversation that is not there', async () => {
    const bench = await openSendBench();
    await expect(bench.send(999 as never, 'Hello')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('order and pace', () => {
  it('keeps order within a conversation: the next leaves when the one before was answered', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    let release = (): void => undefined;
    bench.server.answer({ json: { messages: [{ id: 'wamid.FIRST' }] }, until: new Promise<void>((resolve) => (release = resolve)) });
    await bench.send(id, 'one');
    await bench.send(id, 'two');
    await bench.send(id, 'three');
    await bench.server.seen(1);
    const beside = await bench.send(other, 'beside');
    await bench.server.seen(2);
    expect(bench.server.sends().map(({ text }) => (text as { body: string }).body)).toEqual(['one', 'beside']);
    release();
    await bench.idle();
    expect(bench.server.sends().map(({ text }) => (text as { body: string }).body)).toEqual(['one', 'beside', 'two', 'three']);
    expect((await bench.view(beside.id)).state).toBe('accepted');
  });

  it('has at most eight on their way', async () => {
    const bench = await openSendBench();
    const releases: (() => void)[] = [];
    for (let n = 0; n < 8; n += 1) {
      bench.server.answer({ json: { messages: [{ id: `wamid.HELD${n}` }] }, until: new Promise<void>((resolve) => releases.push(resolve)) });
    }
    const customers = Array.from({ length: 9 }, () => bench.customer());
    for (const id of customers) await bench.send(id, `text to ${id}`);
    await bench.server.seen(8);
    expect(bench.outbox.state().sending).toBe(8);
    expect(bench.server.requests).toHaveLength(8);
    for (const release of releases) release();
    await bench.server.seen(9);
    await bench.idle();
  });

  it('sends 45 at once to one customer and then one each six seconds', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    for (let n = 0; n < 48; n += 1) await bench.send(id, `text ${n}`);
    for (let n = 0; n < 20; n += 1) await bench.advance(50);
    expect(bench.server.sends()).toHaveLength(45);
    await bench.advance(3_000);
    expect(bench.server.sends()).toHaveLength(45);
    await bench.advance(2_100);
    expect(bench.server.sends()).toHaveLength(46);
    await bench.advance(6_000);
    expect(bench.server.sends()).toHaveLength(47);
  });

  it('remembers the pace to one customer over a restart', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    for (let n = 0; n < 45; n += 1) await bench.send(id, `text ${n}`);
    for (let n = 0; n < 20; n += 1) await bench.advance(50);
    expect(bench.server.sends()).toHaveLength(45);
    await bench.outbox.stop();
    const again = bench.another();
    await again.start();
    await bench.send(id, 'after the restart');
    again.nudge();
    await again.idle();
    expect(bench.server.sends()).toHaveLength(45);
    await again.stop();
  });

  it('goes slower when Meta says that its limit is nearly used up', async () => {
    const bench = await openSendBench();
    const headers = { 'x-app-usage': JSON.stringify({ call_count: 95, total_time: 1, total_cputime: 1 }) };
    bench.server.answer({ json: { messages: [{ id: 'wamid.A' }] }, headers });
    await bench.send(bench.customer(), 'one');
    await bench.idle();
    await bench.send(bench.customer(), 'two');
    await bench.idle();
    await bench.send(bench.customer(), 'three');
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(2);
    await bench.advance(4_000);
    expect(bench.server.sends()).toHaveLength(3);
  });
});

describe('cancelling', () => {
  it('takes back what is still queued and lets the next one go', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer(metaError(131016, {}, 500));
    const first = await bench.send(id, 'one');
    const second = await bench.send(id, 'two');
    await bench.idle();
    expect((await bench.view(first.id)).state).toBe('queued');
    await bench.handlers['messages.cancel']({ id: first.id });
    await bench.idle();
    expect((await bench.view(first.id)).state).toBe('cancelled');
    expect((await bench.view(second.id)).state).toBe('accepted');
    await expect(bench.handlers['messages.cancel']({ id: second.id })).rejects.toMatchObject({ code: 'not_cancellable' });
    await bench.advance(60_000);
    expect(bench.server.sends()).toHaveLength(2);
  });

  it('is refused while the message is on its way', async () => {
    const bench = await openSendBench();
    let release = (): void => undefined;
    bench.server.answer({ json: { messages: [{ id: 'wamid.A' }] }, until: new Promise<void>((resolve) => (release = resolve)) });
    const sent = await bench.send(bench.customer(), 'one');
    await bench.server.seen(1);
    await expect(bench.handlers['messages.cancel']({ id: sent.id })).rejects.toMatchObject({ code: 'not_cancellable' });
    release();
    await bench.idle();
    expect((await bench.view(sent.id)).state).toBe('accepted');
  });
});
