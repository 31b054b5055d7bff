import { CircleAlert } from 'lucide-react';
import { type ComponentPropsWithRef, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';
import styles from './Field.module.css';
import { Icon } from './Icon.tsx';

export interface FieldProps extends Omit<ComponentPropsWithRef<'input'>, 'id'> {
  readonly label: string;
  /** Small words behind the label: "optional". */
  readonly hint?: string | undefined;
  readonly help?: ReactNode;
  /** What is wrong and how to put it right; replaces the help. */
  readonly error?: string | undefined;
  /** Codes and numbers are written left to right in every language. */
  readonly code?: boolean;
  readonly end?: ReactNode;
}

/** One line of input with its label, help and error tied to it. */
export function Field({ label, hint, help, error, code = false, end, className, ...rest }: FieldProps) {
  const id = useId();
  const helpId = `${id}-help`;
  const hasHelp = error !== undefined || help !== undefined;
  return (
    <div className={classNames(styles.field, className)}>
      <label className={styles.label} htmlFor={id}>
        {label}
        {hint === undefined ? null : <span className={styles.hint}>{hint}</span>}
      </label>
      <span className={styles.box} data-invalid={error !== undefined}>
        <input
          {...rest}
          id={id}
          className={classNames(styles.input, code && 'tel')}
          aria-invalid={error !== undefined}
          {...(hasHelp ? { 'aria-describedby': helpId } : {})}
        />
        {end}
      </span>
      {hasHelp ? (
        <span className={styles.help} id={helpId} data-tone={error === undefined ? undefined : 'bad'}>
          {error === undefined ? help : <><Icon of={CircleAlert} size="s" />{error}</>}
        </span>
      ) : null}
    </div>
  );
}
