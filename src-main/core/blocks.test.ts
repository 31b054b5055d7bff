import { describe, expect, it } from 'vitest';
import { createBlockHandlers } from './blocks.ts';
import { openSendBench, type SendBench } from './outbox/outbox.test-support.ts';

function blocking(bench: SendBench) {
  const { storage, clock } = bench.folder;
  return createBlockHandlers({ storage, graph: bench.graph, secrets: { get: () => 'token' }, clock, onChanged: () => bench.outbox.nudge() });
}

describe('block and unblock, by phone and by user id', () => {
  it('tells WhatsApp, remembers it, and nothing is written to the customer meanwhile', async () => {
    const bench = await openSendBench();
    const id = bench.customer({ waId: '447700900123' });
    const { 'contacts.block': block, 'contacts.unblock': unblock } = blocking(bench);
    await block({ conversationId: id });
    await block({ conversationId: id });
    await expect(bench.send(id, 'Hello')).rejects.toMatchObject({ code: 'contact_blocked' });
    await unblock({ conversationId: id });
    await bench.send(id, 'Hello again');
    await bench.idle();
    expect(bench.server.requests.map(({ method, path }) => `${method} ${path.split('/').at(-1)}`)).toEqual(['POST block_users', 'DELETE block_users', 'POST messages']);
    expect(bench.server.requests[0]?.body).toEqual({ messaging_product: 'whatsapp', block_users: [{ user: '+447700900123' }] });
  });

  it('names the user id where no phone is known', async () => {
    const bench = await openSendBench();
    await blocking(bench)['contacts.block']({ conversationId: bench.customer({ userId: 'GB.48213907715520346' }) });
    expect(bench.server.requests[0]?.body).toMatchObject({ block_users: [{ user_id: 'GB.48213907715520346' }] });
  });

  it('is refused here when the customer wrote more than 24 hours ago', async () => {
    const bench = await openSendBench();
    await expect(blocking(bench)['contacts.block']({ conversationId: bench.customer({}, 24 * 3_600_000) })).rejects.toMatchObject({ code: 'window_closed', message: expect.stringContaining('24 hours') });
    expect(bench.server.requests).toEqual([]);
  });

  it('says what WhatsApp says of this customer, and remembers nothing', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    const errors = [{ code: 139103, message: 'Internal error', error_data: { details: 'wrote too long ago' } }];
    bench.server.answer({ status: 400, json: { block_users: { failed_users: [{ input: 'x', errors }] }, error: { code: 139100, message: 'Some failed' } } });
    await expect(blocking(bench)['contacts.block']({ conversationId: id })).rejects.toMatchObject({ code: 'graph_refused', message: 'WhatsApp did not block the customer: wrote too long ago' });
    expect((await bench.folder.storage.read.messageSends.context(id))?.blockedAt).toBeNull();
  });

  it('what waits for a blocked customer fails without a request', async () => {
    const bench = await openSendBench({}, false);
    const id = bench.customer();
    const sent = await bench.send(id, 'waits');
    await blocking(bench)['contacts.block']({ conversationId: id });
    await bench.outbox.start();
    await bench.idle();
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { message: 'You blocked this customer.' } });
    expect(bench.server.sends()).toEqual([]);
  });
});
