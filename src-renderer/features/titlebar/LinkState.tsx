import { FlaskConical } from 'lucide-react';
import { Icon } from '../../components/index.ts';
import { t, timeOfDay } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import styles from './TitleBar.module.css';

/** Whether the page reaches Wicket and Wicket reaches Meta; and the mark of the sandbox for as long as it is used. */
export function LinkState() {
  const sandbox = useApp((app) => app.sandbox);
  const bridgeUp = useApp((app) => app.bridgeUp);
  const offlineSince = useApp((app) => app.offlineSince);
  const queued = useApp((app) => app.queued);
  const connected = useApp((app) => app.connections.length > 0);
  const state = !bridgeUp || offlineSince !== null ? 'offline' : sandbox || connected ? 'ok' : 'none';
  const words = !bridgeUp
    ? t('titlebar.link.lost')
    : offlineSince !== null
      ? offlineWords(offlineSince, queued)
      : t(connected || sandbox ? 'titlebar.link.connected' : 'titlebar.link.none');
  return (
    <>
      {sandbox ? <span className={styles.sandbox}><Icon of={FlaskConical} size="s" />{t('titlebar.link.sandbox')}</span> : null}
      <span className={styles.link} data-state={state} role="status">{words}</span>
    </>
  );
}

function offlineWords(since: number, queued: number): string {
  const words = t('titlebar.link.offline', { time: timeOfDay(since) });
  return queued === 0 ? words : `${words} · ${t('titlebar.link.waiting', { count: queued })}`;
}
