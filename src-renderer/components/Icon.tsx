import type { LucideIcon } from 'lucide-react';
import { classNames } from './class-names.ts';
import styles from './Icon.module.css';

const measures = {
  s: { size: 14, stroke: 2 },
  m: { size: 16, stroke: 1.75 },
  l: { size: 20, stroke: 1.6 },
} as const;

export interface IconProps {
  readonly of: LucideIcon;
  readonly size?: keyof typeof measures;
  /** Arrows of direction turn round in right-to-left layouts. */
  readonly flips?: boolean;
  /** Without a label the icon is decoration. */
  readonly label?: string;
  readonly className?: string | undefined;
}

export function Icon({ of: Shape, size = 'm', flips = false, label, className }: IconProps) {
  const measure = measures[size];
  return (
    <Shape
      className={classNames(styles.icon, flips && styles.flips, className)}
      size={measure.size}
      strokeWidth={measure.stroke}
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    />
  );
}
