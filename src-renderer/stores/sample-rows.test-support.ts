import type { ConnectionId, ContactId, ConversationId, MessageId } from '../../src-main/domain/ids.ts';
import type { ConversationRow } from '../../src-preload/contract/index.ts';

/** A read conversation with one text of a customer and no window. */
export function sampleRow(id: number, lastAt: number, name = `Person ${id}`): ConversationRow {
  return {
    id: id as ConversationId,
    connectionId: 1 as ConnectionId,
    person: { contactId: id as ContactId, name, initials: 'P', tint: 1, isGroup: false },
    preview: { messageId: (id * 10) as MessageId, direction: 'in', kind: 'text', text: 'Hello', state: null },
    draft: null,
    lastAt,
    unread: 0,
    window: { openedAt: null, closedByMetaAt: null },
  };
}
