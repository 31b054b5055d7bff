import type { CSSProperties } from 'react';
import { windowClosesAt } from '../../../src-main/domain/service-window.ts';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { Avatar, WindowRing } from '../../components/index.ts';
import { t, timeOfDay } from '../../i18n/index.ts';
import type { ClosingGroups } from '../../stores/closing.ts';
import { HORIZON_MS } from '../../stores/conversations-list.ts';
import { selectConversation, showColumn } from '../../stores/ui.ts';
import { useRing } from '../../stores/use-window.ts';
import { horizonShare, hourMarks } from './horizon.ts';
import styles from './Horizon.module.css';

const percent = (name: '--at' | '--to', share: number): CSSProperties => ({ [name]: `${(share * 100).toFixed(2)}%` }) as CSSProperties;
/** More rings than this cannot be told apart; the rows below have them all. */
const PEGS_PER_LINE = 60;

/** The next hours as a line: waiting above, answered below, each ring at its closing time. */
export function Horizon({ groups, now, redShare }: { readonly groups: ClosingGroups; readonly now: number; readonly redShare: number }) {
  return (
    <figure className={styles.horizon} aria-label={t('closing.horizon')}>
      <div className={styles.scale}>
        <span className={styles.zone} style={percent('--to', redShare)} />
        {hourMarks(now, HORIZON_MS).map((mark, index) => (
          <span key={mark.share} className={styles.hour} data-now={index === 0} style={percent('--at', mark.share)}>
            <span>{index === 0 ? t('closing.now', { time: timeOfDay(mark.at) }) : timeOfDay(mark.at)}</span>
          </span>
        ))}
        <span className={styles.axis} />
        {groups.waiting.slice(0, PEGS_PER_LINE).map((row) => <Peg key={row.id} row={row} now={now} line="waiting" />)}
        {groups.answered.slice(0, PEGS_PER_LINE).map((row) => <Peg key={row.id} row={row} now={now} line="answered" />)}
      </div>
      <span className={styles.side} data-line="waiting">{t('closing.side.waiting')}</span>
      <span className={styles.side} data-line="answered">{t('closing.side.answered')}</span>
    </figure>
  );
}

function Peg({ row, now, line }: { readonly row: ConversationRow; readonly now: number; readonly line: 'waiting' | 'answered' }) {
  const ring = useRing(row.window);
  const closesAt = windowClosesAt(row.window);
  const share = closesAt === null ? null : horizonShare(closesAt, now, HORIZON_MS);
  if (share === null) return null;
  return (
    // The rows below are the same in words and reachable by key; the ring is a shortcut for the pointer.
    <span
      className={styles.peg}
      data-line={line}
      style={percent('--at', share)}
      title={row.person.name ?? t('list.nobody')}
      aria-hidden="true"
      onClick={() => {
        selectConversation(row.id);
        showColumn('thread');
      }}
    >
      <WindowRing {...ring} pill={null} label="" size={line === 'waiting' ? 'horizon' : 'peg'}>
        <Avatar initials={row.person.initials} tint={row.person.tint} isGroup={row.person.isGroup} />
      </WindowRing>
    </span>
  );
}
