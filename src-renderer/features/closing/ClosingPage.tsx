import { Hourglass } from 'lucide-react';
import { type KeyboardEvent, useMemo } from 'react';
import { Blank, Keys, SkeletonRow } from '../../components/index.ts';
import { duration, type PlainKey, t } from '../../i18n/index.ts';
import { windowClosesAt } from '../../../src-main/domain/service-window.ts';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { useClock } from '../../stores/clock.ts';
import { closingGroups } from '../../stores/closing.ts';
import { neighbour, setVisible, useConversations } from '../../stores/conversations.ts';
import { HORIZON_MS } from '../../stores/conversations-list.ts';
import { keyNames } from '../../stores/key-names.ts';
import { selectConversation, useUi } from '../../stores/ui.ts';
import { useThresholds } from '../../stores/use-window.ts';
import { ClosingRow } from './ClosingRow.tsx';
import styles from './ClosingPage.module.css';
import { Horizon } from './Horizon.tsx';

/** Who must be answered before the window closes, shortest first. */
export function ClosingPage() {
  const now = useClock((clock) => clock.minuteNow);
  const list = useConversations((state) => state.list);
  const rows = useConversations((state) => state.rows);
  const loading = useConversations((state) => state.phase === 'loading');
  const { redMs } = useThresholds();
  const groups = useMemo(() => closingGroups(list, rows, now), [list, rows, now]);
  const first = nextToClose([...groups.waiting, ...groups.answered], now);
  const empty = groups.waiting.length + groups.answered.length === 0;
  const shown = list.query.view === 'closing';

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (step !== null) {
      event.preventDefault();
      const id = neighbour(step);
      if (id !== null) selectConversation(id);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      selectConversation(useUi.getState().selectedId, { focus: true });
    }
  }

  return (
    <section
      className={styles.main}
      aria-label={t('closing.title')}
      data-pane="list"
      onScroll={(event) => {
        const { scrollTop, clientHeight, scrollHeight } = event.currentTarget;
        if (scrollHeight - scrollTop - clientHeight < 600) setVisible(0, list.slots.length + 50);
      }}
    >
      <header className={styles.header}>
        <h1 className={styles.title}>{t('closing.title')}</h1>
        {shown && !empty ? (
          <p className="muted">
            {t('closing.waiting.summary', { count: groups.waiting.length })} {first === null ? null : t('closing.next', { left: duration(first.leftMs) })}
          </p>
        ) : null}
      </header>
      {!shown || (empty && loading) ? (
        <div aria-busy="true">{Array.from({ length: 4 }, (_, index) => <SkeletonRow key={index} index={index} />)}</div>
      ) : empty ? (
        <div className={styles.empty}><Blank icon={Hourglass} title={t('closing.empty.title')} text={t('closing.empty.text')} /></div>
      ) : (
        <div onKeyDown={onKeyDown}>
          <Horizon groups={groups} now={now} redShare={Math.min(1, redMs / HORIZON_MS)} />
          <Group title="closing.group.waiting" note={t('closing.group.waiting.note', { count: groups.waiting.length })} rows={groups.waiting} focusable />
          <Group title="closing.group.answered" note={t('closing.group.answered.note', { count: groups.answered.length })} rows={groups.answered} focusable={groups.waiting.length === 0} />
        </div>
      )}
    </section>
  );
}

interface GroupProps {
  readonly title: PlainKey;
  readonly note: string;
  readonly rows: readonly ConversationRow[];
  /** The page's list is one tab stop: its first group has it. */
  readonly focusable: boolean;
}

function Group({ title, note, rows, focusable }: GroupProps) {
  const selectedId = useUi((ui) => ui.selectedId);
  if (rows.length === 0) return null;
  return (
    <>
      <h2 className={styles.groupTitle}>{t(title)} <span className="faint small">{note}</span></h2>
      <div className={styles.rows} role="listbox" aria-label={t(title)} tabIndex={focusable ? 0 : -1} {...(focusable ? { 'data-pane-focus': true } : {})}>
        {rows.map((row) => <ClosingRow key={row.id} row={row} selected={row.id === selectedId} />)}
      </div>
    </>
  );
}

/** The row that closes first, with the time left (ms). */
export function nextToClose(rows: readonly ConversationRow[], now: number): { readonly row: ConversationRow; readonly leftMs: number } | null {
  let first: { row: ConversationRow; leftMs: number } | null = null;
  for (const row of rows) {
    const closesAt = windowClosesAt(row.window);
    if (closesAt === null || closesAt <= now) continue;
    if (first === null || closesAt - now < first.leftMs) first = { row, leftMs: closesAt - now };
  }
  return first;
}

/** At the foot of the conversation at the side: who comes next. */
export function ClosingNext() {
  const now = useClock((clock) => clock.minuteNow);
  const selectedId = useUi((ui) => ui.selectedId);
  const list = useConversations((state) => state.list);
  const rows = useConversations((state) => state.rows);
  const next = useMemo(() => {
    if (selectedId === null) return null;
    const groups = closingGroups(list, rows, now);
    const order = [...groups.waiting, ...groups.answered];
    return order[order.findIndex((row) => row.id === selectedId) + 1] ?? null;
  }, [list, rows, now, selectedId]);
  const closesAt = next === null ? null : windowClosesAt(next.window);
  if (next === null || closesAt === null) return null;
  return (
    <div className={styles.next}>
      <span className="faint">{t('closing.after')}</span>
      <b className="truncate" dir="auto">{t('closing.after.name', { name: next.person.name ?? t('list.nobody'), left: duration(closesAt - now) })}</b>
      <span className="grow" />
      <Keys keys={keyNames('j')} /> <span className="faint">{t('closing.after.key')}</span>
    </div>
  );
}
