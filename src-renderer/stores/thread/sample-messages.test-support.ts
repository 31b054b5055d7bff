import type { ConversationId, MessageId, Wamid } from '../../../src-main/domain/ids.ts';
import type { MessageView } from '../../../src-preload/contract/index.ts';

export const sampleConversation = 7 as ConversationId;

/** A message from the customer; `id` doubles as minute. */
export function sampleMessage(id: number, over: Partial<MessageView> = {}): MessageView {
  return {
    id: id as MessageId,
    conversationId: sampleConversation,
    wamid: `wamid.${String(id).padStart(6, '0')}` as Wamid,
    direction: 'in',
    kind: 'text',
    content: { type: 'text' },
    text: `message ${id}`,
    sentAt: id * 60_000,
    receivedAt: id * 60_000 + 500,
    late: false,
    state: null,
    failure: null,
    quote: null,
    reactions: [],
    forwarded: 'no',
    editedAt: null,
    deleted: null,
    referral: null,
    product: null,
    source: 'customer',
    author: null,
    unread: false,
    clientKey: null,
    ...over,
  };
}

export function sampleMessages(from: number, to: number): readonly MessageView[] {
  return Array.from({ length: to - from + 1 }, (_, index) => sampleMessage(from + index));
}
