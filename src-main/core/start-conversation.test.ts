import { describe, expect, it } from 'vitest';
import type { ConversationId } from '../domain/ids.ts';
import { openSendBench, type SendBench } from './outbox/outbox.test-support.ts';
import { createStartConversationHandlers } from './start-conversation.ts';

function starting(bench: SendBench) {
  const start = createStartConversationHandlers({ ...bench.folder, currentSeq: () => 3 })['conversations.start'];
  return async (input: Parameters<typeof start>[0]) => {
    const { conversationId, seq } = await start(input);
    return { conversationId: conversationId as ConversationId, seq };
  };
}

describe('starting a conversation with a number', () => {
  it('makes it, named as typed, with a window that was never open', async () => {
    const bench = await openSendBench();
    const { connectionId } = bench;
    const { conversationId, seq } = await starting(bench)({ connectionId, phone: '0044 (0) 7700 900 987', name: 'Nora' });
    expect(seq).toBe(3);
    expect(await bench.folder.storage.read.conversations.get(conversationId)).toMatchObject({ name: 'Nora', windowOpenedAt: null, messageCount: 0 });
    const context = await bench.folder.storage.read.messageSends.context(conversationId);
    expect(await bench.folder.storage.read.messageSends.address(context?.contactId ?? (0 as never))).toMatchObject({ phone: '447700900987' });
    await expect(bench.send(conversationId, 'Hello')).rejects.toMatchObject({ code: 'window_closed' });
    expect(await starting(bench)({ connectionId, phone: '+44 7700 900987', name: 'Other' })).toMatchObject({ conversationId });
    expect(await bench.folder.storage.read.conversations.get(conversationId)).toMatchObject({ name: 'Nora' });
  });

  it('opens the one that is there, by any spelling of the line', async () => {
    const bench = await openSendBench();
    const id = bench.customer({ waId: '5511987654321' });
    expect(await starting(bench)({ connectionId: bench.connectionId, phone: '+55 11 8765-4321', name: null })).toMatchObject({ conversationId: id });
  });

  it('joins the person whom another number of ours knows', async () => {
    const bench = await openSendBench();
    const id = bench.customer({ waId: '447700900555', profileName: 'Vera' });
    const other = bench.folder.connection({ phoneNumberId: '590011223344999' });
    const { conversationId } = await starting(bench)({ connectionId: other, phone: '+447700900555', name: 'Stranger' });
    expect(conversationId).not.toBe(id);
    const contexts = await Promise.all([id, conversationId].map((one) => bench.folder.storage.read.messageSends.context(one)));
    expect(contexts[0]?.contactId).toBe(contexts[1]?.contactId);
  });

  it.each([
    ['what is no number', '12', 'bad_phone_number'],
    ['the own number', '+1 555 010 0999', 'bad_phone_number'],
  ])('refuses %s', async (_name, phone, code) => {
    const bench = await openSendBench();
    await expect(starting(bench)({ connectionId: bench.connectionId, phone, name: null })).rejects.toMatchObject({ code });
  });
});
