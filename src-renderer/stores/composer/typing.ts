import type { ConversationId } from '../../../src-main/domain/ids.ts';

/** WhatsApp shows that somebody types for 25 s; telling it more often changes nothing. */
export const TYPING_PAUSE_MS = 20_000;

export interface TypingDependencies {
  readonly tell: (id: ConversationId) => void;
  /** Epoch ms. */
  readonly now: () => number;
}

/** Notes a key press in a conversation's composer; the core hears of it at most once in 20 s. */
export function createTyping({ tell, now }: TypingDependencies): (id: ConversationId) => void {
  const told = new Map<ConversationId, number>();
  return (id) => {
    const at = now();
    const last = told.get(id);
    // A clock that was set back must not silence it.
    if (last !== undefined && at >= last && at - last < TYPING_PAUSE_MS) return;
    told.set(id, at);
    tell(id);
  };
}
