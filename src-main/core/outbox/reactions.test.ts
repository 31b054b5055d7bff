import { describe, expect, it } from 'vitest';
import type { MessageId } from '../../domain/ids.ts';
import { metaError } from '../../graph/fake-graph.test-support.ts';
import { openSendBench, type SendBench } from './outbox.test-support.ts';

let keys = 0;
const react = (bench: SendBench, id: MessageId, emoji: string) => {
  keys += 1;
  return bench.handlers['messages.react']({ id, emoji, clientKey: `reaction-${keys}` });
};

/** Our own reaction that stands, if any. */
async function standing(bench: SendBench, wamid: string): Promise<string[]> {
  const own = await bench.folder.storage.read.ownReactions.get(bench.connectionId, wamid as never);
  return own === null || own.emoji === '' ? [] : [own.emoji];
}

describe('reaction and its removal (empty emoji)', () => {
  it('shows at once and is sent with the wamid, without quoting and without moving the message', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    let letGo = (): void => undefined;
    bench.server.answer({ json: { messages: [{ id: 'wamid.R1' }] }, until: new Promise<void>((resolve) => (letGo = resolve)) });
    const reacting = react(bench, id, '👍');
    await bench.server.seen(1);
    expect(await standing(bench, 'wamid.TARGET')).toEqual(['👍']);
    letGo();
    await reacting;
    expect(bench.server.sends()[0]).toMatchObject({ type: 'reaction', reaction: { message_id: 'wamid.TARGET', emoji: '👍' }, biz_opaque_callback_data: `wicket.folder.${id}.reaction` });
    expect(bench.server.sends()[0]?.['context']).toBeUndefined();
    expect(await bench.view(id)).toMatchObject({ wamid: 'wamid.TARGET', state: null });

    await react(bench, id, '');
    expect(bench.server.sends()[1]).toMatchObject({ reaction: { message_id: 'wamid.TARGET', emoji: '' } });
    expect(await standing(bench, 'wamid.TARGET')).toEqual([]);
    await react(bench, id, '');
    expect(bench.server.sends()).toHaveLength(2);
  });

  it('reverts and says why when WhatsApp refuses it', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    await react(bench, id, '👍');
    bench.server.answer(metaError(131009));
    await expect(react(bench, id, '🎉')).rejects.toMatchObject({ code: 'graph_refused', detail: { metaCode: 131009 } });
    expect(await standing(bench, 'wamid.TARGET')).toEqual(['👍']);
    expect(await bench.attempts(id)).toEqual(['reaction_refused']);
    expect(await bench.folder.storage.read.outbox.byMessage('reaction', id)).toBeNull();
  });

  it('is refused before any request when the window is closed, for two emojis and for what WhatsApp does not know', async () => {
    const bench = await openSendBench();
    const late = bench.customer({}, 25 * 3_600_000);
    const [closed] = await bench.folder.storage.read.messages.newest(late, 1);
    await expect(react(bench, closed?.id as MessageId, '👍')).rejects.toMatchObject({ code: 'window_closed' });
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    await expect(react(bench, id, '👍👍')).rejects.toMatchObject({ code: 'bad_input' });
    await expect(react(bench, id, 'yes')).rejects.toMatchObject({ code: 'bad_input' });
    expect(bench.server.requests).toEqual([]);
  });

  it('waits for a token, shows meanwhile, and goes by itself', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    bench.setToken(null);
    bench.folder.sql.prepare('INSERT INTO secret (connection_id, kind, box, last_four, updated_at) VALUES (?, ?, x\'00\', \'last\', 1)').run(bench.connectionId, 'access_token');
    const reacting = react(bench, id, '👍');
    await bench.idle();
    bench.folder.clock.advance(4_000);
    await reacting;
    expect(await standing(bench, 'wamid.TARGET')).toEqual(['👍']);
    expect(bench.server.sends()).toEqual([]);
    bench.setToken('token-2');
    await bench.outbox.wake();
    await bench.advance(60_000);
    expect(bench.server.sends()).toHaveLength(1);
    expect(await bench.folder.storage.read.outbox.byMessage('reaction', id)).toBeNull();
  });

  it('a line that breaks is tried again, for the same reaction twice is one', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    bench.server.answer({ cut: 'within-answer' });
    const reacting = react(bench, id, '👍');
    await bench.server.seen(1);
    await bench.idle();
    await bench.advance(60_000);
    await reacting;
    expect(bench.server.sends()).toHaveLength(2);
    expect(await standing(bench, 'wamid.TARGET')).toEqual(['👍']);
  });

  it('changed while it is on its way, the newest follows, and stands', async () => {
    const bench = await openSendBench();
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    let letGo = (): void => undefined;
    bench.server.answer({ json: { messages: [{ id: 'wamid.R1' }] }, until: new Promise<void>((resolve) => (letGo = resolve)) });
    const first = react(bench, id, '👍');
    await bench.server.seen(1);
    const second = react(bench, id, '❤️');
    letGo();
    await Promise.all([first, second]);
    expect(bench.server.sends().map(({ reaction }) => (reaction as { emoji: string }).emoji)).toEqual(['👍', '❤️']);
    expect(await standing(bench, 'wamid.TARGET')).toEqual(['❤️']);
  });

  it('what a process was sending when it ended goes again', async () => {
    const bench = await openSendBench({}, false);
    const id = bench.inbound(bench.customer(), 'wamid.TARGET');
    const reacting = react(bench, id, '👍');
    const row = await bench.folder.storage.write(async (tx) => await tx.outbox.byMessage('reaction', id));
    expect(row?.state).toBe('queued');
    bench.folder.sql.prepare("UPDATE outbox SET state = 'sending' WHERE kind = 'reaction'").run();
    await bench.outbox.start();
    await bench.idle();
    await reacting;
    expect(bench.server.sends()).toHaveLength(1);
  });
});
