import { Check, CircleAlert, CircleCheckBig, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { ConnectionView, FailureView, MethodOutput } from '../../../src-preload/contract/index.ts';
import { Button, Icon, IconButton } from '../../components/index.ts';
import { type PlainKey, t } from '../../i18n/index.ts';
import { checkConnection, makeVerifyToken, useApp } from '../../stores/app.ts';
import { failureText } from '../../stores/failure-text.ts';
import { closeDialog } from '../../stores/ui.ts';
import styles from './ConnectionForm.module.css';

const CALLBACK_PATH = '/api/webhook/whatsapp';
const COPIED_MS = 2000;

/** What to enter at Meta, and a check of the number. */
export function WebhookStep({ connection, onBack }: { readonly connection: ConnectionView; readonly onBack: () => void }) {
  const receiverUrl = useApp((app) => app.receiverUrl);
  const [verifyToken, setVerifyToken] = useState<string | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);

  useEffect(() => {
    let gone = false;
    void makeVerifyToken(connection.id).then((answer) => {
      if (gone) return;
      if (answer.ok) setVerifyToken(answer.value.verifyToken);
      else setFailure(answer.error);
    });
    return () => {
      gone = true;
    };
  }, [connection.id]);

  return (
    <div className={styles.form}>
      <section className={styles.step}>
        <h3>{t('connection.webhook.title')}</h3>
        <p className="muted">{t('connection.webhook.lead')}</p>
        <dl className={styles.values}>
          <Value label="connection.webhook.callback" value={CALLBACK_PATH} help={t('connection.webhook.callback.help')} />
          <Value label="connection.webhook.local" value={receiverUrl} help={receiverUrl === null ? t('connection.webhook.localDown') : undefined} />
          <Value label="connection.webhook.verifyToken" value={verifyToken} />
        </dl>
        {failure === null ? null : <p className={styles.failure} role="alert"><Icon of={CircleAlert} size="s" />{failureText(failure)}</p>}
      </section>
      <CheckStep connection={connection} />
      <div className={styles.actions}>
        <Button variant="quiet" onClick={onBack}>{t('connection.later')}</Button>
        <Button variant="primary" onClick={closeDialog}>{t('connection.finish')}</Button>
      </div>
    </div>
  );
}

function Value({ label, value, help }: { readonly label: PlainKey; readonly value: string | null; readonly help?: string | undefined }) {
  return (
    <>
      <dt>{t(label)}</dt>
      <dd>
        {value === null ? null : <span className={styles.value}><code className="tel">{value}</code><CopyButton text={value} /></span>}
        {help === undefined ? null : <p className="faint small">{help}</p>}
      </dd>
    </>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      size="small"
      icon={copied ? Check : Copy}
      label={t(copied ? 'connection.copied' : 'connection.copy')}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    />
  );
}

type CheckAnswer = MethodOutput<'connections.check'>;

function CheckStep({ connection }: { readonly connection: ConnectionView }) {
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<CheckAnswer | null>(null);
  const [failure, setFailure] = useState<FailureView | null>(null);

  async function check(): Promise<void> {
    setBusy(true);
    setFailure(null);
    const result = await checkConnection(connection.id);
    setBusy(false);
    setAnswer(result.ok ? result.value : null);
    if (!result.ok) setFailure(result.error);
  }

  return (
    <section className={styles.step}>
      <div className={styles.row}>
        <span>{busy ? t('connection.check.busy') : t('connection.check.lead')}</span>
        <Button disabled={busy} onClick={() => void check()}>{t('connection.check')}</Button>
      </div>
      <div role="status">
        {answer === null ? null : (
          <>
            <p className={styles.good}><Icon of={CircleCheckBig} size="s" />{t('connection.check.ok')}</p>
            <dl className={styles.values}>
              <Answer label="connection.check.phone" value={answer.displayPhone} />
              <Answer label="connection.check.verifiedName" value={answer.verifiedName} />
              <Answer label="connection.check.quality" value={inWords(qualities, answer.quality)} />
              <Answer label="connection.check.status" value={inWords(states, answer.status)} />
            </dl>
          </>
        )}
      </div>
      {failure === null ? null : <p className={styles.failure} role="alert"><Icon of={CircleAlert} size="s" />{failureText(failure)}</p>}
    </section>
  );
}

const qualities: Readonly<Record<string, PlainKey>> = {
  GREEN: 'connection.check.quality.high',
  YELLOW: 'connection.check.quality.medium',
  RED: 'connection.check.quality.low',
};
const states: Readonly<Record<string, PlainKey>> = { CONNECTED: 'connection.check.status.connected' };

/** Meta's own word in ours where we have one, else as it is. */
function inWords(words: Readonly<Record<string, PlainKey>>, value: string | null): string | null {
  const key = value === null ? undefined : words[value];
  return key === undefined ? value : t(key);
}

function Answer({ label, value }: { readonly label: PlainKey; readonly value: string | null }) {
  return (
    <>
      <dt>{t(label)}</dt>
      <dd><bdi>{value ?? t('connection.check.unknown')}</bdi></dd>
    </>
  );
}
