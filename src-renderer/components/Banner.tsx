import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './Banner.module.css';
import { Icon } from './Icon.tsx';

export interface BannerProps {
  readonly tone: 'warn' | 'bad' | 'info';
  readonly icon: LucideIcon;
  /** What happened, in bold. */
  readonly title: string;
  /** What it means. */
  readonly text: string;
  readonly action?: ReactNode;
}

/** For states of the whole app only; one at a time. */
export function Banner({ tone, icon, title, text, action }: BannerProps) {
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon of={icon} size="s" />
      <span className="grow"><strong>{title}</strong> {text}</span>
      {action}
    </div>
  );
}
