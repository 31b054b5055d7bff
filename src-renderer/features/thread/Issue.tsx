import { CircleAlert, CircleHelp } from 'lucide-react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Button, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import styles from './Issue.module.css';

export interface IssueProps {
  readonly message: MessageView;
  /** It failed and was sent anew since. */
  readonly retried: boolean;
  readonly offline: boolean;
  readonly onRetry: () => void;
  readonly onSendAgain: () => void;
  readonly onCancel: () => void;
  readonly onDetails: () => void;
}

/** Below a bubble that did not simply go out: what happened, and what can be done. */
export function Issue({ message, retried, offline, onRetry, onSendAgain, onCancel, onDetails }: IssueProps) {
  switch (message.state) {
    case 'failed':
      if (retried) {
        return (
          <div className={styles.issue}>
            <span className={styles.text}><b>{t('thread.failedBecause')}</b> {t('thread.retried')}</span>
            <span className={styles.actions}><Button size="small" variant="quiet" onClick={onDetails}>{t('thread.details')}</Button></span>
          </div>
        );
      }
      return (
        <div className={styles.issue} data-tone="bad">
          <span className={styles.text}>
            <Icon of={CircleAlert} size="s" />
            <span>
              <b>{t('thread.failedBecause')}</b> {message.failure?.message} {message.failure?.cure}
            </span>
          </span>
          <span className={styles.actions}>
            {message.failure?.canRetry === true ? <Button size="small" tone="bad" onClick={onRetry}>{t('thread.retry')}</Button> : null}
            <Button size="small" variant="quiet" onClick={onDetails}>{t('thread.details')}</Button>
          </span>
        </div>
      );
    case 'unsure':
      return (
        <div className={styles.issue} data-tone="warn">
          <span className={styles.text}>
            <Icon of={CircleHelp} size="s" />
            <span><b>{t('thread.unsure.title')}</b> {t('thread.unsure.text')}</span>
          </span>
          <span className={styles.actions}>
            <Button size="small" tone="warn" onClick={onSendAgain}>{t('thread.unsure.again')}</Button>
          </span>
        </div>
      );
    case 'queued':
      return offline ? (
        <div className={styles.issue}>
          <span className={styles.text}>{t('thread.queued.offline')}</span>
          <span className={styles.actions}><Button size="small" variant="quiet" onClick={onCancel}>{t('thread.queued.cancel')}</Button></span>
        </div>
      ) : null;
    case 'cancelled':
      return <div className={styles.issue}><span className={styles.text}>{t('thread.cancelled')}</span></div>;
    default:
      return null;
  }
}
