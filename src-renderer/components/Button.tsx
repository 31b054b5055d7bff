import type { ComponentPropsWithRef } from 'react';
import { classNames } from './class-names.ts';
import styles from './Button.module.css';

export interface ButtonProps extends ComponentPropsWithRef<'button'> {
  readonly variant?: 'plain' | 'primary' | 'quiet';
  readonly size?: 'small' | 'medium' | 'large';
  readonly tone?: 'bad' | 'warn' | undefined;
}

/** A verb that says its result. `aria-disabled` keeps it pressable: pressing moves to what is missing. */
export function Button({ variant = 'plain', size = 'medium', tone, className, type = 'button', ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      data-tone={tone}
      className={classNames(styles.button, variant !== 'plain' && styles[variant], size !== 'medium' && styles[size], className)}
    />
  );
}

/** A word inside a line of text that does something. */
export function TextButton({ className, type = 'button', ...rest }: ComponentPropsWithRef<'button'>) {
  return <button {...rest} type={type} className={classNames(styles.textButton, className)} />;
}
