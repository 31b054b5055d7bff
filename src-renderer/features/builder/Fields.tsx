import { CircleAlert } from 'lucide-react';
import { useId } from 'react';
import { Field, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Builder.module.css';
import { used } from './card.ts';

export interface LimitedProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Most characters that WhatsApp takes. */
  readonly limit: number;
  readonly error?: string | undefined;
  readonly optional?: boolean;
  readonly placeholder?: string;
}

/** One line with a limit that is in sight while typing. What is too long stays and is marked, never cut. */
export function Limited({ label, value, onChange, limit, error, optional = false, placeholder }: LimitedProps) {
  const { count } = used(value, limit);
  return (
    <Field
      label={label}
      dir="auto"
      autoComplete="off"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
      end={<Count count={count} limit={limit} />}
      {...(optional ? { hint: t('connection.optional') } : {})}
      {...(placeholder === undefined ? {} : { placeholder })}
    />
  );
}

/** Several lines with a limit. */
export function LimitedArea({ label, value, onChange, limit, error }: LimitedProps) {
  const id = useId();
  const { count } = used(value, limit);
  return (
    <div className={styles.area}>
      <label htmlFor={id}>{label}</label>
      <span className={styles.areaBox} data-invalid={error !== undefined}>
        <textarea
          id={id}
          dir="auto"
          rows={3}
          value={value}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-help`}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
        <Count count={count} limit={limit} />
      </span>
      <span id={`${id}-help`} className={styles.areaHelp}>{error === undefined ? null : <><Icon of={CircleAlert} size="s" />{error}</>}</span>
    </div>
  );
}

function Count({ count, limit }: { readonly count: number; readonly limit: number }) {
  return <span className={styles.count} data-over={count > limit}>{t('builder.count', { count, limit })}</span>;
}
