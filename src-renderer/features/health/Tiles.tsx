import type { HealthView } from '../../../src-preload/contract/index.ts';
import { ClockTile } from './ClockTile.tsx';
import { DatabaseTile } from './DatabaseTile.tsx';
import { GraphTile } from './GraphTile.tsx';
import styles from './HealthPage.module.css';
import { NoticesTile } from './NoticesTile.tsx';
import { OutboxTile } from './OutboxTile.tsx';
import { ReceiverTile } from './ReceiverTile.tsx';

export function Tiles({ health }: { readonly health: HealthView }) {
  return (
    <div className={styles.tiles}>
      <ReceiverTile receiver={health.receiver} />
      <OutboxTile outbox={health.outbox} />
      <GraphTile graph={health.graph} />
      <DatabaseTile database={health.database} bodyBytes={health.journal.bodyBytes} />
      <ClockTile skewMs={health.graph.skewMs} />
      <NoticesTile notices={health.notices} />
    </div>
  );
}
