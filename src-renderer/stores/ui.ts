import { create } from 'zustand';
import type { ConnectionId, ConversationId } from '../../src-main/domain/ids.ts';

export type ListView = 'all' | 'unread' | 'closing';
export type Place = ListView | 'health' | 'settings';

export type DialogState =
  | { readonly kind: 'connection'; readonly connectionId: ConnectionId | null }
  | { readonly kind: 'shortcuts' };

export type Layout = 'wide' | 'medium' | 'narrow';

export interface ToastState {
  readonly id: number;
  readonly tone: 'ok' | 'bad' | 'info';
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

export interface UiState {
  /** Where the rail stands. */
  readonly place: Place;
  readonly selectedId: ConversationId | null;
  /** Goes up when the thread should take the keyboard focus. */
  readonly threadFocus: number;
  /** Goes up when the search field should. */
  readonly searchFocus: number;
  readonly contextOpen: boolean;
  /** Whether the list is shown beside the thread. */
  readonly listOpen: boolean;
  /** How much fits side by side: wide with the context panel, medium without, narrow one column. */
  readonly layout: Layout;
  /** In one-column windows: what the column shows. */
  readonly column: 'list' | 'thread';
  /** Pixels, 280 to 440. */
  readonly listWidth: number;
  /** Filter of the list by name or number. */
  readonly query: string;
  readonly dialog: DialogState | null;
  readonly toasts: readonly ToastState[];
}

export const LIST_WIDTH = { min: 280, normal: 348, max: 440 } as const;
const WIDTH_KEY = 'wicket.listWidth';
const TOASTS_AT_ONCE = 2;
const TOAST_MS = 6000;

export const useUi = create<UiState>()(() => ({
  place: 'all',
  selectedId: null,
  threadFocus: 0,
  searchFocus: 0,
  contextOpen: true,
  listOpen: true,
  layout: 'wide',
  column: 'list',
  listWidth: LIST_WIDTH.normal,
  query: '',
  dialog: null,
  toasts: [],
}));

export function goTo(place: Place): void {
  useUi.setState({ place, column: 'list', listOpen: true });
}

/** Selects a conversation; with `focus` the thread takes the keyboard. */
export function selectConversation(id: ConversationId | null, options: { readonly focus?: boolean } = {}): void {
  useUi.setState((ui) => ({
    selectedId: id,
    column: id !== null && options.focus === true ? 'thread' : ui.column,
    threadFocus: options.focus === true ? ui.threadFocus + 1 : ui.threadFocus,
  }));
}

export function showColumn(column: 'list' | 'thread'): void {
  useUi.setState({ column });
}

let contextWhenWide = true;

/** Beside the thread in a wide window, over it in a smaller one. */
export function setContextOpen(open: boolean): void {
  if (useUi.getState().layout === 'wide') contextWhenWide = open;
  useUi.setState({ contextOpen: open });
}

/** Folds the context panel away when the window gets too small for it, and brings it back. */
export function setLayout(layout: Layout): void {
  useUi.setState((ui) => (ui.layout === layout ? ui : { layout, contextOpen: layout === 'wide' ? contextWhenWide : false }));
}

export function setListOpen(open: boolean): void {
  useUi.setState({ listOpen: open });
}

export function setQuery(query: string): void {
  useUi.setState({ query: query.slice(0, 200) });
}

/** Goes to the search field in the title bar; what it finds stands in the list. */
export function focusSearch(): void {
  useUi.setState((ui) => ({ place: ui.place === 'unread' ? 'unread' : 'all', column: 'list', listOpen: true, searchFocus: ui.searchFocus + 1 }));
}

export function openDialog(dialog: DialogState): void {
  useUi.setState({ dialog });
}

export function closeDialog(): void {
  useUi.setState({ dialog: null });
}

export function setListWidth(width: number): void {
  const listWidth = Math.round(Math.min(LIST_WIDTH.max, Math.max(LIST_WIDTH.min, width)));
  useUi.setState({ listWidth });
  localStorage.setItem(WIDTH_KEY, String(listWidth));
}

/** Takes up what belongs to this device. */
export function restoreListWidth(): void {
  const stored = Number(localStorage.getItem(WIDTH_KEY));
  if (stored >= LIST_WIDTH.min && stored <= LIST_WIDTH.max) useUi.setState({ listWidth: stored });
}

let lastToast = 0;

/** Shows a toast: at most two at once, for six seconds; errors stay until they are closed. */
export function toast(tone: ToastState['tone'], text: string, action?: ToastState['action']): number {
  lastToast += 1;
  const id = lastToast;
  const made: ToastState = { id, tone, text, ...(action === undefined ? {} : { action }) };
  useUi.setState((ui) => ({ toasts: [...ui.toasts.filter((known) => known.text !== text), made].slice(-TOASTS_AT_ONCE) }));
  if (tone !== 'bad') setTimeout(() => closeToast(id), TOAST_MS);
  return id;
}

export function closeToast(id: number): void {
  useUi.setState((ui) => ({ toasts: ui.toasts.filter((known) => known.id !== id) }));
}
