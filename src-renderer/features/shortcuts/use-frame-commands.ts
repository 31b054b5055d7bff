import { useEffect } from 'react';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { type Command, registerCommands } from '../../stores/commands.ts';
import { markUnread, neighbour } from '../../stores/conversations.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import {
  focusSearch,
  goTo,
  type Place,
  openDialog,
  selectConversation,
  setContextOpen,
  setListOpen,
  setQuery,
  showColumn,
  useUi,
} from '../../stores/ui.ts';
import { cyclePanes, focusPaneNamed } from './panes.ts';

const inInbox = (): boolean => !['health', 'settings'].includes(useUi.getState().place);
const hasNumbers = (): boolean => useApp.getState().connections.length > 0;
const hasSelection = (): boolean => inInbox() && useUi.getState().selectedId !== null;
const onPage = (): boolean => document.activeElement === null || document.activeElement === document.body;

function step(by: 1 | -1): void {
  const id = neighbour(by);
  if (id !== null) selectConversation(id);
}

async function markSelectedUnread(): Promise<void> {
  const { selectedId } = useUi.getState();
  if (selectedId === null) return;
  selectConversation(null);
  showColumn('list');
  const failure = await markUnread(selectedId);
  if (failure !== null) toastFailure(failure);
}

/** One step back: overlay, search, thread; never loses text. */
function back(): void {
  const ui = useUi.getState();
  if (ui.contextOpen && ui.layout !== 'wide') setContextOpen(false);
  else if (ui.layout === 'narrow' && ui.column === 'thread') showColumn('list');
  else if (ui.query !== '') setQuery('');
  else focusPaneNamed('list');
}

function toggleList(): void {
  const ui = useUi.getState();
  if (ui.layout === 'narrow') showColumn('list');
  else setListOpen(!ui.listOpen);
}

const viewTitles: readonly { readonly place: Place; readonly key: string; readonly title: string }[] = [
  { place: 'all', key: '1', title: t('rail.all') },
  { place: 'unread', key: '2', title: t('rail.unread') },
  { place: 'closing', key: '3', title: t('rail.closing') },
];

const frameCommands: readonly Command[] = [
  { id: 'conversation.next', title: t('shortcuts.next'), group: 'move', keys: ['j'], when: inInbox, run: () => step(1) },
  { id: 'conversation.previous', title: t('shortcuts.previous'), group: 'move', keys: ['k'], when: inInbox, run: () => step(-1) },
  {
    id: 'conversation.focus',
    title: t('shortcuts.openThread'),
    group: 'move',
    keys: ['Enter'],
    when: () => hasSelection() && onPage(),
    run: () => selectConversation(useUi.getState().selectedId, { focus: true }),
  },
  {
    id: 'conversation.markUnread',
    title: t('shortcuts.markUnread'),
    group: 'conversation',
    keys: ['u'],
    when: hasSelection,
    run: () => void markSelectedUnread(),
  },
  { id: 'list.search', title: t('shortcuts.searchList'), group: 'move', keys: ['/'], when: hasNumbers, run: focusSearch },
  { id: 'app.search', title: t('shortcuts.search'), group: 'app', keys: ['Mod+k'], inText: true, when: hasNumbers, run: focusSearch },
  ...viewTitles.map(({ place, key, title }): Command => ({ id: `view.${place}`, title, group: 'move', keys: [key], run: () => goTo(place) })),
  { id: 'app.health', title: t('shortcuts.goHealth'), group: 'move', keys: ['g h'], run: () => goTo('health') },
  { id: 'app.settings', title: t('shortcuts.goSettings'), group: 'move', keys: ['g s'], run: () => goTo('settings') },
  { id: 'list.toggle', title: t('shortcuts.toggleList'), group: 'app', keys: ['['], when: inInbox, run: toggleList },
  { id: 'context.toggle', title: t('shortcuts.toggleContext'), group: 'app', keys: [']'], when: hasSelection, run: () => setContextOpen(!useUi.getState().contextOpen) },
  { id: 'app.help', title: t('shortcuts.help'), group: 'app', keys: ['?'], run: () => openDialog({ kind: 'shortcuts' }) },
  { id: 'app.panes', title: t('shortcuts.cyclePanes'), group: 'app', keys: ['F6'], inText: true, run: () => cyclePanes(1) },
  { id: 'app.panesBack', title: t('shortcuts.cyclePanesBack'), group: 'app', keys: ['Shift+F6'], inText: true, run: () => cyclePanes(-1) },
  { id: 'app.back', title: t('shortcuts.back'), group: 'app', keys: ['Escape'], inText: true, when: inInbox, run: back },
];

/** What works everywhere in the frame. */
export function useFrameCommands(): void {
  useEffect(() => registerCommands(frameCommands), []);
}
