import { memo } from 'react';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { Avatar, classNames, Tick, WindowRing } from '../../components/index.ts';
import { duration, moment, t, timeOfDay } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { rowPreview } from '../../stores/row-preview.ts';
import { isAnswered } from '../../stores/closing.ts';
import { selectConversation, showColumn } from '../../stores/ui.ts';
import { tickLabel, tickShape } from '../../stores/tick-shape.ts';
import { useRing, useWindowFacts } from '../../stores/use-window.ts';
import styles from './ClosingPage.module.css';

/** One conversation whose window closes soon: who, what was said, how long is left. */
export const ClosingRow = memo(function ClosingRow({ row, selected }: { readonly row: ConversationRow; readonly selected: boolean }) {
  const ring = useRing(row.window);
  const facts = useWindowFacts(row.window);
  const when = useClock((clock) => moment(row.lastAt, clock.minuteNow));
  const ours = row.preview?.direction === 'out';
  const state = row.preview?.state ?? null;
  const said = rowPreview({ draft: null, preview: row.preview });
  return (
    <div
      className={styles.row}
      role="option"
      aria-selected={selected}
      data-conversation={row.id}
      onClick={() => {
        selectConversation(row.id);
        showColumn('thread');
      }}
    >
      <WindowRing {...ring} pill={null} size="header">
        <Avatar initials={row.person.initials} tint={row.person.tint} isGroup={row.person.isGroup} />
      </WindowRing>
      <div className={styles.who}>
        <div className={classNames(styles.name, 'truncate')} dir="auto">{row.person.name ?? t('list.nobody')}</div>
        <div className="small faint truncate">{t(ours ? (isAnswered(row) ? 'closing.answered' : 'closing.tried') : 'closing.wrote', { time: when })}</div>
      </div>
      <div className={styles.said}>
        {ours && state !== null ? <Tick shape={tickShape(state)} label={tickLabel(state)} /> : null}
        <span className="truncate grow" {...(said.spoken ? { dir: 'auto' } : {})}>{said.text}</span>
      </div>
      <div className={styles.left} data-window={facts.state}>
        <b>{duration(facts.leftMs)}</b>
        <span className="small faint">{facts.closesAt === null ? null : t('window.until', { time: timeOfDay(facts.closesAt) })}</span>
      </div>
    </div>
  );
});
