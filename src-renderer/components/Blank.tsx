import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Blank.module.css';

export interface BlankProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly text?: string;
  readonly action?: ReactNode;
}

/** What stands where there is nothing to show: says why, and what to do. */
export function Blank({ icon: Shape, title, text, action }: BlankProps) {
  return (
    <div className={styles.blank}>
      <Shape className={styles.icon} size={24} strokeWidth={1.5} aria-hidden="true" />
      <b>{title}</b>
      {text === undefined ? null : <p className="muted small">{text}</p>}
      {action === undefined ? null : <div className={styles.action}>{action}</div>}
    </div>
  );
}
