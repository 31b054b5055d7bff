import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { Transaction } from '../../storage/storage.ts';

/** A message of ours changed its state: its bubble, its conversation's preview and the outbox on the health page. */
export function announce(tx: Transaction, id: MessageId, conversationId: ConversationId): void {
  tx.changed({ type: 'message', id, conversationId });
  tx.changed({ type: 'conversation', id: conversationId });
  tx.changed({ type: 'health' });
}
