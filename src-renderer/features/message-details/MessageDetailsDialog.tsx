import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { MessageDetails } from '../../../src-preload/contract/index.ts';
import { Button, Dialog, Icon } from '../../components/index.ts';
import { fullMoment, t } from '../../i18n/index.ts';
import { failureText } from '../../stores/failure-text.ts';
import { closeDetails, useMessageDetails } from '../../stores/thread/index.ts';
import { toast } from '../../stores/ui.ts';
import styles from './MessageDetailsDialog.module.css';

/** All that is known about one message: the clocks, what WhatsApp reported, every attempt, and the raw item. */
export function MessageDetailsDialog() {
  const { messageId, details, failure } = useMessageDetails();
  return (
    <Dialog open={messageId !== null} onClose={closeDetails} title={t('details.title')} closeLabel={t('app.close')} size="medium">
      {failure === null ? null : <p className={styles.failure}><b>{t('details.failed')}</b> {failureText(failure)}</p>}
      {details === null ? <div className={styles.room} /> : <Details details={details} />}
    </Dialog>
  );
}

function Details({ details }: { readonly details: MessageDetails }) {
  return (
    <div className={styles.details}>
      <dl className={styles.facts}>
        <Fact name={t('details.sent')}><time>{fullMoment(details.sentAt)}</time></Fact>
        <Fact name={t('details.received')}><time>{fullMoment(details.receivedAt)}</time></Fact>
        <Fact name={t('details.wamid')}>{details.wamid === null ? t('details.noWamid') : <code className={styles.code}>{details.wamid}</code>}</Fact>
        {details.failure === null ? null : (
          <>
            <Fact name={t('details.reason')}>{details.failure.message} {details.failure.details}</Fact>
            {details.failure.metaCode === null ? null : <Fact name={t('details.code')}><span className="num">{details.failure.metaCode}</span></Fact>}
          </>
        )}
      </dl>
      {details.edits.length === 0 ? null : (
        <Section title={t('details.edits')}>
          <ol className={styles.edits}>
            {details.edits.map((edit) => (
              <li key={edit.at}>
                <time className="muted small">{fullMoment(edit.at)}</time>
                <p dir="auto">{edit.text ?? t('details.edits.none')}</p>
              </li>
            ))}
          </ol>
        </Section>
      )}
      {details.statuses.length === 0 ? null : (
        <Section title={t('details.statuses')}>
          <dl className={styles.facts}>
            {details.statuses.map((status) => (
              <Fact key={`${status.status}-${status.at}`} name={status.status}><time>{fullMoment(status.at)}</time></Fact>
            ))}
          </dl>
        </Section>
      )}
      {details.attempts.length === 0 ? null : (
        <Section title={t('details.attempts')}>
          <ul className={styles.attempts}>
            {details.attempts.map((attempt) => (
              <li key={`${attempt.at}-${attempt.outcome}`}>
                <time className="muted">{fullMoment(attempt.at)}</time>
                <span>
                  {attempt.metaCode === null
                    ? t('details.attempt', { outcome: attempt.outcome })
                    : t('details.attempt.code', { outcome: attempt.outcome, code: String(attempt.metaCode) })}
                </span>
                {attempt.traceId === null ? null : <code>{t('details.trace', { trace: attempt.traceId })}</code>}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title={t('details.raw')} end={details.raw === null ? null : <CopyButton text={details.raw} />}>
        {details.raw === null ? <p className="muted">{t(details.wamid === null ? 'details.rawNever' : 'details.rawGone')}</p> : <pre className={styles.raw} tabIndex={0}>{details.raw}</pre>}
      </Section>
    </div>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Section({ title, end = null, children }: { readonly title: string; readonly end?: ReactNode; readonly children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.title}>{title}{end}</h3>
      {children}
    </section>
  );
}

function CopyButton({ text }: { readonly text: string }) {
  const copy = async (): Promise<void> => {
    const copied = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    toast(copied ? 'ok' : 'bad', t(copied ? 'thread.copied' : 'thread.copyFailed'));
  };
  return <Button size="small" variant="quiet" onClick={() => void copy()}><Icon of={Copy} size="s" />{t('details.copyRaw')}</Button>;
}
