import type { ConnectionId, ContactId, ConversationId, MessageId } from '../../domain/ids.ts';
import type { ConversationState } from '../../storage/repositories/conversation-writes.ts';
import type { MessageState, MessageWords, ParkedState } from '../../storage/repositories/message-writes.ts';
import type { NotedMedia } from '../../storage/repositories/media.ts';
import type { Transaction } from '../../storage/storage.ts';
import { settle } from './rehome.ts';

/**
 * What one batch reads and changes, in memory: looked up for all items at once, written back in one statement each. An item that fails takes the
 * whole transaction with it; the batch is then done again one by one.
 */
export interface Workspace {
  preload(wamids: readonly string[], contactIds: readonly ContactId[]): Promise<void>;
  message(connectionId: ConnectionId, wamid: string): Promise<MessageState | null>;
  parked(connectionId: ConnectionId, wamid: string): Promise<ParkedState | null>;
  conversation(connectionId: ConnectionId, contactId: ContactId): Promise<ConversationState>;
  /** Adds a message and counts it in its conversation. */
  addMessage(conversation: ConversationState, message: Omit<MessageState, 'id' | 'conversationId'>, words: MessageWords): Promise<MessageState>;
  /** Statuses of a message changed. */
  touchStatuses(message: MessageState): void;
  /** Marks, times or state of a message changed; its conversation is summed up anew where that matters. */
  touchMessage(message: MessageState, resum: boolean): void;
  /** Another item took the message over; it may now belong elsewhere. */
  replaceMessage(message: MessageState, words: MessageWords, conversation: ConversationState): Promise<void>;
  /** Words of a message that is not written yet, or null. */
  pendingWords(message: MessageState): MessageWords | null;
  /** Notes a message's file; the last word about a message counts. */
  noteMedia(media: NotedMedia): void;
  /** A message holds no file any more. */
  forgetMedia(messageId: MessageId): Promise<void>;
  park(parked: ParkedState): void;
  unpark(parked: ParkedState): void;
  /** Meta itself said at `at` that the window of this conversation is closed. */
  closeWindow(conversationId: ConversationId, at: number): Promise<void>;
  flush(): Promise<void>;
  /** Forgets what was read: messages and conversations may have moved. Nothing may be pending. */
  forget(): void;
}

export function createWorkspace(tx: Transaction): Workspace {
  const messages = new Map<string, MessageState | null>();
  const parkedStates = new Map<string, ParkedState | null>();
  const conversations = new Map<string, ConversationState>();
  const conversationsById = new Map<ConversationId, ConversationState>();
  const lookedContacts = new Set<ContactId>();
  const lookedWamids = new Set<string>();
  const pending = new Map<MessageState, MessageWords>();
  const statusesTouched = new Set<MessageState>();
  const touched = new Set<MessageState>();
  const media = new Map<MessageId, NotedMedia>();
  const toPark = new Set<ParkedState>();
  const toUnpark = new Set<ParkedState>();
  const changedConversations = new Set<ConversationState>();
  const toSettle = new Set<ConversationId>();
  let lastId: number | undefined;

  async function loadWamids(wamids: readonly string[]): Promise<void> {
    const missing = wamids.filter((wamid) => !lookedWamids.has(wamid));
    if (missing.length === 0) return;
    for (const wamid of missing) lookedWamids.add(wamid);
    for (const message of await tx.messageWrites.find(missing)) messages.set(`${message.connectionId} ${message.wamid}`, message);
    for (const parked of await tx.messageWrites.parked(missing)) parkedStates.set(`${parked.connectionId} ${parked.wamid}`, parked);
  }

  async function loadContacts(ids: readonly ContactId[]): Promise<void> {
    const missing = ids.filter((id) => !lookedContacts.has(id));
    if (missing.length === 0) return;
    for (const id of missing) lookedContacts.add(id);
    for (const conversation of await tx.conversationWrites.ofContacts(missing)) hold(conversation);
  }

  function hold(conversation: ConversationState): ConversationState {
    const known = conversationsById.get(conversation.id);
    if (known !== undefined) return known;
    conversations.set(`${conversation.connectionId} ${conversation.contactId}`, conversation);
    conversationsById.set(conversation.id, conversation);
    return conversation;
  }

  function count(conversation: ConversationState, message: MessageState): void {
    conversation.messageCount += 1;
    conversation.unread += message.unread;
    if (message.opensWindow === 1) conversation.windowOpenedAt = Math.max(conversation.windowOpenedAt ?? 0, message.sortAt);
    const isLast =
      conversation.lastMessageId === null ||
      message.sortAt > conversation.lastAt ||
      // A message of ours without a wamid sorts first.
      (message.sortAt === conversation.lastAt && (conversation.lastWamid === null || message.wamid > conversation.lastWamid));
    if (isLast) {
      conversation.lastMessageId = message.id;
      conversation.lastAt = message.sortAt;
      conversation.lastWamid = message.wamid;
    }
    changedConversations.add(conversation);
  }

  function announce(message: MessageState): void {
    tx.changed({ type: 'message', id: message.id, conversationId: message.conversationId });
  }

  async function flush(): Promise<void> {
    await tx.messageWrites.insert(Array.from(pending, ([message, words]) => ({ ...message, ...words })));
    for (const message of pending.keys()) {
      statusesTouched.delete(message);
      touched.delete(message);
      announce(message);
    }
    pending.clear();
    for (const message of touched) statusesTouched.delete(message);
    await tx.messageWrites.updateStatuses([...statusesTouched]);
    await tx.messageWrites.update([...touched]);
    for (const message of [...statusesTouched, ...touched]) {
      announce(message);
      // The row in the list shows the state of the last message.
      const conversation = conversationsById.get(message.conversationId);
      if (conversation === undefined || conversation.lastMessageId === message.id) tx.changed({ type: 'conversation', id: message.conversationId });
    }
    statusesTouched.clear();
    touched.clear();
    await tx.media.noteAll([...media.values()]);
    media.clear();
    await tx.messageWrites.park([...toPark]);
    toPark.clear();
    await tx.messageWrites.unpark([...toUnpark]);
    toUnpark.clear();
    await tx.conversationWrites.update([...changedConversations]);
    for (const { id } of changedConversations) if (!toSettle.has(id)) tx.changed({ type: 'conversation', id });
    changedConversations.clear();
    for (const id of toSettle) await settle(tx, id);
    if (toSettle.size > 0) forgetConversations();
    toSettle.clear();
  }

  function forgetConversations(): void {
    conversations.clear();
    conversationsById.clear();
    lookedContacts.clear();
  }

  return {
    async preload(wamids, contactIds) {
      await loadWamids(wamids);
      await loadContacts(contactIds);
    },
    async message(connectionId, wamid) {
      await loadWamids([wamid]);
      return messages.get(`${connectionId} ${wamid}`) ?? null;
    },
    async parked(connectionId, wamid) {
      await loadWamids([wamid]);
      return parkedStates.get(`${connectionId} ${wamid}`) ?? null;
    },
    async conversation(connectionId, contactId) {
      await loadContacts([contactId]);
      const known = conversations.get(`${connectionId} ${contactId}`);
      return known ?? hold(await tx.conversationWrites.insert(connectionId, contactId));
    },
    async addMessage(conversation, fields, words) {
      lastId ??= await tx.messageWrites.lastId();
      lastId += 1;
      const message: MessageState = { ...fields, id: lastId as MessageId, conversationId: conversation.id };
      messages.set(`${message.connectionId} ${message.wamid}`, message);
      pending.set(message, words);
      count(conversation, message);
      return message;
    },
    touchStatuses: (message) => void statusesTouched.add(message),
    touchMessage(message, resum) {
      touched.add(message);
      if (resum) toSettle.add(message.conversationId);
    },
    async replaceMessage(message, words, conversation) {
      const from = message.conversationId;
      message.conversationId = conversation.id;
      if (pending.has(message)) pending.set(message, words);
      else {
        await tx.messageWrites.replace(message, words);
        touched.add(message);
        if (from !== conversation.id) tx.changed({ type: 'message-gone', id: message.id, conversationId: from });
      }
      toSettle.add(from);
      toSettle.add(conversation.id);
    },
    noteMedia: (noted) => void media.set(noted.messageId, noted),
    async forgetMedia(messageId) {
      media.delete(messageId);
      await tx.media.forget(messageId);
    },
    pendingWords: (message) => pending.get(message) ?? null,
    park(parked) {
      parkedStates.set(`${parked.connectionId} ${parked.wamid}`, parked);
      toUnpark.delete(parked);
      toPark.add(parked);
    },
    unpark(parked) {
      parkedStates.set(`${parked.connectionId} ${parked.wamid}`, null);
      toPark.delete(parked);
      toUnpark.add(parked);
    },
    async closeWindow(conversationId, at) {
      let conversation = conversationsById.get(conversationId);
      if (conversation === undefined) {
        const found = await tx.conversationWrites.byId(conversationId);
        if (found === undefined) return;
        conversation = hold(found);
      }
      if (conversation.windowClosedByMetaAt !== null && conversation.windowClosedByMetaAt >= at) return;
      conversation.windowClosedByMetaAt = at;
      changedConversations.add(conversation);
    },
    flush,
    forget() {
      messages.clear();
      parkedStates.clear();
      lookedWamids.clear();
      forgetConversations();
    },
  };
}
