import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { ChangeItem } from '../../../src-preload/contract/index.ts';

interface Noted {
  readonly item: ChangeItem;
  readonly seq: number;
}

/**
 * Changes that arrive while an answer is on its way may be newer than the answer and name messages that are not here yet.
 * They are kept until no answer is awaited, and laid over each answer that is older.
 */
export interface InFlight {
  begin(id: ConversationId): void;
  end(id: ConversationId): void;
  note(item: ChangeItem, seq: number): void;
  newerThan(id: ConversationId, seq: number): readonly Noted[];
}

export function createInFlight(): InFlight {
  const waiting = new Map<ConversationId, { answers: number; noted: Noted[] }>();
  return {
    begin(id) {
      const entry = waiting.get(id);
      if (entry === undefined) waiting.set(id, { answers: 1, noted: [] });
      else entry.answers += 1;
    },
    end(id) {
      const entry = waiting.get(id);
      if (entry === undefined) return;
      entry.answers -= 1;
      if (entry.answers === 0) waiting.delete(id);
    },
    note(item, seq) {
      const id = conversationOf(item);
      if (id === null) return;
      waiting.get(id)?.noted.push({ item, seq });
    },
    newerThan(id, seq) {
      return (waiting.get(id)?.noted ?? []).filter((noted) => noted.seq > seq);
    },
  };
}

function conversationOf(item: ChangeItem): ConversationId | null {
  if (item.type === 'message' || item.type === 'message-gone') return item.conversationId;
  if (item.type === 'conversation') return item.id;
  return null;
}
