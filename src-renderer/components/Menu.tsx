import { Menu as Base } from '@base-ui/react/menu';
import { Check, type LucideIcon } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './Icon.tsx';
import { Keys } from './Keys.tsx';
import styles from './Menu.module.css';

export interface MenuEntry {
  readonly key: string;
  readonly label: ReactNode;
  readonly icon?: LucideIcon;
  readonly keys?: readonly string[];
  readonly tone?: 'bad';
  readonly checked?: boolean;
  /** Draws a line above. */
  readonly apart?: boolean;
  readonly onSelect: () => void;
}

export interface MenuProps {
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly entries: readonly MenuEntry[];
  readonly label: string;
  readonly align?: 'start' | 'end';
}

export function Menu({ trigger, entries, label, align = 'start' }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles.positioner} sideOffset={4} align={align}>
          <Base.Popup className={styles.menu} aria-label={label}>
            {entries.map((entry) => (
              <MenuRow key={entry.key} entry={entry} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function MenuRow({ entry }: { readonly entry: MenuEntry }) {
  return (
    <>
      {entry.apart === true ? <Base.Separator className={styles.rule} /> : null}
      <Base.Item className={styles.item} data-tone={entry.tone} onClick={entry.onSelect}>
        {entry.icon === undefined ? null : <Icon of={entry.icon} />}
        <span className={styles.text}>{entry.label}</span>
        {entry.keys === undefined ? null : <Keys keys={entry.keys} />}
        {entry.checked === true ? <Icon of={Check} size="s" /> : null}
      </Base.Item>
    </>
  );
}
