import { type MouseEvent, useCallback, useMemo, useState } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { Slot } from '../../stores/conversations-list.ts';
import { useConversations } from '../../stores/conversations.ts';
import { useUi } from '../../stores/ui.ts';

interface Hold {
  readonly id: ConversationId;
  readonly index: number;
}

export interface HeldRow {
  /** The order as it is shown. */
  readonly slots: readonly Slot[];
  readonly onPointer: (event: MouseEvent) => void;
  readonly onPointerLeave: () => void;
}

/** The selected row keeps its place while the pointer is on it, whatever arrives meanwhile. */
export function useHeldRow(order: readonly Slot[], selectedId: ConversationId | null): HeldRow {
  const [hold, setHold] = useState<Hold | null>(null);
  const held = hold !== null && hold.id === selectedId ? hold : null;
  const slots = useMemo(() => (held === null ? order : withHeld(order, held)), [order, held]);
  const onPointer = useCallback((event: MouseEvent) => {
    const row = event.target instanceof Element ? event.target.closest('[data-conversation]') : null;
    const id = Number(row?.getAttribute('data-conversation'));
    const selected = useUi.getState().selectedId;
    setHold((before) => {
      if (row === null || id !== selected) return null;
      if (before?.id === id) return before;
      const index = useConversations.getState().list.slots.findIndex((slot) => slot.id === id);
      return index < 0 ? null : { id: selected, index };
    });
  }, []);
  const onPointerLeave = useCallback(() => setHold(null), []);
  return { slots, onPointer, onPointerLeave };
}

/** The order with one row at a given place. */
export function withHeld(order: readonly Slot[], { id, index }: Hold): readonly Slot[] {
  const now = order.findIndex((slot) => slot.id === id);
  const slot = order[now];
  if (slot === undefined || now === index) return order;
  return order.toSpliced(now, 1).toSpliced(Math.min(index, order.length - 1), 0, slot);
}
