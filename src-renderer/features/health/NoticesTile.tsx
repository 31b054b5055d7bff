import { Check, CircleAlert } from 'lucide-react';
import type { HealthView } from '../../../src-preload/contract/index.ts';
import { moment, number, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import styles from './HealthPage.module.css';
import { Tile } from './Tile.tsx';

const SHOWN = 3;

export function NoticesTile({ notices }: { readonly notices: HealthView['notices'] }) {
  return (
    <Tile
      name={t('health.notices')}
      state={
        notices.length === 0
          ? { tone: 'ok', icon: Check, text: t('health.notices.none') }
          : { tone: 'warn', icon: CircleAlert, text: t('health.notices.some') }
      }
      figure={number(notices.length)}
      unit={t('health.notices.unit', { count: notices.length })}
    >
      {notices.length === 0 ? <p>{t('health.notices.text')}</p> : null}
      <ul className={styles.notices}>
        {notices.slice(0, SHOWN).map((notice) => (
          <Notice key={`${notice.at}-${notice.field}-${notice.title}`} notice={notice} />
        ))}
      </ul>
    </Tile>
  );
}

function Notice({ notice }: { readonly notice: HealthView['notices'][number] }) {
  const when = useClock((clock) => moment(notice.at, clock.minuteNow));
  return (
    <li title={notice.detail ?? undefined}>
      <span className="truncate">{notice.title}</span>
      <time className="faint">{when}</time>
    </li>
  );
}
