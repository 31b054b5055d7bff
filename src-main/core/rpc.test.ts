import { describe, expect, it } from 'vitest';
import { methodNames } from '../../src-preload/contract/names.ts';
import { WicketError } from '../domain/errors.ts';
import { createTestLog } from './read-side.test-support.ts';
import { createRpc } from './rpc.ts';
import type { Handlers } from './rpc.ts';

function setUp(handlers: Partial<Handlers>) {
  const log = createTestLog();
  const all = Object.fromEntries(methodNames.map((name) => [name, async () => ({ done: true })])) as unknown as Handlers;
  return { log, rpc: createRpc({ ...all, ...handlers }, log) };
}

describe('call', () => {
  it('gives the parsed input to the handler and its checked answer back', async () => {
    const seen: unknown[] = [];
    const { rpc } = setUp({
      'conversations.saveDraft': async (input) => {
        seen.push(input);
        return { done: true, surplus: 'left out' } as { done: true };
      },
    });
    expect(await rpc.call('conversations.saveDraft', { id: 7, text: 'Olá', unknown: 1 })).toEqual({ ok: true, value: { done: true } });
    expect(seen).toEqual([{ id: 7, text: 'Olá' }]);
  });

  it.each(['no.such', '', 'constructor', '__proto__', 'toString'])('refuses the unknown method %j', async (name) => {
    const { rpc } = setUp({});
    expect(await rpc.call(name, {})).toMatchObject({ ok: false, error: { code: 'unknown_method' } });
  });

  it.each([undefined, null, 5, 'text', [], { id: 0, text: '' }, { id: 1.5, text: '' }, { id: 1 }, { id: 1, text: 10n }].map((raw) => ({ raw })))(
    'refuses input that does not fit the contract (%#)',
    async ({ raw }) => {
      const { rpc, log } = setUp({});
      const answer = await rpc.call('conversations.saveDraft', raw);
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input' } });
      expect(log.lines).toEqual([{ level: 'info', event: 'rpc.refused', fields: { method: 'conversations.saveDraft', code: 'bad_input' } }]);
    },
  );

  it('says where the mistake is, never what was said', async () => {
    const { rpc, log } = setUp({});
    const answer = await rpc.call('connections.save', { accessToken: 'EAAG-very-secret'.repeat(500), id: null });
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input', detail: { path: expect.any(String) } } });
    expect(JSON.stringify([answer, log.lines])).not.toContain('very-secret');
  });

  it('refuses what is too large', async () => {
    const { rpc } = setUp({});
    expect(await rpc.call('conversations.saveDraft', { id: 1, text: 'x'.repeat(300_000) })).toMatchObject({ ok: false, error: { code: 'too_large' } });
  });

  it('turns our own failure into data', async () => {
    const { rpc } = setUp({
      'conversations.saveDraft': async () => {
        throw new WicketError('window_closed', { detail: { conversationId: 4 } });
      },
    });
    expect(await rpc.call('conversations.saveDraft', { id: 1, text: '' })).toEqual({
      ok: false,
      error: { code: 'window_closed', message: expect.any(String), cure: expect.any(String), detail: { conversationId: 4 } },
    });
  });

  it('keeps the text of any other error to the log', async () => {
    const { rpc, log } = setUp({
      'conversations.saveDraft': async () => {
        throw new Error('SQLITE_IOERR at /home/somebody');
      },
    });
    const answer = await rpc.call('conversations.saveDraft', { id: 1, text: '' });
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(JSON.stringify(answer)).not.toContain('somebody');
    expect(log.lines).toMatchObject([{ level: 'error', event: 'rpc.failed', fields: { method: 'conversations.saveDraft' } }]);
  });

  it('does not let an answer out that breaks the contract', async () => {
    const { rpc, log } = setUp({ 'conversations.counts': async () => ({ all: -1, unread: 0, closing: 0, seq: 0 }) });
    expect(await rpc.call('conversations.counts', { connectionId: null })).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(log.lines).toMatchObject([{ event: 'rpc.failed', fields: { method: 'conversations.counts' } }]);
  });
});
