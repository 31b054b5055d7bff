import { UserRound, UsersRound } from 'lucide-react';
import styles from './Avatar.module.css';
import { classNames } from './class-names.ts';

export interface AvatarProps {
  readonly initials: string;
  readonly tint: number;
  readonly isGroup?: boolean;
  /** Fills the ring's inner circle unless a size of its own is given. */
  readonly size?: 'ring' | 'small' | 'tiny';
}

/** Two letters on a soft tint; a figure where there is no name. The name stands beside it, so it is silent. */
export function Avatar({ initials, tint, isGroup = false, size = 'ring' }: AvatarProps) {
  return (
    <span className={classNames(styles.avatar, size !== 'ring' && styles[size])} data-tint={tint} aria-hidden="true">
      {isGroup ? <UsersRound className={styles.figure} strokeWidth={1.75} /> : initials === '' ? <UserRound className={styles.figure} strokeWidth={1.75} /> : initials}
    </span>
  );
}
