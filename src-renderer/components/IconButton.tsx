import type { LucideIcon } from 'lucide-react';
import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import styles from './IconButton.module.css';
import { Tooltip } from './Tooltip.tsx';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'children' | 'aria-label'> {
  readonly icon: LucideIcon;
  /** Accessible name and tooltip. */
  readonly label: string;
  /** Keys that do the same, shown in the tooltip. */
  readonly keys?: readonly string[];
  readonly size?: 'small' | 'medium';
  readonly flips?: boolean;
  /** The thing that this button shows is shown. */
  readonly on?: boolean;
}

export function IconButton({ icon, label, keys, size = 'medium', flips = false, on = false, className, type = 'button', ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} {...(keys === undefined ? {} : { keys })}>
      <button {...rest} type={type} aria-label={label} className={classNames(styles.button, size === 'small' && styles.small, on && styles.on, className)}>
        <Icon of={icon} flips={flips} />
      </button>
    </Tooltip>
  );
}
