import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../domain/ids.ts';
import { metaError } from '../graph/fake-graph.test-support.ts';
import { openSendBench } from './outbox/outbox.test-support.ts';
import type { SendBench } from './outbox/outbox.test-support.ts';

const day = 24 * 60 * 60_000;

function mode(bench: SendBench, to: 'open' | 'reply' | 'never'): void {
  bench.folder.sql.prepare('UPDATE connection SET read_receipts = ?').run(to);
}

function told(bench: SendBench, id: ConversationId): number | null {
  return (bench.folder.sql.prepare('SELECT receipt_sent_message_id AS told FROM conversation WHERE id = ?').get(id) as { told: number | null }).told;
}

const wamids = (bench: SendBench) => bench.server.receipts().map(({ message_id: wamid }) => wamid);

describe('read receipts', () => {
  it('name the newest message that was read, once', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.inbound(id, 'wamid.A', 3_000);
    const newest = bench.inbound(id, 'wamid.B', 2_000);
    await bench.receipts.onRead(id, newest);
    await bench.idle();
    await bench.receipts.onRead(id, newest);
    await bench.idle();
    expect(wamids(bench)).toEqual(['wamid.B']);
    expect(told(bench, id)).toBe(newest);
  });

  it('go no further than what was read, and never back', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const older = bench.inbound(id, 'wamid.A', 3_000);
    const newer = bench.inbound(id, 'wamid.B', 2_000);
    await bench.receipts.onRead(id, older);
    await bench.idle();
    await bench.receipts.onRead(id, newer);
    await bench.idle();
    await bench.receipts.onRead(id, older);
    await bench.idle();
    expect(wamids(bench)).toEqual(['wamid.A', 'wamid.B']);
  });

  it('are not sent on arrival, nor for our own message, system lines, groups or what is older than 30 days', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.inbound(id, 'wamid.A', 3_000);
    const own = bench.inbound(bench.customer({ waId: '447700900999' }, -1), 'wamid.OWN', 0, { direction: 1 });
    await bench.idle();
    const ownIn = (await bench.folder.storage.read.messageSends.byId(own))?.conversationId as ConversationId;
    await bench.receipts.onRead(ownIn, own);
    const lines = bench.customer({ waId: '447700900998' }, -1);
    await bench.receipts.onRead(lines, bench.inbound(lines, 'wamid.SYS', 0, { kind: 'system' }));
    const group = bench.customer({ group: true }, -1);
    await bench.receipts.onRead(group, bench.inbound(group, 'wamid.GROUP'));
    const old = bench.customer({ waId: '447700900997' }, -1);
    await bench.receipts.onRead(old, bench.inbound(old, 'wamid.OLD', 31 * day));
    await bench.idle();
    expect(bench.server.requests).toEqual([]);
  });

  it.each(['reply', 'never'] as const)('are not sent for reading when the number says "%s"', async (setting) => {
    const bench = await openSendBench();
    const id = bench.customer();
    const newest = bench.inbound(id, 'wamid.A');
    mode(bench, setting);
    await bench.receipts.onRead(id, newest);
    await bench.idle();
    expect(bench.server.receipts()).toEqual([]);
  });

  it.each([
    ['reply', ['wamid.A']],
    ['never', []],
    ['open', []],
  ] as const)('follow an accepted reply when the number says "%s": %j', async (setting, expected) => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.inbound(id, 'wamid.A');
    mode(bench, setting);
    await bench.send(id, 'Hello');
    await bench.idle();
    expect(wamids(bench)).toEqual(expected);
  });

  it('do not follow a reply that was refused', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    mode(bench, 'reply');
    bench.server.answer(metaError(131026));
    await bench.send(id, 'Hello');
    await bench.idle();
    expect(bench.server.receipts()).toEqual([]);
  });

  it('that fail hold up no message and are let go', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const newest = bench.inbound(id, 'wamid.A');
    bench.server.answer(metaError(131009));
    await bench.receipts.onRead(id, newest);
    await bench.idle();
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    expect((await bench.view(sent.id)).state).toBe('accepted');
    await bench.advance(day);
    expect(bench.server.receipts()).toHaveLength(1);
    expect(told(bench, id)).toBeNull();
  });

  it('are tried again after trouble or a broken line, a few times', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const newest = bench.inbound(id, 'wamid.A');
    bench.server.answer(metaError(131016, {}, 500), { cut: 'before-answer' });
    await bench.receipts.onRead(id, newest);
    await bench.idle();
    await bench.advance(1_000);
    await bench.advance(4_000);
    await bench.advance(1_000);
    expect(wamids(bench)).toEqual(['wamid.A', 'wamid.A', 'wamid.A']);
    expect(told(bench, id)).toBe(newest);

    bench.server.always(metaError(131016, {}, 500));
    const next = bench.inbound(id, 'wamid.B');
    await bench.receipts.onRead(id, next);
    await bench.idle();
    for (let n = 0; n < 20; n += 1) await bench.advance(10_000);
    expect(wamids(bench).filter((wamid) => wamid === 'wamid.B')).toHaveLength(4);
  });

  it('that wait are replaced by a newer one', async () => {
    const bench = await openSendBench({}, false);
    const id = bench.customer();
    const first = bench.inbound(id, 'wamid.A', 3_000);
    const second = bench.inbound(id, 'wamid.B', 2_000);
    await bench.receipts.onRead(id, first);
    await bench.receipts.onRead(id, second);
    await bench.receipts.onRead(id, first);
    await bench.outbox.start();
    await bench.idle();
    expect(wamids(bench)).toEqual(['wamid.B']);
  });

  it('are sent again after a crash, because that is harmless', async () => {
    const bench = await openSendBench({}, false);
    const id = bench.customer();
    await bench.receipts.onRead(id, bench.inbound(id, 'wamid.A'));
    bench.folder.sql.prepare("UPDATE outbox SET state = 'sending'").run();
    await bench.outbox.start();
    await bench.idle();
    expect(wamids(bench)).toEqual(['wamid.A']);
  });
});
