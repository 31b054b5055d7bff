import type { ConversationRow } from '../../../src-preload/contract/views.ts';
import type { ConversationRecord } from '../../storage/repositories/conversations.ts';
import { personView } from '../contacts/person-view.ts';
import { briefOf } from '../messages/brief.ts';

/** One row of the list. A conversation marked unread by hand counts as one unread message. */
export function conversationRowView(record: ConversationRecord): ConversationRow {
  const { lastId, lastDirection, lastKind } = record;
  return {
    id: record.id,
    connectionId: record.connectionId,
    person: personView({ id: record.contactId, name: record.name, isGroup: record.isGroup }),
    preview:
      lastId === null || lastDirection === null || lastKind === null
        ? null
        : {
            messageId: lastId,
            direction: lastDirection === 0 ? 'in' : 'out',
            ...briefOf({ kind: lastKind, text: record.lastText, content: record.lastContent, deleted: record.lastDeleted === 1 }),
            state: record.lastState,
          },
    draft: record.draft === null ? null : oneLine(record.draft),
    lastAt: record.lastAt,
    unread: record.unread === 0 ? record.markedUnread : record.unread,
    window: { openedAt: record.windowOpenedAt, closedByMetaAt: record.windowClosedByMetaAt },
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}
