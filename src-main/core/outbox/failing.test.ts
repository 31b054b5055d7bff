import { describe, expect, it } from 'vitest';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import { metaError } from '../../graph/fake-graph.test-support.ts';
import { openSendBench } from './outbox.test-support.ts';
import type { SendBench } from './outbox.test-support.ts';

const hour = 60 * 60_000;

function window(bench: SendBench, id: ConversationId): { opened: number | null; closedByMeta: number | null } {
  return bench.folder.sql
    .prepare('SELECT window_opened_at AS opened, window_closed_by_meta_at AS closedByMeta FROM conversation WHERE id = ?')
    .get(id) as { opened: number | null; closedByMeta: number | null };
}

describe('what Meta refuses for good', () => {
  it.each([100, 131009, 131026, 131030, 131051, 130472])('%d fails with words and a cure, and is not repeated', async (code) => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    bench.server.answer(metaError(code));
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    await bench.advance(hour);
    const failed = await bench.view(sent.id);
    expect(failed).toMatchObject({ state: 'failed', failure: { metaCode: code, details: `details of ${code}` } });
    expect(failed.failure?.message).not.toBe('');
    expect(failed.failure?.cure).not.toBe('');
    expect(bench.server.sends()).toHaveLength(1);
    const next = await bench.send(other, 'others go on');
    await bench.idle();
    expect((await bench.view(next.id)).state).toBe('accepted');
  });

  it.each([
    ['a 2xx without an id', { json: { messaging_product: 'whatsapp' } }],
    ['a 2xx that is not JSON', { text: 'fine' }],
    ['an error that is not JSON', { status: 502, text: '<html>' }],
  ])('%s fails in words and is not repeated', async (_name, answer) => {
    const bench = await openSendBench();
    bench.server.answer(answer);
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    await bench.advance(hour);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: null, canRetry: true } });
    expect(bench.server.sends()).toHaveLength(1);
  });
});

describe('what Meta asks to try again', () => {
  it('waits 1, 4, 16 and 64 seconds and then fails', async () => {
    const bench = await openSendBench();
    bench.server.always(metaError(131016, {}, 500));
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    for (const [wait, tries] of [
      [1_000, 2],
      [4_000, 3],
      [16_000, 4],
      [64_000, 5],
    ] as const) {
      expect(await bench.view(sent.id)).toMatchObject({ state: 'queued' });
      await bench.advance(wait - 100);
      expect(bench.server.sends()).toHaveLength(tries - 1);
      await bench.advance(100);
      expect(bench.server.sends()).toHaveLength(tries);
    }
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: 131016, canRetry: true } });
    expect(await bench.attempts(sent.id)).toEqual(['trouble', 'trouble', 'trouble', 'trouble', 'trouble']);
    await bench.advance(hour);
    expect(bench.server.sends()).toHaveLength(5);
  });

  it('is accepted by a later try', async () => {
    const bench = await openSendBench();
    bench.server.answer(metaError(131000, {}, 500));
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    await bench.advance(1_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted', failure: null });
  });

  it("keeps the server's hint", async () => {
    const bench = await openSendBench();
    bench.server.answer({ ...metaError(4, {}, 429), headers: { 'retry-after': '90' } });
    const sent = await bench.send(bench.customer(), 'Hello');
    await bench.idle();
    await bench.advance(89_000);
    expect(bench.server.sends()).toHaveLength(1);
    await bench.advance(1_500);
    expect((await bench.view(sent.id)).state).toBe('accepted');
  });

  it('holds the whole number for its own limit, and lets one go ahead of the others', async () => {
    const bench = await openSendBench();
    const ids = [bench.customer(), bench.customer(), bench.customer()];
    bench.server.answer(metaError(130429));
    await bench.send(ids[0] as ConversationId, 'too fast');
    await bench.idle();
    for (const id of ids) await bench.send(id, 'waits');
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(1);
    await bench.advance(1_000);
    await bench.advance(100);
    expect(bench.server.sends()).toHaveLength(5);
  });

  it('stops one conversation only for the limit of a pair', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    bench.server.answer(metaError(131056));
    const first = await bench.send(id, 'one');
    await bench.idle();
    const second = await bench.send(id, 'two');
    const beside = await bench.send(other, 'beside');
    await bench.idle();
    expect((await bench.view(beside.id)).state).toBe('accepted');
    expect((await bench.view(first.id)).state).toBe('queued');
    expect((await bench.view(second.id)).state).toBe('queued');
    for (let n = 0; n < 6; n += 1) await bench.advance(6_000);
    expect((await bench.view(first.id)).state).toBe('accepted');
    expect((await bench.view(second.id)).state).toBe('accepted');
  });
});

describe('a number that may not send', () => {
  it('stops after its token was refused, and goes on with a new one', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    bench.server.always(metaError(190, { error_subcode: 463 }, 401));
    const first = await bench.send(id, 'one');
    const second = await bench.send(id, 'two');
    await bench.idle();
    await bench.advance(hour);
    expect(bench.server.sends()).toHaveLength(1);
    expect(await bench.view(first.id)).toMatchObject({ state: 'failed', failure: { metaCode: 190, canRetry: true } });
    expect((await bench.view(second.id)).state).toBe('queued');
    expect(bench.outbox.state()).toMatchObject({ paused: [{ connectionId: bench.connectionId, reason: 'token_refused' }] });
    expect(bench.outbox.state().offlineSince).not.toBeNull();
    await expect(bench.send(other, 'three')).rejects.toMatchObject({ code: 'token_refused' });

    bench.server.always(null);
    bench.setToken('token-2');
    await bench.folder.storage.write(async (tx) => {
      await tx.connections.setTokenRefused(bench.connectionId, null);
      tx.changed({ type: 'connections' });
    });
    await bench.idle();
    expect((await bench.view(second.id)).state).toBe('accepted');
    expect(bench.server.requests.at(-1)?.headers.authorization).toBe('Bearer token-2');
    expect(bench.outbox.state()).toMatchObject({ paused: [], offlineSince: null });
  });

  it('asks about the number when woken, so that a token that works again costs no message', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.always(metaError(190, {}, 401));
    await bench.send(id, 'one');
    const waiting = await bench.send(id, 'two');
    await bench.idle();
    await bench.outbox.wake();
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(1);
    bench.server.always(null);
    await bench.outbox.wake();
    await bench.idle();
    expect((await bench.view(waiting.id)).state).toBe('accepted');
  });

  it('stands still while it has no token and starts once there is one', async () => {
    const bench = await openSendBench({}, false);
    const sent = await bench.send(bench.customer(), 'Hello');
    bench.setToken(null);
    await bench.outbox.start();
    await bench.idle();
    expect(bench.server.requests).toEqual([]);
    expect(bench.outbox.state()).toMatchObject({ paused: [{ reason: 'no_token' }], nextTryAt: null });
    bench.setToken('token-2');
    await bench.outbox.resume(bench.connectionId);
    await bench.idle();
    expect((await bench.view(sent.id)).state).toBe('accepted');
  });

  it.each([131042, 131031, 368, 10, 131048])('stops for trouble with the account (%d): one fails with the cure, the others wait', async (code) => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.always(metaError(code));
    const first = await bench.send(id, 'one');
    const second = await bench.send(id, 'two');
    await bench.idle();
    await bench.advance(hour);
    expect(await bench.view(first.id)).toMatchObject({ state: 'failed', failure: { metaCode: code } });
    expect((await bench.view(second.id)).state).toBe('queued');
    expect(bench.server.sends()).toHaveLength(1);
    expect(bench.outbox.state().paused).toEqual([{ connectionId: bench.connectionId, reason: 'account' }]);
    bench.server.always(null);
    await bench.outbox.wake();
    await bench.idle();
    expect((await bench.view(second.id)).state).toBe('accepted');
  });

  it('is tried again, with one message ahead, when a person tries again', async () => {
    const bench = await openSendBench();
    const ids = [bench.customer(), bench.customer(), bench.customer()];
    bench.server.always(metaError(131042));
    const first = await bench.send(ids[0] as ConversationId, 'one');
    await bench.idle();
    await bench.handlers['messages.retry']({ id: first.id });
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(2);
    bench.server.always(null);
    for (const id of ids) await bench.send(id, 'again');
    await bench.idle();
    expect(bench.server.sends()).toHaveLength(5);
  });
});

describe('a clock that is set back', () => {
  it('does not keep anything waiting for the time it showed before', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    bench.server.answer(metaError(4, {}, 429));
    const throttled = await bench.send(id, 'one');
    await bench.idle();
    bench.folder.clock.set(bench.folder.clock.now() - 20 * hour);
    bench.inbound(id, 'wamid.NOW');
    const next = await bench.send(other, 'two');
    await bench.idle();
    expect((await bench.view(throttled.id)).state).toBe('accepted');
    expect((await bench.view(next.id)).state).toBe('accepted');
  });
});

describe('the window', () => {
  it('is looked at again right before each try', async () => {
    const bench = await openSendBench();
    const id = bench.customer(undefined, 24 * hour - 2 * 60_000);
    bench.server.answer({ ...metaError(4, {}, 429), headers: { 'retry-after': '90' } });
    const sent = await bench.send(id, 'just in time');
    await bench.idle();
    await bench.advance(91_000);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: null, canRetry: true } });
    expect((await bench.view(sent.id)).failure?.message).toMatch(/window is closed/u);
    expect(bench.server.sends()).toHaveLength(1);
  });

  it('is tried once more after ten seconds when Meta says closed and our clock says open', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer(metaError(131047));
    const sent = await bench.send(id, 'Hello');
    await bench.idle();
    await bench.advance(9_900);
    expect(bench.server.sends()).toHaveLength(1);
    await bench.advance(200);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'accepted' });
    expect(window(bench, id).closedByMeta).toBeNull();
  });

  it('is closed when Meta says so twice; the next message makes no request', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.always(metaError(131047));
    const sent = await bench.send(id, 'Hello');
    const next = await bench.send(id, 'and this');
    await bench.idle();
    await bench.advance(10_000);
    await bench.advance(hour);
    expect(await bench.view(sent.id)).toMatchObject({ state: 'failed', failure: { metaCode: 131047, canRetry: true } });
    expect(await bench.view(next.id)).toMatchObject({ state: 'failed', failure: { metaCode: null } });
    expect(bench.server.sends()).toHaveLength(2);
    expect(window(bench, id).closedByMeta).not.toBeNull();
    await expect(bench.send(id, 'once more')).rejects.toMatchObject({ code: 'window_closed' });
    bench.server.always(null);
    bench.inbound(id, 'wamid.NEW');
    const retried = await bench.handlers['messages.retry']({ id: sent.id });
    await bench.idle();
    expect((await bench.view(retried.message.id as MessageId)).state).toBe('accepted');
  });
});

describe('trying again by hand', () => {
  it('makes a new message of a failed one, once however often it is pressed', async () => {
    const bench = await openSendBench();
    const id = bench.customer();
    bench.server.answer(metaError(131030));
    const failed = await bench.send(id, 'Hello');
    await bench.idle();
    const [one, two] = await Promise.all([bench.handlers['messages.retry']({ id: failed.id }), bench.handlers['messages.retry']({ id: failed.id })]);
    await bench.idle();
    expect(two.message.id).toBe(one.message.id);
    expect(one.message.id).not.toBe(failed.id);
    expect((await bench.view(failed.id)).state).toBe('failed');
    expect(await bench.view(one.message.id as MessageId)).toMatchObject({ state: 'accepted', text: 'Hello' });
    expect(bench.server.sends()).toHaveLength(2);
  });

  it('is refused for what is not failed, and for what would fail again unchanged', async () => {
    const bench = await openSendBench();
    const [id, other] = [bench.customer(), bench.customer()];
    const fine = await bench.send(id, 'fine');
    await bench.idle();
    bench.server.answer(metaError(131051));
    const wrong = await bench.send(other, 'wrong');
    await bench.idle();
    await expect(bench.handlers['messages.retry']({ id: fine.id })).rejects.toMatchObject({ code: 'not_retryable' });
    await expect(bench.handlers['messages.retry']({ id: wrong.id })).rejects.toMatchObject({ code: 'not_retryable' });
    await expect(bench.handlers['messages.sendAgain']({ id: fine.id })).rejects.toMatchObject({ code: 'not_retryable' });
    await expect(bench.handlers['messages.retry']({ id: 999 as MessageId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
