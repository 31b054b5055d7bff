import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConversationId } from '../../src-main/domain/ids.ts';
import type { ConversationRow, MethodInput } from '../../src-preload/contract/index.ts';
import { setBridge } from '../bridge/inbox.ts';
import { applyItems, neighbour, reload, setVisible, startConversations, useConversations } from './conversations.ts';
import { startFeed } from './feed.ts';
import { sampleRow } from './sample-rows.test-support.ts';
import { scriptedBridge, type ScriptedBridge } from './scripted-bridge.test-support.ts';
import { useUi } from './ui.ts';

const id = (value: number): ConversationId => value as ConversationId;
const shownIds = (): readonly number[] => useConversations.getState().list.slots.map((slot) => slot.id);

let script: ScriptedBridge;
let stored: ConversationRow[];
let stop: (() => void)[];

/** Answers a page as the core does: keyset, newest first. */
function page(input: MethodInput<'conversations.page'>): unknown {
  const { after, limit } = input;
  const rows = stored.toSorted((a, b) => b.lastAt - a.lastAt || b.id - a.id);
  const start = after === null ? 0 : rows.findIndex((row) => row.lastAt < after.at || (row.lastAt === after.at && row.id < after.id));
  const part = start < 0 ? [] : rows.slice(start, start + limit);
  const last = part.at(-1);
  return { rows: part, next: last !== undefined && start + limit < rows.length ? { at: last.lastAt, id: last.id } : null, total: rows.length, seq: 5 };
}

beforeEach(async () => {
  script = scriptedBridge();
  setBridge(script.bridge);
  stored = [sampleRow(3, 30), sampleRow(2, 20), sampleRow(1, 10)];
  script.answer('conversations.page', page as never);
  script.answer('conversations.rows', ((input: MethodInput<'conversations.rows'>) => ({ rows: stored.filter((row) => input.ids.includes(row.id)), seq: 9 })) as never);
  script.answer('app.changesSince', () => ({ resync: false, epoch: 'one', seq: 5 }));
  useUi.setState({ place: 'all', query: '', selectedId: null });
  useConversations.setState({ rows: new Map(), list: { query: { connectionId: null, view: 'all', query: '' }, slots: [], next: null, total: 0 } });
  stop = [startFeed(), startConversations()];
  await reload({ connectionId: null, view: 'all', query: '' });
  await script.settle();
});

afterEach(() => {
  for (const end of stop) end();
});

describe('the list of conversations', () => {
  it('shows what the core answers', () => {
    expect(shownIds()).toEqual([3, 2, 1]);
    expect(useConversations.getState().phase).toBe('ready');
  });

  it('moves a conversation up when the feed brings a newer message', () => {
    script.emit('changes', { epoch: 'one', seq: 6, items: [{ type: 'conversation', id: id(1), row: sampleRow(1, 40) }] });
    expect(shownIds()).toEqual([1, 3, 2]);
  });

  it('drops a row that is older than what it holds', () => {
    applyItems([{ type: 'conversation', id: id(1), row: { ...sampleRow(1, 50), unread: 3 } }], 8);
    applyItems([{ type: 'conversation', id: id(1), row: sampleRow(1, 40) }], 7);
    expect(useConversations.getState().rows.get(id(1))?.unread).toBe(3);
    expect(shownIds()).toEqual([1, 3, 2]);
  });

  it('reads rows that were told by id only, in one call', async () => {
    stored = [...stored, { ...sampleRow(4, 60) }, { ...sampleRow(5, 70) }];
    applyItems([{ type: 'conversation', id: id(4) }, { type: 'conversation', id: id(5) }], 6);
    await script.settle();
    expect(shownIds()).toEqual([5, 4, 3, 2, 1]);
    expect(script.calls.filter((call) => call.name === 'conversations.rows')).toHaveLength(1);
  });

  it('lets a conversation that was joined into another one go, and follows it', () => {
    useUi.setState({ selectedId: id(2) });
    applyItems([{ type: 'conversation-gone', id: id(2), movedTo: id(3) }], 6);
    expect(shownIds()).toEqual([3, 1]);
    expect(useUi.getState().selectedId).toBe(3);
  });

  it('reads everything anew when the core was started again', async () => {
    stored = [sampleRow(9, 90)];
    script.emit('changes', { epoch: 'two', seq: 1, items: [] });
    await script.settle();
    expect(shownIds()).toEqual([9]);
  });

  it('reads on by pages until what is in view is known, and forgets rows far away', async () => {
    stored = Array.from({ length: 5000 }, (_, index) => sampleRow(index + 1, index + 1));
    await reload();
    expect(useConversations.getState().list.total).toBe(5000);
    expect(shownIds()).toHaveLength(100);
    setVisible(4000, 4012);
    while (shownIds().length < 4012) await script.settle();
    await script.settle();
    const { rows, list } = useConversations.getState();
    for (const slot of list.slots.slice(4000, 4013)) expect(rows.get(slot.id)?.id).toBe(slot.id);
    expect(rows.size).toBeLessThan(3300);
    // Going back reads the forgotten rows by id.
    setVisible(0, 12);
    while (useConversations.getState().rows.get(id(5000)) === undefined) await script.settle();
    expect(shownIds().slice(0, 2)).toEqual([5000, 4999]);
  });

  it('keeps the last answer of a search that was overtaken by another one out', async () => {
    let release: (value: unknown) => void = () => undefined;
    script.answer('conversations.page', (() => new Promise((resolve) => (release = resolve))) as never);
    const slow = reload({ connectionId: null, view: 'all', query: 'a' });
    const releaseSlow = release;
    script.answer('conversations.page', () => ({ rows: [sampleRow(7, 70)], next: null, total: 1, seq: 5 }));
    await reload({ connectionId: null, view: 'all', query: 'ab' });
    releaseSlow({ rows: [sampleRow(8, 80)], next: null, total: 1, seq: 5 });
    await slow;
    expect(shownIds()).toEqual([7]);
  });

  it('goes to the neighbour of the open conversation, to the first without one, and stops at the ends', () => {
    expect(neighbour(1)).toBe(3);
    useUi.setState({ selectedId: id(3) });
    expect(neighbour(1)).toBe(2);
    expect(neighbour(-1)).toBeNull();
  });
});

describe('a list that is on its way', () => {
  it('keeps what the feed brought meanwhile', async () => {
    let release: (value: unknown) => void = () => undefined;
    script.answer('conversations.page', (() => new Promise((resolve) => (release = resolve))) as never);
    const reading = reload();
    applyItems([{ type: 'conversation', id: id(1), row: { ...sampleRow(1, 99), unread: 1 } }], 12);
    release({ rows: stored, next: null, total: 3, seq: 11 });
    await reading;
    expect(shownIds()).toEqual([1, 3, 2]);
    expect(useConversations.getState().rows.get(id(1))?.unread).toBe(1);
  });

  it('leaves the list before in sight until it is there', async () => {
    let release: (value: unknown) => void = () => undefined;
    script.answer('conversations.page', (() => new Promise((resolve) => (release = resolve))) as never);
    const reading = reload({ connectionId: null, view: 'unread', query: '' });
    expect(shownIds()).toEqual([3, 2, 1]);
    release({ rows: [sampleRow(2, 20)], next: null, total: 1, seq: 11 });
    await reading;
    expect(shownIds()).toEqual([2]);
  });
});
