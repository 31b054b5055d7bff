import type { ReactNode } from 'react';
import styles from './Chip.module.css';

export function Chip({ tone, children }: { readonly tone?: 'ok' | 'warn' | 'bad' | 'info' | 'accent'; readonly children: ReactNode }) {
  return <span className={styles.chip} data-tone={tone}>{children}</span>;
}
