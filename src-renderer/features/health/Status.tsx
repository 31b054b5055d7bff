import type { LucideIcon } from 'lucide-react';
import { Icon } from '../../components/index.ts';
import styles from './HealthPage.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'quiet';

/** A state in one or two words, with its sign. */
export function Status({ tone, icon, text }: { readonly tone: Tone; readonly icon: LucideIcon; readonly text: string }) {
  return (
    <span className={styles.status} data-tone={tone}>
      <Icon of={icon} size="s" />
      {text}
    </span>
  );
}
