import type { Change } from '../../domain/changes.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';

/** Changes of some commits with repetitions taken out: what was touched, to be read once. */
export interface Bundle {
  /** In the order of their last change. */
  readonly conversations: readonly ConversationId[];
  readonly messages: readonly MessageInThread[];
  readonly goneMessages: readonly MessageInThread[];
  readonly goneConversations: readonly { readonly id: ConversationId; readonly movedTo: ConversationId | null }[];
  readonly connections: boolean;
  readonly settings: boolean;
  readonly health: boolean;
}

export interface MessageInThread {
  readonly id: MessageId;
  readonly conversationId: ConversationId;
}

/** The last word on each thing counts: a message that left a conversation and came back is there. */
export function bundleOf(changes: Iterable<Change>): Bundle {
  const conversations = new Map<ConversationId, { gone: false } | { gone: true; movedTo: ConversationId | null }>();
  const messages = new Map<string, MessageInThread & { readonly gone: boolean }>();
  const flags = { connections: false, settings: false, health: false };

  for (const change of changes) {
    switch (change.type) {
      case 'conversation':
        restate(conversations, change.id, { gone: false });
        break;
      case 'conversation-gone':
        restate(conversations, change.id, { gone: true, movedTo: change.movedTo });
        break;
      case 'message':
      case 'message-gone': {
        const { id, conversationId } = change;
        restate(messages, `${id} ${conversationId}`, { id, conversationId, gone: change.type === 'message-gone' });
        break;
      }
      default:
        flags[change.type] = true;
    }
  }

  const touched: ConversationId[] = [];
  const goneConversations: { id: ConversationId; movedTo: ConversationId | null }[] = [];
  for (const [id, state] of conversations) {
    if (state.gone) goneConversations.push({ id, movedTo: state.movedTo });
    else touched.push(id);
  }
  const threads = [...messages.values()];
  return {
    conversations: touched,
    messages: threads.filter(({ gone }) => !gone),
    goneMessages: threads.filter(({ gone }) => gone),
    goneConversations,
    ...flags,
  };
}

/** Puts an entry last, so that the order is that of last changes. */
function restate<K, V>(map: Map<K, V>, key: K, value: V): void {
  map.delete(key);
  map.set(key, value);
}
