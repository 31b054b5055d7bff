import { Check, FlaskConical, HardDrive, KeyRound, type LucideIcon, PlugZap } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button, Icon, Keys, Mark } from '../../components/index.ts';
import { type PlainKey, t } from '../../i18n/index.ts';
import { enterSandbox } from '../../stores/app.ts';
import { registerCommands } from '../../stores/commands.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { openDialog } from '../../stores/ui.ts';
import styles from './FirstRun.module.css';

function connect(): void {
  openDialog({ kind: 'connection', connectionId: null });
}

/** Two doors of equal size: try it, or connect a number. */
export function FirstRun() {
  const [entering, setEntering] = useState(false);

  async function tryOut(): Promise<void> {
    setEntering(true);
    const answer = await enterSandbox();
    // On success the page is told to load again with the sandbox's data.
    if (answer.ok) return;
    setEntering(false);
    toastFailure(answer.error);
  }

  useEffect(
    () =>
      registerCommands([
        { id: 'firstRun.sandbox', title: t('firstRun.sandbox.action'), group: 'app', keys: ['s'], run: () => void tryOut() },
        { id: 'firstRun.connect', title: t('firstRun.connect.action'), group: 'app', keys: ['c'], run: connect },
      ]),
    [],
  );

  return (
    <div className={styles.page}>
      <div className={styles.welcome}>
        <Mark size={64} className={styles.mark} />
        <h1>{t('firstRun.title')}</h1>
        <p className={styles.lead}>{t('firstRun.lead')}</p>
        <div className={styles.doors}>
          <Door
            icon={FlaskConical}
            title="firstRun.sandbox.title"
            text="firstRun.sandbox.text"
            points={['firstRun.sandbox.point1', 'firstRun.sandbox.point2', 'firstRun.sandbox.point3']}
            action={<Button size="large" disabled={entering} onClick={() => void tryOut()}>{t('firstRun.sandbox.action')} <Keys keys={['S']} /></Button>}
          />
          <Door
            icon={PlugZap}
            title="firstRun.connect.title"
            text="firstRun.connect.text"
            points={['firstRun.connect.point1', 'firstRun.connect.point2', 'firstRun.connect.point3']}
            action={<Button size="large" variant="primary" onClick={connect}>{t('firstRun.connect.action')} <Keys keys={['C']} /></Button>}
          />
        </div>
        <div className={styles.facts}>
          <span><Icon of={HardDrive} size="s" />{t('firstRun.fact.history')}</span>
          <span><Icon of={KeyRound} size="s" />{t('firstRun.fact.secrets')}</span>
        </div>
      </div>
    </div>
  );
}

interface DoorProps {
  readonly icon: LucideIcon;
  readonly title: PlainKey;
  readonly text: PlainKey;
  readonly points: readonly PlainKey[];
  readonly action: ReactNode;
}

function Door({ icon, title, text, points, action }: DoorProps) {
  return (
    <section className={styles.door}>
      <span className={styles.doorIcon}><Icon of={icon} size="l" /></span>
      <h2>{t(title)}</h2>
      <p>{t(text)}</p>
      <ul>
        {points.map((point) => <li key={point}><Icon of={Check} size="s" />{t(point)}</li>)}
      </ul>
      {action}
    </section>
  );
}
