import { memo } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import { SkeletonRow } from '../../components/index.ts';
import { useConversations } from '../../stores/conversations.ts';
import { selectConversation, showColumn } from '../../stores/ui.ts';
import { ConversationItem } from './ConversationItem.tsx';
import styles from './ConversationList.module.css';

export interface ListRowProps {
  /** Null while the order of this place is not read yet. */
  readonly id: ConversationId | null;
  readonly index: number;
  readonly total: number;
  readonly start: number;
  readonly selected: boolean;
}

/** One place of the list. It renders anew only when its own conversation changes. */
export const ListRow = memo(function ListRow({ id, index, total, start, selected }: ListRowProps) {
  const row = useConversations((state) => (id === null ? undefined : state.rows.get(id)));
  const place = { transform: `translateY(${start}px)` };
  if (id === null || row === undefined) {
    return <div className={styles.row} style={place} role="presentation"><SkeletonRow index={index} /></div>;
  }
  return (
    <div
      id={rowDomId(id)}
      className={styles.row}
      style={place}
      role="option"
      aria-selected={selected}
      aria-setsize={total}
      aria-posinset={index + 1}
      data-unread={row.unread > 0}
      data-first={index === 0}
      data-conversation={id}
      // The list keeps the keyboard; the row only takes the pointer.
      onPointerDown={(event) => {
        if (event.button === 0 && event.pointerType === 'mouse') selectConversation(id);
      }}
      onClick={() => {
        selectConversation(id);
        showColumn('thread');
      }}
    >
      <ConversationItem row={row} />
    </div>
  );
});

export function rowDomId(id: ConversationId): string {
  return `conversation-${id}`;
}
