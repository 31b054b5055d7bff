import { Search, X } from 'lucide-react';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './Icon.tsx';
import styles from './SearchField.module.css';

export interface SearchFieldProps extends Omit<ComponentPropsWithRef<'input'>, 'type' | 'value' | 'onChange'> {
  readonly value: string;
  readonly onValueChange: (value: string) => void;
  readonly label: string;
  readonly clearLabel: string;
  /** What stands at the end while the field is empty: its keys. */
  readonly end?: ReactNode;
}

export function SearchField({ value, onValueChange, label, clearLabel, end, className, ...rest }: SearchFieldProps) {
  return (
    <span className={classNames(styles.box, className)} role="search">
      <Icon of={Search} size="s" />
      <input
        {...rest}
        className={styles.input}
        type="text"
        role="searchbox"
        aria-label={label}
        value={value}
        onChange={(event) => onValueChange(event.currentTarget.value)}
        autoComplete="off"
        spellCheck={false}
      />
      {value === '' ? end : (
        <button type="button" className={styles.clear} aria-label={clearLabel} onClick={() => onValueChange('')}>
          <Icon of={X} size="s" />
        </button>
      )}
    </span>
  );
}
