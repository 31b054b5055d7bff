import { WicketError } from '../../domain/errors.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Counts } from '../counts.ts';
import { messageViews } from '../messages/message-views.ts';
import { newestSlice, sliceAround } from '../messages/thread.ts';
import type { ThreadSlice } from '../messages/thread.ts';
import type { Handlers } from '../rpc.ts';
import { readConversation } from './conversation-view.ts';
import { listPage } from './list.ts';
import { conversationRowView } from './row-view.ts';

export interface ConversationHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly counts: Counts;
  readonly currentSeq: () => number;
  /** Hears that a person has read up to a message; decides by the connection's setting whether the customer is told. */
  readonly readReceipts: { onRead(conversationId: ConversationId, messageId: MessageId): Promise<void> | void };
}

type ConversationMethods =
  | 'conversations.page'
  | 'conversations.rows'
  | 'conversations.counts'
  | 'conversations.open'
  | 'conversations.get'
  | 'conversations.markRead'
  | 'conversations.markUnread';

export function createConversationHandlers({
  storage,
  counts,
  currentSeq,
  readReceipts,
}: ConversationHandlersParts): Pick<Handlers, ConversationMethods> {
  const { read } = storage;

  return {
    async 'conversations.page'(request) {
      const seq = currentSeq();
      const { records, next, total } = await listPage(read, counts, request);
      return { rows: records.map(conversationRowView), next, total, seq };
    },

    async 'conversations.rows'({ ids }) {
      const seq = currentSeq();
      return { rows: (await read.conversations.rows(ids)).map(conversationRowView), seq };
    },

    async 'conversations.counts'({ connectionId }) {
      const seq = currentSeq();
      return { ...(await counts.of(connectionId)), seq };
    },

    async 'conversations.open'({ id, limit }) {
      const seq = currentSeq();
      const conversation = await readConversation(read, id);
      const { slice, firstUnreadId } = await openingSlice(read, id, limit);
      const { hasOlder, hasNewer } = slice;
      return { conversation, messages: await messageViews(read, slice.records), hasOlder, hasNewer, firstUnreadId, seq };
    },

    async 'conversations.get'({ id }) {
      const seq = currentSeq();
      return { conversation: await readConversation(read, id), seq };
    },

    async 'conversations.markRead'({ id, upTo }) {
      await markRead(storage, id, upTo);
      await readReceipts.onRead(id, upTo);
      return { done: true };
    },

    async 'conversations.markUnread'({ id }) {
      await storage.write(async (tx) => {
        if ((await tx.conversations.get(id)) === null) throw new WicketError('not_found');
        await tx.conversations.setMarkedUnread(id, true);
        tx.changed({ type: 'conversation', id });
      });
      return { done: true };
    },
  };
}

/** The newest page, unless the first unread message lies further back: then the slice around it. */
async function openingSlice(
  read: Storage['read'],
  id: ConversationId,
  limit: number,
): Promise<{ readonly slice: ThreadSlice; readonly firstUnreadId: MessageId | null }> {
  const unread = await read.messages.firstUnread(id);
  const newest = await newestSlice(read.messages, id, limit);
  if (unread === null) return { slice: newest, firstUnreadId: null };
  const onPage = newest.records.some((record) => record.id === unread.id);
  return { slice: onPage ? newest : await sliceAround(read.messages, unread, limit), firstUnreadId: unread.id };
}

/** Everything up to the message is read here; the mark set by hand goes too. */
async function markRead(storage: Pick<Storage, 'write'>, id: ConversationId, upTo: MessageId): Promise<void> {
  await storage.write(async (tx) => {
    const place = await tx.messages.place(upTo);
    const conversation = await tx.conversations.get(id);
    if (conversation === null || place === null || place.conversation_id !== id) throw new WicketError('not_found');
    const read = await tx.messages.unreadUpTo(place);
    if (read.length === 0 && conversation.markedUnread === 0) return;
    const left = await tx.messages.markReadUpTo(place);
    await tx.conversations.setUnread(id, left);
    await tx.conversations.setMarkedUnread(id, false);
    tx.changed({ type: 'conversation', id });
    for (const messageId of read) tx.changed({ type: 'message', id: messageId, conversationId: id });
  });
}
