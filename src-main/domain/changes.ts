import type { ConversationId, MessageId } from './ids.ts';

/** What a transaction changed, told by id; the change feed turns it into views after the commit. */
export type Change =
  | { readonly type: 'conversation'; readonly id: ConversationId }
  | { readonly type: 'message'; readonly id: MessageId; readonly conversationId: ConversationId }
  | { readonly type: 'message-gone'; readonly id: MessageId; readonly conversationId: ConversationId }
  | { readonly type: 'conversation-gone'; readonly id: ConversationId; readonly movedTo: ConversationId | null }
  | { readonly type: 'connections' }
  | { readonly type: 'settings' }
  | { readonly type: 'health' };
