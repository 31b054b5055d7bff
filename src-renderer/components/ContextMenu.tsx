import { ContextMenu as Base } from '@base-ui/react/context-menu';
import type { ReactElement } from 'react';
import { Icon } from './Icon.tsx';
import { Keys } from './Keys.tsx';
import type { MenuEntry } from './Menu.tsx';
import styles from './Menu.module.css';

export interface ContextMenuProps {
  /** The area whose right click, long press or menu key opens it. */
  readonly children: ReactElement<Record<string, unknown>>;
  readonly entries: readonly MenuEntry[];
  readonly label: string;
}

/** A menu at the pointer. It stays closed while there is nothing to offer. */
export function ContextMenu({ children, entries, label }: ContextMenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner}>
          <Base.Popup className={styles.menu} aria-label={label} hidden={entries.length === 0}>
            {entries.map((entry) => (
              <Base.Item key={entry.key} className={styles.item} data-tone={entry.tone} onClick={entry.onSelect}>
                {entry.icon === undefined ? null : <Icon of={entry.icon} />}
                <span className={styles.text}>{entry.label}</span>
                {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
