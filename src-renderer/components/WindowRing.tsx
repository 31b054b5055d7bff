import type { CSSProperties, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { arcLength, ringGeometry, type RingSize } from './ring-geometry.ts';
import styles from './WindowRing.module.css';

export interface WindowRingProps {
  readonly state: 'never' | 'closed' | 'red' | 'amber' | 'calm';
  /** Share of the 24 hours that is left, 0 to 1. */
  readonly share: number;
  /** Short time under the avatar ("3h", "38m"); null shows none. */
  readonly pill: string | null;
  /** Accessible name: "Window open, 3 h 12 min left". Empty makes the ring silent. */
  readonly label: string;
  readonly size?: RingSize;
  /** The avatar in the middle; a dial has none. */
  readonly children?: ReactNode;
}

/** How long the window stays open, as an arc that shortens clockwise towards twelve o'clock. */
export function WindowRing({ state, share, pill, label, size = 'row', children }: WindowRingProps) {
  const { box, centre, radius } = ringGeometry(size);
  const left = { '--left': arcLength(share) } as CSSProperties;
  return (
    <span
      className={classNames(styles.ring, styles[size])}
      data-window={state}
      data-ring={size}
      {...(label === '' ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {state === 'never' ? null : (
        <svg className={styles.arc} viewBox={`0 0 ${box} ${box}`} aria-hidden="true">
          <circle className={styles.track} cx={centre} cy={centre} r={radius} />
          <circle className={styles.left} cx={centre} cy={centre} r={radius} pathLength={100} style={left} />
        </svg>
      )}
      {children}
      {pill === null || (state !== 'amber' && state !== 'red') ? null : (
        <span className={styles.pill} aria-hidden="true">{pill}</span>
      )}
    </span>
  );
}
