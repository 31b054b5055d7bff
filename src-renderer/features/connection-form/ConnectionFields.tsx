import { ChevronRight, CircleAlert } from 'lucide-react';
import { type FormEvent, useRef, useState } from 'react';
import type { ConnectionView, FailureView } from '../../../src-preload/contract/index.ts';
import { Button, Field, Icon, Select } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { saveConnection } from '../../stores/app.ts';
import { failureText } from '../../stores/failure-text.ts';
import { closeDialog } from '../../stores/ui.ts';
import styles from './ConnectionForm.module.css';
import { fieldOrder, formErrors, type FormErrors, type FormValues, initialValues, toConnectionForm } from './form.ts';

export interface ConnectionFieldsProps {
  readonly connection: ConnectionView | null;
  readonly onSaved: (connection: ConnectionView) => void;
}

type TextField = Exclude<keyof FormValues, 'readReceipts'>;
type Secret = 'accessToken' | 'appSecret' | 'verifyToken';

/** All of one connection. Errors appear once saving was tried, then follow the typing. */
export function ConnectionFields({ connection, onSaved }: ConnectionFieldsProps) {
  const [values, setValues] = useState<FormValues>(() => initialValues(connection));
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<FailureView | null>(null);
  const [advanced, setAdvanced] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const errors: FormErrors = tried ? formErrors(values, connection) : {};
  const wrong = Object.keys(errors).length;

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setTried(true);
    const found = formErrors(values, connection);
    const first = fieldOrder.find((name) => found[name] !== undefined);
    if (first !== undefined) {
      if (first === 'graphUrl' || first === 'graphVersion') setAdvanced(true);
      requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus());
      return;
    }
    setSaving(true);
    const answer = await saveConnection(toConnectionForm(values, connection?.id ?? null, connection?.typingIndicator));
    setSaving(false);
    if (answer.ok) onSaved(answer.value.connection);
    else setFailure(answer.error);
  }

  const field = (name: TextField) => ({
    name,
    value: values[name],
    error: errors[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
      setFailure(null);
    },
  });
  const secret = (name: Secret, help: string) => ({ ...field(name), ...secretProps(connection, name, help) });

  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      <p className="muted">{t('connection.lead')}</p>
      <fieldset className={styles.group}>
        <legend>{t('connection.group.number')}</legend>
        <Field {...field('name')} label={t('connection.name')} hint={t('connection.optional')} help={t('connection.name.help')} maxLength={80} autoComplete="off" dir="auto" />
        <Field {...field('phone')} label={t('connection.phone')} help={t('connection.phone.help')} type="tel" code autoComplete="off" />
        <Field {...field('phoneNumberId')} label={t('connection.phoneNumberId')} inputMode="numeric" code autoComplete="off" />
        <Field {...field('wabaId')} label={t('connection.wabaId')} inputMode="numeric" code autoComplete="off" />
        <Field {...field('appId')} label={t('connection.appId')} hint={t('connection.optional')} inputMode="numeric" code autoComplete="off" />
      </fieldset>
      <fieldset className={styles.group}>
        <legend>{t('connection.group.secrets')} <span className="faint">{t('connection.group.secrets.note')}</span></legend>
        <Field {...secret('accessToken', t('connection.accessToken.help'))} label={t('connection.accessToken')} className={styles.wide} />
        <Field {...secret('appSecret', t('connection.appSecret.help'))} label={t('connection.appSecret')} />
        <Field {...secret('verifyToken', t('connection.verifyToken.help'))} label={t('connection.verifyToken')} hint={t('connection.optional')} />
      </fieldset>
      <div className={styles.row}>
        <span>{t('connection.readReceipts')}</span>
        <Select
          label={t('connection.readReceipts')}
          value={values.readReceipts}
          options={[
            { value: 'open', label: t('connection.readReceipts.open') },
            { value: 'reply', label: t('connection.readReceipts.reply') },
            { value: 'never', label: t('connection.readReceipts.never') },
          ]}
          onValueChange={(readReceipts) => setValues((before) => ({ ...before, readReceipts }))}
        />
      </div>
      <button type="button" className={styles.fold} aria-expanded={advanced} onClick={() => setAdvanced(!advanced)}>
        <Icon of={ChevronRight} size="s" flips />{t('connection.group.advanced')}
      </button>
      {advanced ? (
        <div className={styles.group}>
          <Field {...field('graphUrl')} label={t('connection.graphUrl')} type="url" code autoComplete="off" />
          <Field {...field('graphVersion')} label={t('connection.graphVersion')} code autoComplete="off" />
        </div>
      ) : null}
      {failure === null ? null : (
        <p className={styles.failure} role="alert"><Icon of={CircleAlert} size="s" />{failureText(failure)}</p>
      )}
      <div className={styles.actions}>
        <Button variant="quiet" onClick={closeDialog}>{t('app.cancel')}</Button>
        <Button type="submit" variant="primary" disabled={saving} {...(wrong > 0 ? { 'aria-disabled': true } : {})}>
          {wrong > 0 ? t('connection.fix', { count: wrong }) : t(connection === null ? 'connection.save' : 'connection.saveEdit')}
        </Button>
      </div>
    </form>
  );
}

function secretProps(connection: ConnectionView | null, name: Secret, help: string) {
  const stored = connection?.secrets[name];
  const kept = stored?.lastFour === null ? t('connection.secret.storedPlain') : t('connection.secret.stored', { lastFour: stored?.lastFour ?? '' });
  return {
    // What is typed here goes in and is never shown again, also not by the browser's own password store.
    type: 'password',
    autoComplete: 'off',
    code: true,
    spellCheck: false,
    help: stored?.present === true ? kept : help,
  } as const;
}
