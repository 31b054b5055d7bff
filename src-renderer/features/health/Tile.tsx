import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './HealthPage.module.css';
import { Status, type Tone } from './Status.tsx';

export interface TileProps {
  readonly name: string;
  readonly state: { readonly tone: Tone; readonly icon: LucideIcon; readonly text: string };
  readonly figure: string;
  readonly unit: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}

/** Name, state, one figure, one sentence, one action. */
export function Tile({ name, state, figure, unit, children, action }: TileProps) {
  return (
    <section className={styles.tile} aria-label={name}>
      <header className={styles.tileHead}>
        <h2>{name}</h2>
        <Status {...state} />
      </header>
      <p className={styles.big}>{figure} <small>{unit}</small></p>
      <div className={styles.note}>{children}</div>
      {action === undefined ? null : <div className={styles.foot}>{action}</div>}
    </section>
  );
}
