import { describe, expect, test } from 'vitest';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { ConversationView, MessageView, MethodName, Wire } from '../../../src-preload/contract/index.ts';
import { sampleConversation, sampleMessage, sampleMessages } from './sample-messages.test-support.ts';
import type { ThreadCall } from './actions.ts';
import { createThreadStore } from './store.ts';

type Answer = (input: never) => unknown;

/** A core that answers when the test says so. */
function scriptedCore() {
  const asked: { readonly name: MethodName; readonly input: never; readonly answer: (wire: unknown) => void }[] = [];
  const replies = new Map<MethodName, Answer>();
  const call = ((name: MethodName, input: never) =>
    new Promise((resolve) => {
      const reply = replies.get(name);
      if (reply === undefined) asked.push({ name, input, answer: resolve });
      else resolve({ ok: true, value: reply(input) });
    })) as unknown as ThreadCall;
  return {
    call,
    asked,
    on: (name: MethodName, answer: Answer) => void replies.set(name, answer),
    async answer(name: MethodName, wire: Wire<unknown>) {
      const index = asked.findIndex((one) => one.name === name);
      asked.splice(index, 1)[0]?.answer(wire);
      await settled();
    },
  };
}

const settled = async (): Promise<void> => {
  for (let round = 0; round < 10; round += 1) await Promise.resolve();
};

const conversation = { id: sampleConversation, unread: 2, draftText: '' } as unknown as ConversationView;

function setUp() {
  const core = scriptedCore();
  let keys = 0;
  const store = createThreadStore({
    call: core.call,
    now: () => 1_000_000,
    newKey: () => `key-${String((keys += 1)).padStart(8, '0')}`,
    later: () => undefined,
    movedTo: () => undefined,
  });
  return { core, store };
}

const opened = (messages: readonly MessageView[], over: Record<string, unknown> = {}) => ({
  conversation,
  messages,
  hasOlder: false,
  hasNewer: false,
  firstUnreadId: null,
  seq: 10,
  ...over,
});

async function openWith(messages: readonly MessageView[], over: Record<string, unknown> = {}) {
  const set = setUp();
  set.core.on('conversations.open', () => opened(messages, over));
  await set.store.getState().open(sampleConversation);
  return set;
}

const loadedIds = (store: ReturnType<typeof setUp>['store']): readonly number[] => store.getState().slice?.ids ?? [];

describe('the thread store', () => {
  test('opens at the unread divider, else at the end', async () => {
    const unread = await openWith(sampleMessages(1, 3), { firstUnreadId: 2 as MessageId });
    expect(unread.store.getState().wish?.to).toBe('unread');
    const read = await openWith(sampleMessages(1, 3));
    expect(read.store.getState().wish?.to).toBe('end');
  });

  test('a change that overtakes the answer of opening is not lost', async () => {
    const { core, store } = setUp();
    const opening = store.getState().open(sampleConversation);
    store.getState().applyChanges([
        { type: 'message', id: 4 as MessageId, conversationId: sampleConversation, view: sampleMessage(4) },
        { type: 'message', id: 2 as MessageId, conversationId: sampleConversation, view: sampleMessage(2, { text: 'newer' }) },
      ], 11);
    await core.answer('conversations.open', { ok: true, value: opened(sampleMessages(1, 3)) });
    await opening;
    expect(loadedIds(store)).toEqual([1, 2, 3, 4]);
    expect(store.getState().slice?.byId[2]?.text).toBe('newer');
  });

  test('a message that arrives while the last page is loading is not lost', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3), { hasNewer: true });
    const loading = store.getState().loadNewer();
    store.getState().applyChanges([{ type: 'message', id: 9 as MessageId, conversationId: sampleConversation, view: sampleMessage(9) }], 12);
    expect(loadedIds(store)).toEqual([1, 2, 3]);
    await core.answer('messages.page', { ok: true, value: { messages: sampleMessages(4, 8), hasMore: false, seq: 11 } });
    await loading;
    expect(loadedIds(store)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(store.getState().slice?.newBelow).toBe(1);
  });

  test('an answer for a conversation that was left is dropped', async () => {
    const { core, store } = setUp();
    const opening = store.getState().open(sampleConversation);
    await store.getState().open(null);
    await core.answer('conversations.open', { ok: true, value: opened(sampleMessages(1, 3)) });
    await opening;
    expect(store.getState().slice).toBeNull();
    expect(store.getState().phase).toBe('none');
  });

  test('changes without a view are read in one call', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3));
    store.getState().applyChanges([
        { type: 'message', id: 2 as MessageId, conversationId: sampleConversation },
        { type: 'message', id: 4 as MessageId, conversationId: sampleConversation },
      ], 12);
    await settled();
    expect(core.asked.map((one) => one.input)).toEqual([{ ids: [2, 4] }]);
    await core.answer('messages.byIds', {
      ok: true,
      value: { messages: [sampleMessage(2, { text: 'read anew' }), sampleMessage(4)], seq: 12 },
    });
    expect(loadedIds(store)).toEqual([1, 2, 3, 4]);
    expect(store.getState().slice?.byId[2]?.text).toBe('read anew');
  });

  test('sending shows the text at once, and the real message takes its place whichever way it comes first', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3));
    const sending = store.getState().send(sampleConversation, { type: 'text', body: 'hello' });
    const waiting = store.getState().outgoing[sampleConversation];
    expect(waiting?.map((one) => one.text)).toEqual(['hello']);
    const real = sampleMessage(4, { direction: 'out', state: 'queued', clientKey: waiting?.[0]?.clientKey ?? null });
    store.getState().applyChanges([{ type: 'message', id: real.id, conversationId: sampleConversation, view: { ...real, state: 'sent' } }], 13);
    expect(store.getState().outgoing[sampleConversation]).toEqual([]);
    await core.answer('messages.send', { ok: true, value: { message: real, seq: 12 } });
    expect(await sending).toBeNull();
    expect(loadedIds(store)).toEqual([1, 2, 3, 4]);
    expect(store.getState().slice?.byId[4]?.state).toBe('sent');
  });

  test('a refusal takes the bubble away and says why', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3));
    const sending = store.getState().send(sampleConversation, { type: 'text', body: 'hello' });
    await core.answer('messages.send', { ok: false, error: { code: 'window_closed', message: 'closed', cure: 'template' } });
    expect((await sending)?.code).toBe('window_closed');
    expect(store.getState().outgoing[sampleConversation]).toEqual([]);
  });

  test('a lost line keeps the bubble, and trying again uses the same key', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3));
    const sending = store.getState().send(sampleConversation, { type: 'text', body: 'hello' });
    await core.answer('messages.send', { ok: false, error: { code: 'bridge_lost', message: 'lost', cure: 'wait' } });
    await sending;
    const kept = store.getState().outgoing[sampleConversation]?.[0];
    expect(kept?.problem?.code).toBe('bridge_lost');
    void store.getState().repeatOutgoing(kept?.clientKey ?? '');
    expect(core.asked.at(-1)?.input).toMatchObject({ clientKey: kept?.clientKey, content: { type: 'text', body: 'hello' } });
  });

  test('comes back to where the reader was', async () => {
    const { core, store } = await openWith(sampleMessages(101, 103));
    store.getState().keepPlace({ messageId: 40 as MessageId, offset: -12 });
    await store.getState().open(null);
    core.on('messages.around', () => ({ messages: sampleMessages(38, 42), hasOlder: true, hasNewer: true, seq: 11 }));
    await store.getState().open(sampleConversation);
    expect(store.getState().wish).toMatchObject({ to: 'message', id: 40, offset: -12, flash: false });
    expect(loadedIds(store)).toEqual([38, 39, 40, 41, 42]);
  });

  test('marks up to the newest message of the customer, once', async () => {
    const { core, store } = await openWith(sampleMessages(1, 3));
    void store.getState().markRead();
    void store.getState().markRead();
    expect(core.asked.map((one) => one.input)).toEqual([{ id: sampleConversation, upTo: 3 }]);
  });
});
