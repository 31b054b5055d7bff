import { create } from 'zustand';
import type { Failure } from '../../src-main/domain/errors.ts';
import type { ConversationId } from '../../src-main/domain/ids.ts';
import type { ChangeItem, ConversationRow } from '../../src-preload/contract/index.ts';
import { call } from '../bridge/inbox.ts';
import { useApp } from './app.ts';
import { correctedNow, useClock } from './clock.ts';
import { closingGroups, closingOrder } from './closing.ts';
import { type ConversationList, type ListQuery, sameQuery, withoutId, withPage, withRow } from './conversations-list.ts';
import { registerFeedListener } from './feed.ts';
import { selectConversation, useUi } from './ui.ts';

export interface ConversationsState {
  /** The rows that are held, by id. Rows far from view are forgotten and read again. */
  readonly rows: ReadonlyMap<ConversationId, ConversationRow>;
  readonly list: ConversationList;
  readonly phase: 'loading' | 'ready' | 'failed';
  readonly failure: Failure | null;
}

/** The search is asked once typing pauses. */
const QUERY_PAUSE_MS = 120;
const PAGE_ROWS = 100;
const ROWS_PER_CALL = 200;
/** Rows kept in memory; beyond that, those far from view go. */
const ROWS_KEPT = 3000;
/** With more changed rows than this waiting, the list is read anew instead. */
const RELOAD_INSTEAD = 1000;

const firstQuery: ListQuery = { connectionId: null, view: 'all', query: '' };

export const useConversations = create<ConversationsState>()(() => ({
  rows: new Map(),
  list: { query: firstQuery, slots: [], next: null, total: 0 },
  phase: 'loading',
  failure: null,
}));

/** The feed's number that each held row was seen at; what is older never replaces what is newer. */
const rowSeqs = new Map<ConversationId, number>();
const wanted = new Set<ConversationId>();
let generation = 0;
let readingPage = false;
let readingRows = false;
let visible = { first: 0, last: 40 };

/** The list that was asked for last; the one before is shown until its answer is there, so that nothing flickers. */
let asked: ListQuery = firstQuery;
/** Rows that the feed brought while a list was on its way. */
const arrived = new Map<ConversationId, { readonly row: ConversationRow; readonly seq: number }>();

export function showList(query: ListQuery): void {
  if (sameQuery(asked, query) && useConversations.getState().phase !== 'failed' && generation > 0) return;
  void reload(query);
}

/** Reads the shown list anew from its beginning. */
export async function reload(query: ListQuery = asked): Promise<void> {
  generation += 1;
  const mine = generation;
  asked = query;
  arrived.clear();
  useConversations.setState({ phase: 'loading', failure: null });
  const answer = await call('conversations.page', { ...query, after: null, limit: PAGE_ROWS });
  if (mine !== generation) return;
  if (!answer.ok) {
    useConversations.setState({ phase: 'failed', failure: answer.error });
    return;
  }
  useConversations.setState((state) => ({
    phase: 'ready',
    failure: null,
    rows: withRows(state.rows, answer.value.rows, answer.value.seq),
    list: withPage({ ...state.list, query }, answer.value, true),
  }));
  for (const { row, seq } of arrived.values()) if (seq > answer.value.seq) takeRows([row], seq);
  arrived.clear();
  void fillVisible();
}

/** Says which places of the list are in view; reads what is missing there. */
export function setVisible(first: number, last: number): void {
  visible = { first, last };
  void fillVisible();
}

async function fillVisible(): Promise<void> {
  const { list, rows, phase } = useConversations.getState();
  if (phase !== 'ready') return;
  for (const slot of list.slots.slice(visible.first, visible.last + 1)) if (!rows.has(slot.id)) wanted.add(slot.id);
  if (wanted.size > 0) void readWanted();
  if (readingPage || list.next === null || visible.last + PAGE_ROWS / 2 < list.slots.length) return;
  readingPage = true;
  const mine = generation;
  const far = visible.last > list.slots.length + PAGE_ROWS;
  const answer = await call('conversations.page', { ...list.query, after: list.next, limit: far ? ROWS_PER_CALL : PAGE_ROWS });
  readingPage = false;
  if (mine !== generation) {
    void fillVisible();
    return;
  }
  if (!answer.ok) {
    useConversations.setState({ phase: 'failed', failure: answer.error });
    return;
  }
  useConversations.setState((state) => {
    const grown = withPage(state.list, answer.value, false);
    return { rows: trimmed(withRows(state.rows, answer.value.rows, answer.value.seq), grown), list: grown };
  });
  void fillVisible();
}

/** The id before or after the selected one in the shown order; the first when none is selected. */
export function neighbour(step: 1 | -1): ConversationId | null {
  const { list, rows } = useConversations.getState();
  const selected = useUi.getState().selectedId;
  const order =
    list.query.view === 'closing'
      ? closingOrder(closingGroups(list, rows, correctedNow()))
      : list.slots.map((slot) => slot.id);
  const index = selected === null ? -1 : order.indexOf(selected);
  if (index < 0) return order[0] ?? null;
  return order[index + step] ?? null;
}

export async function markUnread(id: ConversationId): Promise<Failure | null> {
  const answer = await call('conversations.markUnread', { id });
  return answer.ok ? null : answer.error;
}

/** Follows the feed, the view, the number, the search and the clock; the answer ends it. */
export function startConversations(): () => void {
  let typing: ReturnType<typeof setTimeout> | null = null;
  const follow = (): void => {
    const { place, query } = useUi.getState();
    if (place === 'health' || place === 'settings') return;
    showList({ connectionId: useApp.getState().chosenConnection, view: place, query: place === 'closing' ? '' : query.trim() });
  };
  const undo = [
    useUi.subscribe((ui, before) => {
      if (ui.query !== before.query) {
        if (typing !== null) clearTimeout(typing);
        typing = setTimeout(follow, QUERY_PAUSE_MS);
      } else if (ui.place !== before.place) follow();
      if (ui.selectedId !== before.selectedId && before.selectedId !== null) leave(before.selectedId);
    }),
    useApp.subscribe((app, before) => {
      if (app.chosenConnection !== before.chosenConnection) follow();
    }),
    useClock.subscribe((clock, before) => {
      const { list } = useConversations.getState();
      if (clock.minuteNow !== before.minuteNow && list.query.view === 'closing' && asked.view === 'closing') void reload();
    }),
    registerFeedListener({
      onItems: applyItems,
      onResync() {
        rowSeqs.clear();
        void reload();
      },
    }),
  ];
  follow();
  return () => {
    for (const end of undo) end();
  };
}

/** A conversation that was kept in view only because it was open leaves the list when another one is opened. */
function leave(id: ConversationId): void {
  useConversations.setState((state) => {
    const row = state.rows.get(id);
    return row === undefined ? state : { list: withRow(state.list, row, correctedNow(), false) };
  });
}

/** Applies one bundle of changes. */
export function applyItems(items: readonly ChangeItem[], seq: number): void {
  const rows: ConversationRow[] = [];
  for (const item of items) {
    if (item.type === 'conversation') {
      if (item.row !== undefined) rows.push(item.row);
      else wanted.add(item.id);
    } else if (item.type === 'conversation-gone') forget(item.id, item.movedTo);
  }
  if (rows.length > 0) takeRows(rows, seq);
  if (wanted.size > 0) void readWanted();
}

function takeRows(rows: readonly ConversationRow[], seq: number): void {
  const held = useConversations.getState().rows;
  const fresh = rows.filter((row) => !held.has(row.id) || seq >= (rowSeqs.get(row.id) ?? -1));
  if (fresh.length === 0) return;
  if (useConversations.getState().phase === 'loading') for (const row of fresh) arrived.set(row.id, { row, seq });
  const now = correctedNow();
  const selected = useUi.getState().selectedId;
  let unknown = false;
  useConversations.setState((state) => {
    let list = state.list;
    for (const row of fresh) {
      list = withRow(list, row, now, row.id === selected);
      if (list.query.query.trim() !== '' && !state.rows.has(row.id)) unknown = true;
    }
    return { rows: withRows(state.rows, fresh, seq), list };
  });
  // Somebody new may fit the filter by name: only the core knows.
  if (unknown) void reload();
}

function forget(id: ConversationId, movedTo: ConversationId | null): void {
  rowSeqs.delete(id);
  wanted.delete(id);
  useConversations.setState((state) => {
    const rows = new Map(state.rows);
    rows.delete(id);
    return { rows, list: withoutId(state.list, id) };
  });
  if (useUi.getState().selectedId === id) selectConversation(movedTo);
}

/** Reads rows that were told by id only, a few hundred at a time, one call after the other. */
async function readWanted(): Promise<void> {
  if (readingRows) return;
  if (wanted.size > RELOAD_INSTEAD) {
    wanted.clear();
    void reload();
    return;
  }
  readingRows = true;
  while (wanted.size > 0) {
    const ids = [...wanted].slice(0, ROWS_PER_CALL);
    for (const id of ids) wanted.delete(id);
    const answer = await call('conversations.rows', { ids });
    if (!answer.ok) break;
    takeRows(answer.value.rows, answer.value.seq);
  }
  readingRows = false;
}

function withRows(
  known: ReadonlyMap<ConversationId, ConversationRow>,
  rows: readonly ConversationRow[],
  seq: number,
): ReadonlyMap<ConversationId, ConversationRow> {
  const next = new Map(known);
  for (const row of rows) {
    if (known.has(row.id) && seq < (rowSeqs.get(row.id) ?? -1)) continue;
    rowSeqs.set(row.id, seq);
    next.set(row.id, row);
  }
  return next;
}

/** Forgets rows far from view once there are too many. */
function trimmed(
  rows: ReadonlyMap<ConversationId, ConversationRow>,
  list: ConversationList,
): ReadonlyMap<ConversationId, ConversationRow> {
  if (rows.size <= ROWS_KEPT) return rows;
  const from = Math.max(0, visible.first - ROWS_KEPT / 3);
  const near = new Set(list.slots.slice(from, visible.last + ROWS_KEPT / 3).map((slot) => slot.id));
  const selected = useUi.getState().selectedId;
  const kept = new Map<ConversationId, ConversationRow>();
  for (const [id, row] of rows) {
    if (near.has(id) || id === selected) kept.set(id, row);
    else rowSeqs.delete(id);
  }
  return kept;
}
