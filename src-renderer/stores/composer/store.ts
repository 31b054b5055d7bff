import { create, type StoreApi, type UseBoundStore } from 'zustand';
import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import type { QuoteView } from '../../../src-preload/contract/index.ts';

/** What the next message answers. */
export interface ReplyTarget {
  readonly id: MessageId;
  readonly quote: QuoteView;
}

export interface Draft {
  readonly text: string;
  readonly reply: ReplyTarget | null;
}

export interface ComposerState {
  /** Drafts of this session; what the core keeps is taken over when a conversation opens. */
  readonly drafts: Readonly<Record<number, Draft>>;
  /** Raised to ask the composer to take the focus. */
  readonly focusToken: number;
}

export interface ComposerActions {
  /** Takes over the stored draft, unless something was typed here already. */
  adopt(id: ConversationId, stored: Draft): void;
  setText(id: ConversationId, text: string): void;
  quote(id: ConversationId, reply: ReplyTarget | null): void;
  /** Something that belongs to the draft but lies elsewhere has changed: its files. */
  touch(id: ConversationId): void;
  /** Empties the draft and gives what was in it. */
  take(id: ConversationId): Draft;
  /** Puts back what could not be sent, before anything typed since. */
  giveBack(id: ConversationId, draft: Draft): void;
  /** Writes what is not yet saved at once. */
  flush(): void;
  askFocus(): void;
}

export interface ComposerDependencies {
  readonly save: (id: ConversationId, draft: Draft) => void;
  /** Runs work once after the delay; the answer cancels it. */
  readonly schedule: (work: () => void, delayMs: number) => () => void;
}

export type ComposerStore = UseBoundStore<StoreApi<ComposerState & ComposerActions>>;

export const emptyDraft: Draft = { text: '', reply: null };
const SAVE_DELAY_MS = 600;

/** Drafts per conversation. A text leaves only by being sent or deleted by hand. */
export function createComposerStore(dependencies: ComposerDependencies): ComposerStore {
  const unsaved = new Set<ConversationId>();
  let cancel: (() => void) | null = null;

  return create<ComposerState & ComposerActions>()((set, get) => {
    const draftOf = (id: ConversationId): Draft => get().drafts[id] ?? emptyDraft;
    const put = (id: ConversationId, draft: Draft): void => set((state) => ({ drafts: { ...state.drafts, [id]: draft } }));

    function saveSoon(id: ConversationId): void {
      unsaved.add(id);
      cancel?.();
      cancel = dependencies.schedule(flush, SAVE_DELAY_MS);
    }

    function flush(): void {
      cancel?.();
      cancel = null;
      for (const id of unsaved) dependencies.save(id, draftOf(id));
      unsaved.clear();
    }

    return {
      drafts: {},
      focusToken: 0,
      adopt(id, stored) {
        if (get().drafts[id] === undefined && (stored.text !== '' || stored.reply !== null)) put(id, stored);
      },
      setText(id, text) {
        put(id, { ...draftOf(id), text });
        saveSoon(id);
      },
      quote(id, reply) {
        put(id, { ...draftOf(id), reply });
        set((state) => ({ focusToken: state.focusToken + 1 }));
        saveSoon(id);
      },
      touch: saveSoon,
      take(id) {
        const draft = draftOf(id);
        put(id, emptyDraft);
        unsaved.add(id);
        flush();
        return draft;
      },
      giveBack(id, draft) {
        const typed = draftOf(id);
        const text = typed.text === '' || draft.text === '' ? draft.text + typed.text : `${draft.text}\n${typed.text}`;
        put(id, { text, reply: typed.reply ?? draft.reply });
        unsaved.add(id);
        flush();
      },
      flush,
      askFocus() {
        set((state) => ({ focusToken: state.focusToken + 1 }));
      },
    };
  });
}
