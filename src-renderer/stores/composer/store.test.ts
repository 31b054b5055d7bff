import { describe, expect, test } from 'vitest';
import type { ConversationId, MessageId, Wamid } from '../../../src-main/domain/ids.ts';
import { createComposerStore, type ReplyTarget } from './store.ts';

const one = 1 as ConversationId;
const two = 2 as ConversationId;
const reply: ReplyTarget = {
  id: 5 as MessageId,
  quote: { wamid: 'w' as Wamid, messageId: 5 as MessageId, direction: 'in', kind: 'text', text: 'hi' },
};

function setUp() {
  const saved: [number, string, number | null][] = [];
  let due: (() => void) | null = null;
  const store = createComposerStore({
    save: (id, { text, reply: answers }) => void saved.push([id, text, answers?.id ?? null]),
    schedule: (work) => {
      due = work;
      return () => {
        due = null;
      };
    },
  });
  return { store, saved, runDue: () => due?.() };
}

describe('drafts', () => {
  test('are saved once after a pause, per conversation', () => {
    const { store, saved, runDue } = setUp();
    store.getState().setText(one, 'a');
    store.getState().setText(one, 'ab');
    store.getState().setText(two, 'c');
    expect(saved).toEqual([]);
    runDue();
    expect(saved).toEqual([[1, 'ab', null], [2, 'c', null]]);
  });

  test('the stored draft is taken over only where nothing was typed', () => {
    const { store } = setUp();
    store.getState().adopt(one, { text: 'stored', reply: null });
    store.getState().adopt(one, { text: 'other', reply: null });
    expect(store.getState().drafts[one]?.text).toBe('stored');
  });

  test('taking empties and saves at once; giving back loses nothing', () => {
    const { store, saved } = setUp();
    store.getState().setText(one, 'hello');
    store.getState().quote(one, reply);
    const taken = store.getState().take(one);
    expect(taken).toEqual({ text: 'hello', reply });
    expect(saved.at(-1)).toEqual([1, '', null]);
    store.getState().setText(one, 'typed since');
    store.getState().giveBack(one, taken);
    expect(store.getState().drafts[one]).toEqual({ text: 'hello\ntyped since', reply });
    expect(saved.at(-1)).toEqual([1, 'hello\ntyped since', 5]);
  });

  test('what is answered is kept with the draft, and so is a change of its files', () => {
    const { store, saved, runDue } = setUp();
    store.getState().quote(one, reply);
    runDue();
    store.getState().touch(two);
    runDue();
    expect(saved).toEqual([[1, '', 5], [2, '', null]]);
  });
});
