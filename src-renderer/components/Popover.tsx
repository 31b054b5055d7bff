import { Popover as Base } from '@base-ui/react/popover';
import type { ReactElement, ReactNode, RefObject } from 'react';
import styles from './Popover.module.css';

export interface PopoverProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly label: string;
  /** The button that opens it; without one it stands at `anchor`. */
  readonly trigger?: ReactElement<Record<string, unknown>>;
  readonly anchor?: () => Element | null;
  readonly side?: 'top' | 'bottom';
  readonly align?: 'start' | 'center' | 'end';
  /** Where the focus goes afterwards; to the trigger when left out. */
  readonly finalFocus?: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A small surface beside what it belongs to. Holds the focus while open and gives it back. */
export function Popover({ open, onOpenChange, label, trigger, anchor, side = 'top', align = 'start', finalFocus, children }: PopoverProps) {
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      {trigger === undefined ? null : <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Positioner className={styles.positioner} side={side} align={align} sideOffset={6} collisionPadding={8} {...(anchor === undefined ? {} : { anchor })}>
          <Base.Popup className={styles.popover} aria-label={label} {...(finalFocus === undefined ? {} : { finalFocus })}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
