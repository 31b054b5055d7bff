import { UsersRound } from 'lucide-react';
import { memo } from 'react';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { Avatar, Badge, classNames, Icon, Tick, WindowRing } from '../../components/index.ts';
import { badgeNumber, fullMoment, listTime, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { tickLabel, tickShape } from '../../stores/tick-shape.ts';
import { useRing } from '../../stores/use-window.ts';
import styles from './ConversationItem.module.css';
import { KindIcon } from './KindIcon.tsx';
import { rowPreview } from '../../stores/row-preview.ts';

/** What stands inside one row: ring, name and time, marker and preview, unread count. */
export const ConversationItem = memo(function ConversationItem({ row }: { readonly row: ConversationRow }) {
  const ring = useRing(row.window);
  const time = useClock((clock) => listTime(row.lastAt, clock.minuteNow));
  return (
    <>
      <WindowRing {...ring}>
        <Avatar initials={row.person.initials} tint={row.person.tint} isGroup={row.person.isGroup} />
      </WindowRing>
      <div className={styles.body}>
        <div className={styles.line}>
          {row.person.isGroup ? <Icon of={UsersRound} size="s" label={t('list.group')} className={styles.kind} /> : null}
          <span className={classNames(styles.name, 'truncate')} dir="auto">{row.person.name ?? t('list.nobody')}</span>
          <time className={styles.time} dateTime={new Date(row.lastAt).toISOString()} title={fullMoment(row.lastAt)}>{time}</time>
        </div>
        <div className={classNames(styles.line, styles.second)}>
          <PreviewLine row={row} />
          {row.unread > 0 ? <Badge text={badgeNumber(row.unread)} label={t('list.unread', { count: row.unread })} tone="accent" /> : null}
        </div>
      </div>
    </>
  );
});

function PreviewLine({ row }: { readonly row: ConversationRow }) {
  const preview = rowPreview(row);
  const state = row.preview?.state ?? null;
  return (
    <>
      {preview.marker === 'draft' ? <span className={styles.draft}>{t('list.draft')}</span> : null}
      {preview.marker !== 'draft' && preview.marker !== 'none' && state !== null ? <Tick shape={tickShape(state)} label={tickLabel(state)} /> : null}
      {preview.marker === 'failed' ? <span className={styles.failed}>{t('list.notSent')}</span> : null}
      {preview.marker === 'unsure' ? <span className={styles.unsure}>{t('list.unsure')}</span> : null}
      {preview.iconKind === null ? null : <KindIcon kind={preview.iconKind} />}
      <span className={classNames(styles.preview, 'truncate')} {...(preview.spoken ? { dir: 'auto' } : {})}>{preview.text}</span>
    </>
  );
}
