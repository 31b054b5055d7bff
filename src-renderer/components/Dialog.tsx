import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './Dialog.module.css';
import { Icon } from './Icon.tsx';

export interface DialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: ReactNode;
  readonly closeLabel: string;
  readonly size?: 'small' | 'medium' | 'large';
  /** Buttons at the foot, the primary one last. */
  readonly actions?: ReactNode;
  readonly children?: ReactNode;
}

/** Holds the focus while open and gives it back to its opener. */
export function Dialog({ open, onClose, title, description, closeLabel, size = 'medium', actions, children }: DialogProps) {
  const popup = useRef<HTMLDivElement>(null);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Viewport className={styles.viewport}>
          <Base.Popup ref={popup} className={classNames(styles.dialog, styles[size])} initialFocus={() => firstField(popup.current) ?? true}>
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              <Base.Close className={styles.close} aria-label={closeLabel}><Icon of={X} /></Base.Close>
            </header>
            <div className={styles.body}>
              {description === undefined ? null : <Base.Description className={styles.description}>{description}</Base.Description>}
              {children}
            </div>
            {actions === undefined ? null : <footer className={styles.footer}>{actions}</footer>}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

/** A form takes the keyboard at its first field; elsewhere the dialog decides. */
function firstField(popup: HTMLElement | null): HTMLElement | null {
  return popup?.querySelector<HTMLElement>('input:not([disabled]), textarea:not([disabled])') ?? null;
}
