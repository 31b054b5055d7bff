import { describe, expect, it } from 'vitest';
import { openSendBench, type SendBench } from './outbox/outbox.test-support.ts';
import { createTypingHandlers, TYPING_EVERY_MS } from './typing.ts';

function typing(bench: SendBench, on = true) {
  bench.folder.sql.prepare('UPDATE connection SET typing_indicator = ?').run(on ? 1 : 0);
  const { storage, clock, log } = bench.folder;
  return createTypingHandlers({ storage, graph: bench.graph, secrets: { get: () => 'token' }, clock, log })['conversations.typing'];
}

/** Waits until everything that the handler began has ended: it answers before it has told the customer. */
async function untilTold(bench: SendBench, count: number): Promise<void> {
  await bench.server.seen(count);
  await bench.folder.storage.write(async () => undefined);
}

describe('mark as read, with typing indicator', () => {
  it('names the newest message of the customer, at most once in 20 seconds for each conversation', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.inbound(id, 'wamid.NEWEST');
    const type = typing(bench);
    await type({ id });
    await untilTold(bench, 1);
    await type({ id });
    const other = bench.customer();
    await type({ id: other });
    await untilTold(bench, 2);
    expect(bench.server.receipts().map(({ message_id: wamid }) => wamid)).toEqual(['wamid.NEWEST', `wamid.IN-${other}`]);
    expect(bench.server.receipts()[0]).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.NEWEST', typing_indicator: { type: 'text' } });
    bench.folder.clock.set(bench.folder.clock.now() + TYPING_EVERY_MS);
    await type({ id });
    await untilTold(bench, 3);
    expect(bench.server.receipts()).toHaveLength(3);
  });

  it('is off by default, and says nothing into a closed window or to whom we blocked', async () => {
    const bench = await openSendBench();
    const [off, closed, blocked, last] = [bench.customer(), bench.customer({}, 25 * 3_600_000), bench.customer(), bench.customer()];
    expect((await bench.folder.storage.read.messageSends.context(off))?.typingIndicator).toBe(false);
    await typing(bench, false)({ id: off });
    bench.folder.sql.prepare('UPDATE conversation SET blocked_at = 1 WHERE id = ?').run(blocked);
    // Told one after another, the last alone arrives.
    const type = typing(bench);
    await type({ id: closed });
    await type({ id: blocked });
    await type({ id: last });
    await untilTold(bench, 1);
    expect(bench.server.receipts().map(({ message_id: wamid }) => wamid)).toEqual([`wamid.IN-${last}`]);
  });
});
