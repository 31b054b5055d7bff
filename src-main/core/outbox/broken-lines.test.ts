import { describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { metaError, startFakeGraph } from '../../graph/fake-graph.test-support.ts';
import { openSendBench } from './outbox.test-support.ts';
import type { SendBench } from './outbox.test-support.ts';

describe('without a network', () => {
  async function offlineBench(): Promise<{ bench: SendBench; reach: () => void }> {
    let reachable = false;
    const bench = await openSendBench();
    const { sql } = bench.folder;
    const point = (url: string) => sql.prepare('UPDATE connection SET graph_url = ?').run(url);
    const nobody = await startFakeGraph();
    await nobody.close();
    point(nobody.url);
    return {
      bench,
      reach: () => {
        if (!reachable) point(bench.server.url);
        reachable = true;
      },
    };
  }

  it('messages stay queued, it is told since when, and they go out in order once it is back', async () => {
    const { bench, reach } = await offlineBench();
    const [id, other] = [bench.customer(), bench.customer()];
    const since = bench.folder.clock.now();
    const sent = [await bench.send(id, 'one'), await bench.send(id, 'two'), await bench.send(other, 'three')];
    await bench.idle();
    for (let n = 0; n < 10; n += 1) await bench.advance(60_000);
    for (const { id: messageId } of sent) expect((await bench.view(messageId)).state).toBe('queued');
    expect(bench.outbox.state()).toMatchObject({ offlineSince: since, paused: [] });
    expect(bench.outbox.state().nextTryAt).not.toBeNull();
    expect(await bench.attempts(sent[0]?.id as MessageId)).toEqual(['offline']);
    reach();
    await bench.advance(60_000);
    await bench.advance(100);
    for (const { id: messageId } of sent) expect((await bench.view(messageId)).state).toBe('accepted');
    expect(bench.server.sends().filter(({ to }) => to === bench.server.sends()[0]?.['to'])).toMatchObject([{ text: { body: 'one' } }, { text: { body: 'two' } }]);
    expect(bench.outbox.state().offlineSince).toBeNull();
    expect(bench.states.some(({ offlineSince }) => offlineSince === since)).toBe(true);
  });

  it('tries at 1, 4, 16 seconds and then every minute, without end', async () => {
    const { bench, reach } = await offlineBench();
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    const waits: number[] = [];
    for (let n = 0; n < 6; n += 1) {
      const next = bench.outbox.state().nextTryAt ?? 0;
      waits.push(next - bench.folder.clock.now());
      await bench.advance(next - bench.folder.clock.now());
    }
    expect(waits).toEqual([1_000, 4_000, 16_000, 60_000, 60_000, 60_000]);
    reach();
    await bench.outbox.wake();
    await bench.idle();
    expect((await bench.view(sent.id)).state).toBe('accepted');
  });

  it('a message can still be cancelled', async () => {
    const { bench } = await offlineBench();
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    await bench.handlers['messages.cancel']({ id: sent.id });
    expect((await bench.view(sent.id)).state).toBe('cancelled');
  });
});

describe('a line that breaks after the message left', () => {
  it.each(['before-answer', 'within-answer'] as const)('(%s) makes it unsure, and it is never sent again by itself', async (cut) => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer({ cut });
    const sent = await bench.send(id, 'Hello');
    const next = await bench.send(id, 'next');
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'unsure', wamid: null });
    for (let n = 0; n < 5; n += 1) await bench.advance(60 * 60_000);
    await bench.outbox.wake();
    await bench.idle();
    expect(bench.server.sends().filter(({ text }) => (text as { body: string }).body === 'Hello')).toHaveLength(1);
    expect((await bench.view(sent.id)).state).toBe('unsure');
    expect((await bench.view(next.id)).state).toBe('accepted');
    expect(await bench.attempts(sent.id)).toEqual(['unsure']);
  });

  it('is sent again as a new message when a person says so', async () => {
    const bench = await openSendBench();
    bench.server.answer({ cut: 'before-answer' });
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    const again = await bench.handlers['messages.sendAgain']({ id: sent.id });
    await bench.idle();
    await bench.advance(1_000);
    expect((await bench.view(sent.id)).state).toBe('unsure');
    expect(await bench.view(again.message.id as MessageId)).toMatchObject({ state: 'accepted', text: 'Hello' });
    expect(bench.server.sends().map(({ biz_opaque_callback_data: opaque }) => opaque)).toEqual([
      `wicket.folder.${sent.id}`,
      `wicket.folder.${again.message.id}`,
    ]);
  });

  it('lets only one follow at a time until something is answered again', async () => {
    const bench = await openSendBench();
    const ids = Array.from({ length: 4 }, () => bench.customer());
    bench.server.always({ cut: 'before-answer' });
    await bench.send(ids[0] as ConversationId, 'one');
    await bench.idle();
    for (const id of ids) await bench.send(id, 'waits');
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(1);
    await bench.advance(1_000);
    expect(bench.server.sends()).toHaveLength(2);
    bench.server.always(null);
    await bench.advance(4_000);
    expect(bench.server.sends()).toHaveLength(5);
  });

  it('is not overtaken by a status that named it while the request hung', async () => {
    const bench = await openSendBench();
    bench.server.answer({ cut: 'silent' });
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.server.seen(1);
    await bench.folder.storage.write((tx) => tx.messageSends.accept(sent.id, 'wamid.STATUS' as never, 1));
    await bench.advance(45_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted', wamid: 'wamid.STATUS' });
    expect(await bench.folder.storage.read.outbox.waiting()).toBe(0);
  });
});

describe('an end of the program', () => {
  it('waits for answers that are on their way', async () => {
    const bench = await openSendBench();
    let release = (): void => undefined;
    bench.server.answer({ json: { messages: [{ id: 'wamid.LATE' }] }, until: new Promise<void>((resolve) => (release = resolve)) });
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.server.seen(1);
    const stopped = bench.outbox.stop();
    release();
    await stopped;
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted', wamid: 'wamid.LATE' });
  });

  it('ends what hangs after some seconds, as unsure, and starts nothing new', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    bench.server.answer({ cut: 'silent' });
    const sent = await bench.send(id, 'Hello');
    await bench.server.seen(1);
    const stopping = bench.outbox.stop();
    const later = await bench.send(other, 'later');
    bench.folder.clock.advance(5_000);
    await stopping;
    expect((await bench.view(sent.id)).state).toBe('unsure');
    expect((await bench.view(later.id)).state).toBe('queued');
    expect(bench.server.sends()).toHaveLength(1);
  });

  it('without warning leaves what was on its way unsure, and the rest goes out after the start', async () => {
    const bench = await openSendBench({}, false);
    const [id, other] = [bench.customer(), bench.customer()];
    const hung = await bench.send(id, 'hung');
    const waits = await bench.send(id, 'waits');
    const beside = await bench.send(other, 'beside');
    bench.folder.sql.prepare("UPDATE outbox SET state = 'sending' WHERE message_id = ?").run(hung.id);
    bench.folder.sql.prepare("UPDATE message SET state = 'sending' WHERE id = ?").run(hung.id);
    await bench.outbox.start();
    await bench.idle();
    expect((await bench.view(hung.id)).state).toBe('unsure');
    expect((await bench.view(waits.id)).state).toBe('accepted');
    expect((await bench.view(beside.id)).state).toBe('accepted');
    expect(bench.server.sends()).toHaveLength(2);
  });
});

describe('what Meta said before the answer was stored', () => {
  function park(bench: SendBench, wamid: string, columns: Record<string, number | string>): void {
    const names = ['connection_id', 'wamid', ...Object.keys(columns)];
    bench.folder.sql
      .prepare(`INSERT INTO parked_status (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`)
      .run(bench.connectionId, wamid, ...Object.values(columns));
  }

  it('statuses that came first are merged', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    park(bench, 'wamid.OUT1', { sent_at: 5, delivered_at: 6, pricing: '{"type":"regular"}' });
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'delivered', wamid: 'wamid.OUT1' });
    expect(bench.folder.sql.prepare('SELECT count(*) AS n FROM parked_status').get()).toEqual({ n: 0 });
    expect(await bench.folder.storage.read.messages.details(sent.id)).toMatchObject({ sent_at: 5, delivered_at: 6 });
  });

  it('a failed status that came first fails it with its reason', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    park(bench, 'wamid.OUT1', { failed_at: 5, failure: JSON.stringify({ code: 131026, title: 't', details: 'd', from: 'status' }) });
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: 131026 } });
  });

  it('a second row that an echo made becomes one with ours', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const gone: unknown[] = [];
    bench.folder.storage.onCommit((changes) => gone.push(...changes.filter(({ type }) => type === 'message-gone')));
    const twin = bench.inbound(id, 'wamid.OUT1', 0, { direction: 1, source: 4, state: 'sent', sent_at: 77, delivery_id: 3 as never, item_ordinal: 1 });
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'sent', wamid: 'wamid.OUT1', source: 'api' });
    expect(await bench.folder.storage.read.messages.byIds([twin])).toEqual([]);
    expect(gone).toEqual([{ type: 'message-gone', id: twin, conversationId: id }]);
    expect(await bench.folder.storage.read.conversations.get(id)).toMatchObject({ lastId: sent.id, messageCount: 2 });
  });

  it('is merged the same way for a message that another failure had hit before', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer(metaError(131000, {}, 500));
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    park(bench, 'wamid.OUT1', { read_at: 9 });
    await bench.advance(1_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'read', failure: null });
  });
});
