import styles from './Badge.module.css';
import { classNames } from './class-names.ts';

export interface BadgeProps {
  /** Already formatted ("4", "99+"). */
  readonly text: string;
  /** What the number means, for readers: "4 unread". */
  readonly label: string;
  readonly tone?: 'neutral' | 'accent' | 'red';
  /** corner: on an icon of the rail. inline: at the end of a row. */
  readonly place?: 'corner' | 'inline';
}

export function Badge({ text, label, tone = 'neutral', place = 'inline' }: BadgeProps) {
  return (
    <span className={classNames(styles.badge, styles[place])} data-tone={tone}>
      <span aria-hidden="true">{text}</span>
      <span className="visually-hidden">{label}</span>
    </span>
  );
}
