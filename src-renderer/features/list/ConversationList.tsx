import { useVirtualizer } from '@tanstack/react-virtual';
import { CircleAlert, Inbox, MailCheck, SearchX } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { Blank, Button, SkeletonRow } from '../../components/index.ts';
import { number, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { neighbour, reload, setVisible, useConversations } from '../../stores/conversations.ts';
import { failureText } from '../../stores/failure-text.ts';
import { goTo, selectConversation, setQuery, useUi } from '../../stores/ui.ts';
import { useDelayed } from './use-delayed.ts';
import { useHeldRow } from './use-held-row.ts';
import styles from './ConversationList.module.css';
import { ListRow, rowDomId } from './ListRow.tsx';

const ROW_PX = { comfortable: 80, compact: 56 } as const;
const SKELETON_AFTER_MS = 150;

/** The conversations of a view, newest first, however many there are. `edge` is what the app puts on its inline end. */
export function ConversationList({ edge }: { readonly edge?: ReactNode }) {
  const view = useConversations((state) => state.list.query.view);
  const total = useConversations((state) => state.list.total);
  const empty = useConversations((state) => state.phase === 'ready' && state.list.slots.length === 0);
  const failed = useConversations((state) => state.phase === 'failed');
  const listKey = useConversations(({ list }) => `${list.query.view} ${list.query.connectionId ?? ''} ${list.query.query}`);
  const waiting = useConversations((state) => (state.phase === 'loading' && state.list.slots.length === 0) || state.list.query.view === 'closing');
  const unreadView = view === 'unread';
  return (
    <section className={styles.list} aria-label={t('app.region.list')} data-pane="list">
      <header className={styles.header}>
        <h1 className={styles.title}>{t(unreadView ? 'rail.unread' : 'rail.all')} {view === 'closing' ? null : <span className={styles.count}>{number(total)}</span>}</h1>
        <span className={styles.sort}>{t('list.sort.newest')}</span>
      </header>
      {failed ? <ListFailure /> : waiting ? <ListSkeleton /> : empty ? <ListEmpty /> : <Rows key={listKey} />}
      {edge}
    </section>
  );
}

function Rows() {
  const order = useConversations((state) => state.list.slots);
  const total = useConversations((state) => state.list.total);
  const view = useConversations((state) => state.list.query.view);
  const density = useApp((app) => app.settings?.density ?? 'comfortable');
  const selectedId = useUi((ui) => ui.selectedId);
  const { slots, onPointer, onPointerLeave } = useHeldRow(order, selectedId);
  const scroll = useRef<HTMLDivElement>(null);
  const rowPx = ROW_PX[density];
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowPx,
    overscan: 6,
  });
  useEffect(() => virtualizer.measure(), [rowPx, virtualizer]);

  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => setVisible(first, last), [first, last, slots]);

  const selectedIndex = useMemo(() => (selectedId === null ? -1 : slots.findIndex((slot) => slot.id === selectedId)), [slots, selectedId]);
  useEffect(() => {
    // Only a new selection scrolls; a row that moves by itself does not pull the list along.
    const index = useConversations.getState().list.slots.findIndex((slot) => slot.id === selectedId);
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [selectedId, virtualizer]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowPx) / rowPx) - 1);
    const target = moveTarget(event.key, selectedIndex, slots.length, page);
    if (target !== null) {
      event.preventDefault();
      const id = event.key === 'ArrowDown' ? neighbour(1) : event.key === 'ArrowUp' ? neighbour(-1) : (slots[target]?.id ?? null);
      if (id !== null) selectConversation(id);
    } else if (event.key === 'Enter' && selectedId !== null) {
      event.preventDefault();
      selectConversation(selectedId, { focus: true });
    }
  }

  return (
    <div
      ref={scroll}
      className={styles.scroll}
      role="listbox"
      tabIndex={0}
      data-pane-focus
      aria-label={t(view === 'unread' ? 'list.label.unread' : 'list.label.all')}
      {...(selectedIndex >= 0 && selectedId !== null && selectedIndex >= first && selectedIndex <= last ? { 'aria-activedescendant': rowDomId(selectedId) } : {})}
      onKeyDown={onKeyDown}
      onPointerMove={onPointer}
      onClick={onPointer}
      onPointerLeave={onPointerLeave}
    >
      <div className={styles.all} style={{ blockSize: virtualizer.getTotalSize() } satisfies CSSProperties} role="presentation">
        {items.map((item) => {
          const id = slots[item.index]?.id ?? null;
          return <ListRow key={id ?? `place-${item.index}`} id={id} index={item.index} total={total} start={item.start} selected={id !== null && id === selectedId} />;
        })}
      </div>
    </div>
  );
}

/** Where a key moves the selection to; null for keys that do not move it. */
export function moveTarget(key: string, index: number, count: number, page: number): number | null {
  const within = (wish: number): number => Math.min(count - 1, Math.max(0, wish));
  if (count === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return within(index + 1);
    case 'ArrowUp':
      return within(index - 1);
    case 'PageDown':
      return within(index + page);
    case 'PageUp':
      return within(index - page);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

function ListSkeleton() {
  const shown = useDelayed(SKELETON_AFTER_MS);
  if (!shown) return <div className={styles.scroll} aria-busy="true" />;
  return (
    <div className={styles.scroll} aria-busy="true" aria-label={t('app.loading')}>
      {Array.from({ length: 9 }, (_, index) => <SkeletonRow key={index} index={index} />)}
    </div>
  );
}

function ListEmpty() {
  const query = useConversations((state) => state.list.query.query);
  const view = useConversations((state) => state.list.query.view);
  if (query !== '') {
    return (
      <Blank
        icon={SearchX}
        title={t('list.empty.search.title', { query })}
        text={t('list.empty.search.text')}
        action={<Button size="small" onClick={() => setQuery('')}>{t('list.search.clear')}</Button>}
      />
    );
  }
  if (view === 'unread') {
    return (
      <Blank
        icon={MailCheck}
        title={t('list.empty.unread.title')}
        text={t('list.empty.unread.text')}
        action={<Button size="small" onClick={() => goTo('all')}>{t('list.empty.unread.action')}</Button>}
      />
    );
  }
  return <Blank icon={Inbox} title={t('list.empty.all.title')} text={t('list.empty.all.text')} />;
}

function ListFailure() {
  const failure = useConversations((state) => state.failure);
  return (
    <div role="alert">
      <Blank
        icon={CircleAlert}
        title={t('list.error.title')}
        {...(failure === null ? {} : { text: failureText(failure) })}
        action={<Button size="small" onClick={() => void reload()}>{t('app.tryAgain')}</Button>}
      />
    </div>
  );
}
