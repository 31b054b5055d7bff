import { CircleAlert, RefreshCw } from 'lucide-react';
import { useEffect } from 'react';
import { Blank, Button, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { watchSeconds } from '../../stores/clock.ts';
import { failureText } from '../../stores/failure-text.ts';
import { useHealth } from '../../stores/health/index.ts';
import styles from './HealthPage.module.css';
import { JournalTile } from './JournalTile.tsx';
import { Pulse } from './Pulse.tsx';
import { Tiles } from './Tiles.tsx';

/** First the answer, then the journal's equation, then one tile for each part. */
export function HealthPage() {
  const health = useHealth((state) => state.health);
  const failure = useHealth((state) => state.failure);
  useEffect(() => useHealth.getState().watch(), []);
  useEffect(() => watchSeconds(), []);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className="grow">
          <h1 className={styles.title}>{t('health.title')}</h1>
          <Numbers />
        </div>
        <Button onClick={() => void useHealth.getState().refresh()}><Icon of={RefreshCw} size="s" />{t('health.refresh')}</Button>
      </header>
      {health === null && failure !== null ? (
        <Blank icon={CircleAlert} title={t('health.failed')} text={failureText(failure)} />
      ) : null}
      {health === null ? null : (
        <div className={styles.health}>
          <Pulse health={health} />
          <JournalTile journal={health.journal} />
          <Tiles health={health} />
        </div>
      )}
    </div>
  );
}

function Numbers() {
  const connections = useApp((app) => app.connections);
  const [only] = connections;
  if (connections.length !== 1 || only === undefined) {
    return <p className={styles.sub}>{t('health.sub.all', { count: connections.length })}</p>;
  }
  return <p className={styles.sub}><bdi>{only.name}</bdi>, <bdi className="tel">{only.phoneFormatted}</bdi></p>;
}
