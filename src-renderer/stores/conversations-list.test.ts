import { describe, expect, it } from 'vitest';
import type { ConversationRow } from '../../src-preload/contract/index.ts';
import {
  belongs,
  compareSlots,
  type ConversationList,
  insertionIndex,
  type ListQuery,
  withoutId,
  withPage,
  withRow,
} from './conversations-list.ts';
import { sampleRow } from './sample-rows.test-support.ts';

const HOUR = 3_600_000;
const now = 100 * HOUR;
const all: ListQuery = { connectionId: null, view: 'all', query: '' };

function listOf(rows: readonly ConversationRow[], more: { query?: ListQuery; next?: ConversationList['next']; total?: number } = {}): ConversationList {
  const empty: ConversationList = { query: more.query ?? all, slots: [], next: null, total: 0 };
  return withPage(empty, { rows: [...rows], next: more.next ?? null, total: more.total ?? rows.length, seq: 1 }, true);
}
const ids = (list: ConversationList): readonly number[] => list.slots.map((slot) => slot.id);

describe('the order of a list', () => {
  it('grows by pages without repeating a row that moved between two answers', () => {
    const first = listOf([sampleRow(3, 30), sampleRow(2, 20)], { next: { at: 20, id: 2 }, total: 4 });
    const second = withPage(first, { rows: [sampleRow(2, 20), sampleRow(1, 10)], next: null, total: 4, seq: 1 }, false);
    expect(ids(second)).toEqual([3, 2, 1]);
    expect(second.next).toBeNull();
  });

  it('moves a row up when it got a newer message', () => {
    const list = listOf([sampleRow(3, 30), sampleRow(2, 20), sampleRow(1, 10)]);
    expect(ids(withRow(list, sampleRow(1, 40), now, false))).toEqual([1, 3, 2]);
    expect(withRow(list, sampleRow(1, 40), now, false).total).toBe(3);
  });

  it('is the same list when a row keeps its place', () => {
    const list = listOf([sampleRow(3, 30), sampleRow(2, 20)]);
    expect(withRow(list, { ...sampleRow(2, 20), unread: 5 }, now, false)).toBe(list);
  });

  it('takes up a new row where it belongs', () => {
    const list = listOf([sampleRow(3, 30), sampleRow(1, 10)]);
    const grown = withRow(list, sampleRow(2, 20), now, false);
    expect(ids(grown)).toEqual([3, 2, 1]);
    expect(grown.total).toBe(3);
  });

  it('leaves rows past its known end to the next page, but counts them', () => {
    const list = listOf([sampleRow(3, 30)], { next: { at: 30, id: 3 }, total: 10 });
    const grown = withRow(list, sampleRow(1, 10), now, false);
    expect(ids(grown)).toEqual([3]);
    expect(grown.total).toBe(11);
  });

  it('breaks ties by the higher id, as the core does', () => {
    expect(ids(withRow(listOf([sampleRow(3, 30), sampleRow(1, 30)]), sampleRow(2, 30), now, false))).toEqual([3, 2, 1]);
  });

  it('drops a row that is gone, and only then', () => {
    const list = listOf([sampleRow(3, 30), sampleRow(2, 20)]);
    expect(ids(withoutId(list, sampleRow(3, 0).id))).toEqual([2]);
    expect(withoutId(list, sampleRow(9, 0).id)).toBe(list);
  });

  it('finds places by halving in long lists', () => {
    const slots = Array.from({ length: 50_000 }, (_, index) => ({ id: sampleRow(50_000 - index, 0).id, at: 50_000 - index }));
    const compare = compareSlots('all');
    expect(insertionIndex(slots, { id: sampleRow(1, 0).id, at: 60_000 }, compare)).toBe(0);
    expect(insertionIndex(slots, { id: sampleRow(1, 0).id, at: 0 }, compare)).toBe(50_000);
    expect(insertionIndex(slots, { id: sampleRow(60_000, 0).id, at: 25_000 }, compare)).toBe(25_000);
  });
});

describe('who belongs to a view', () => {
  it('lists only unread conversations in Unread, but keeps the open one until it is left', () => {
    const query: ListQuery = { ...all, view: 'unread' };
    const list = listOf([{ ...sampleRow(2, 20), unread: 1 }, { ...sampleRow(1, 10), unread: 1 }], { query });
    const read = { ...sampleRow(2, 20), unread: 0 };
    expect(ids(withRow(list, read, now, true))).toEqual([2, 1]);
    expect(ids(withRow(list, read, now, false))).toEqual([1]);
  });

  it('lists windows that close within four hours, the shortest first', () => {
    const query: ListQuery = { ...all, view: 'closing' };
    const closingIn = (id: number, hours: number): ConversationRow => ({
      ...sampleRow(id, 10),
      window: { openedAt: now + (hours - 24) * HOUR, closedByMetaAt: null },
    });
    expect(belongs(closingIn(1, 3), query, now)).toBe(true);
    expect(belongs(closingIn(1, 5), query, now)).toBe(false);
    expect(belongs(closingIn(1, 0), query, now)).toBe(false);
    const list = listOf([closingIn(1, 3)], { query });
    expect(ids(withRow(list, closingIn(2, 1), now, false))).toEqual([2, 1]);
  });

  it('leaves the filter by name to the core', () => {
    const query: ListQuery = { ...all, query: 'mar' };
    expect(belongs(sampleRow(1, 10), query, now)).toBe('unknown');
    expect(ids(withRow(listOf([sampleRow(2, 20)], { query }), sampleRow(1, 30), now, false))).toEqual([2]);
    expect(ids(withRow(listOf([sampleRow(2, 20), sampleRow(1, 10)], { query }), sampleRow(1, 30), now, false))).toEqual([1, 2]);
  });

  it('shows one number only when one is chosen', () => {
    const query: ListQuery = { ...all, connectionId: sampleRow(1, 0).connectionId };
    expect(belongs(sampleRow(1, 10), query, now)).toBe(true);
    expect(belongs({ ...sampleRow(1, 10), connectionId: 7 as never }, query, now)).toBe(false);
  });
});
