import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { methods } from '../../../src-preload/contract/methods.ts';
import type { HealthView } from '../../../src-preload/contract/views.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { TestFolder } from '../read-side.test-support.ts';
import { createGraphState } from './graph-state.ts';
import { createHealthHandlers } from './handlers.ts';
import type { SendingState } from './handlers.ts';
import { noticeView } from './notice-view.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await openTestFolder();
});
afterEach(async () => {
  await folder.close();
});

const receiver: HealthView['receiver'] = {
  state: 'listening',
  url: 'http://127.0.0.1:3000/api/webhook/whatsapp',
  failure: null,
  lastDeliveryAt: 5,
  accepted: 3,
  refusedSignature: 1,
  refusedOther: 0,
  empty: 0,
};

async function health(sending: SendingState = { paused: [], nextTryAt: null }): Promise<HealthView> {
  const handlers = createHealthHandlers({
    storage: folder.storage,
    clock: { skewMs: () => -1500 },
    receiver: () => receiver,
    sending: () => sending,
    graph: () => createGraphState().current(),
    mediaPaused: () => null,
    reprocess: async () => 7,
  });
  return methods['health.get'].output.parse(await handlers['health.get']({}));
}

const setTotal = (outcome: string, items: number) => folder.sql.prepare('UPDATE journal_total SET items = ? WHERE outcome = ?').run(items, outcome);

describe('health', () => {
  it('of an empty folder is in balance', async () => {
    expect(await health()).toMatchObject({
      receiver,
      journal: { deliveries: 0, received: 0, balanced: true, oldestBodyAt: null, bodyBytes: 0 },
      outbox: { queued: 0, sending: 0, unsure: 0, failed: 0, paused: null, nextTryAt: null },
      graph: { state: 'unknown', lastAnswerAt: null, skewMs: -1500, lastFailure: null },
      media: { waiting: 0, failed: 0, stored: 0, bytes: 0, paused: null },
      database: { bytes: expect.any(Number), messages: 0, conversations: 0, contacts: 0, schemaVersion: folder.storage.schemaVersion },
      notices: [],
    });
  });

  it('counts messages, trouble and what waits in the outbox', async () => {
    const conversationId = folder.conversation(folder.connection(), folder.contact());
    const [queued, held, , unsure] = folder.messages(conversationId, [
      { at: 1, direction: 1, state: 'queued' },
      { at: 2, direction: 1, state: 'queued' },
      { at: 3, direction: 1, state: 'failed' },
      { at: 4, direction: 1, state: 'unsure' },
      { at: 5, direction: 1, state: 'read' },
    ]);
    const put = folder.sql.prepare('INSERT INTO outbox (kind, connection_id, conversation_id, message_id, state, next_at) VALUES (?, 1, 1, ?, ?, ?)');
    put.run('message', queued, 'queued', 900);
    put.run('message', held, 'held', 100);
    put.run('read', unsure, 'queued', 950);
    const view = await health({ paused: [{ reason: 'no_token' }, { reason: 'token_refused' }], nextTryAt: null });
    expect(view.outbox).toEqual({ queued: 2, sending: 0, unsure: 1, failed: 1, paused: 'token_refused', nextTryAt: 900 });
    expect(view.database).toMatchObject({ messages: 5, conversations: 1, contacts: 1 });
  });

  it('sees a journal that does not add up', async () => {
    setTotal('deliveries', 3);
    setTotal('applied', 4);
    setTotal('waiting', 1);
    expect((await health()).journal).toMatchObject({ deliveries: 3, received: 5, applied: 4, waiting: 1, balanced: true });
    setTotal('applied', 1);
    expect((await health()).journal).toMatchObject({ deliveries: 3, received: 2, balanced: false });
    setTotal('applied', 10);
    setTotal('waiting', -1);
    expect((await health()).journal.balanced).toBe(false);
  });
});

describe('a notice', () => {
  it.each([
    ['account_update', { event: 'ACCOUNT_RESTRICTION' }, 'The account changed', 'Account restriction'],
    [
      'message_template_status_update',
      { event: 'REJECTED', message_template_name: 'order_ready_v2', message_template_language: 'en_GB', reason: 'NONE' },
      'Status of a template changed',
      'Rejected · order_ready_v2 · en_GB',
    ],
    ['messages.errors', { code: 131031, title: 'Account locked', error_data: { details: 'Locked for policy' } }, 'Meta reports trouble with the account', 'Account locked · Locked for policy'],
    ['account_alerts', { alert_info: { alert_type: 'OBA_APPROVED', alert_description: 'All fine' } }, 'Alert about the account', 'Oba approved · All fine'],
    ['brand_new_field', { anything: 1 }, 'Brand new field', null],
    ['security', 'not an object', 'Two-step PIN of the number', null],
  ])('%s has a title and says what it is about', (field, content, title, detail) => {
    expect(noticeView({ at: 9, field, content: JSON.stringify(content) })).toEqual({ at: 9, field, title, detail });
  });

  it('that cannot be read still has its title', () => {
    expect(noticeView({ at: 9, field: 'security', content: '{' })).toMatchObject({ detail: null });
  });
});

describe('the state of Graph', () => {
  const failure = { family: 'retry', scope: 'number', waitMs: null, tries: null, httpStatus: null, code: null, subcode: null, details: null, title: null, traceId: null } as const;

  it('follows what calls show', () => {
    const state = createGraphState();
    state.failed({ ...failure, reason: 'offline' });
    expect(state.current()).toMatchObject({ state: 'unreachable', lastFailure: { code: 'graph_unreachable' } });
    state.answered(50);
    expect(state.current()).toMatchObject({ state: 'ok', lastAnswerAt: 50 });
    state.failed({ ...failure, reason: 'token' });
    state.answered(60);
    expect(state.current()).toMatchObject({ state: 'token_refused', lastAnswerAt: 60 });
    state.succeeded();
    expect(state.current()).toEqual({ state: 'ok', lastAnswerAt: 60, lastFailure: null });
  });
});
