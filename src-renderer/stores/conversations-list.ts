import type { ConversationId } from '../../src-main/domain/ids.ts';
import { windowClosesAt } from '../../src-main/domain/service-window.ts';
import type { ConversationRow, MethodInput, MethodOutput } from '../../src-preload/contract/index.ts';

/** Which list: a view of one or all numbers, filtered by a name. */
export type ListQuery = Pick<MethodInput<'conversations.page'>, 'connectionId' | 'view'> & { readonly query: string };
export type Cursor = NonNullable<MethodOutput<'conversations.page'>['next']>;

/** One place in the order of a list: id and what it is sorted by. */
export interface Slot {
  readonly id: ConversationId;
  /** Time of the last message, or of closing in the closing view (epoch ms). */
  readonly at: number;
}

/**
 * The known beginning of a list: its order without gaps, up to `next`. The rows themselves lie beside it by id and may be
 * forgotten and read again, so a long list costs little memory.
 */
export interface ConversationList {
  readonly query: ListQuery;
  readonly slots: readonly Slot[];
  /** Where to read on; null when the whole order is known. */
  readonly next: Cursor | null;
  /** How many rows the list has in all. */
  readonly total: number;
}

export const HORIZON_MS = 4 * 60 * 60 * 1000;

export function sameQuery(a: ListQuery, b: ListQuery): boolean {
  return a.connectionId === b.connectionId && a.view === b.view && a.query === b.query;
}

/** What a row is sorted by in a view. */
export function sortTime(row: ConversationRow, view: ListQuery['view']): number {
  return view === 'closing' ? (windowClosesAt(row.window) ?? Number.MAX_SAFE_INTEGER) : row.lastAt;
}

/** Newest first, ties by the higher id; the closing view has the shortest first, ties by the lower id. */
export function compareSlots(view: ListQuery['view']): (a: Slot, b: Slot) => number {
  return view === 'closing' ? (a, b) => a.at - b.at || a.id - b.id : (a, b) => b.at - a.at || b.id - a.id;
}

/** Whether a row belongs to a list at `now`; unknown for a filter by name, which only the core can answer. */
export function belongs(row: ConversationRow, query: ListQuery, now: number): boolean | 'unknown' {
  if (query.connectionId !== null && row.connectionId !== query.connectionId) return false;
  if (query.view === 'unread' && row.unread === 0) return false;
  if (query.view === 'closing') {
    const closesAt = windowClosesAt(row.window);
    if (closesAt === null || closesAt <= now || closesAt - now > HORIZON_MS) return false;
  }
  return query.query.trim() === '' ? true : 'unknown';
}

/** Takes up a page that was read after the list's end (or from its beginning when `fresh`). */
export function withPage(list: ConversationList, page: MethodOutput<'conversations.page'>, fresh: boolean): ConversationList {
  const known = fresh ? [] : list.slots;
  const ids = new Set(known.map((slot) => slot.id));
  const added = page.rows.filter((row) => !ids.has(row.id)).map((row) => ({ id: row.id, at: sortTime(row, list.query.view) }));
  return { ...list, slots: [...known, ...added], next: page.next, total: Math.max(page.total, known.length + added.length) };
}

/** Puts a row where it belongs now, or takes it out; `keep` holds it in the list although it no longer belongs. */
export function withRow(list: ConversationList, row: ConversationRow, now: number, keep: boolean): ConversationList {
  const { view } = list.query;
  const index = list.slots.findIndex((slot) => slot.id === row.id);
  const known = index >= 0;
  const member = belongs(row, list.query, now);
  if (member === 'unknown' && !known) return list;
  if (member === false && !(keep && known)) return known ? withoutId(list, row.id) : list;
  const slot: Slot = { id: row.id, at: sortTime(row, view) };
  if (known && list.slots[index]?.at === slot.at) return list;
  const rest = known ? list.slots.toSpliced(index, 1) : list.slots;
  const compare = compareSlots(view);
  const place = insertionIndex(rest, slot, compare);
  // Past the known end the order is not known: the row is read when the list gets there.
  if (place === rest.length && list.next !== null) {
    return { ...list, slots: rest, total: known ? list.total : list.total + 1 };
  }
  return { ...list, slots: rest.toSpliced(place, 0, slot), total: known ? list.total : list.total + 1 };
}

export function withoutId(list: ConversationList, id: ConversationId): ConversationList {
  const slots = list.slots.filter((slot) => slot.id !== id);
  if (slots.length === list.slots.length) return list;
  return { ...list, slots, total: Math.max(slots.length, list.total - 1) };
}

/** Binary search for the place of a slot in an ordered list. */
export function insertionIndex(slots: readonly Slot[], slot: Slot, compare: (a: Slot, b: Slot) => number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = slots[middle];
    if (at !== undefined && compare(at, slot) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
