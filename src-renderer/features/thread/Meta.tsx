import { History } from 'lucide-react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Icon, Tick } from '../../components/index.ts';
import { duration, fullMoment, t, timeOfDay } from '../../i18n/index.ts';
import { tickLabel, tickShape } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import { useLaneTab } from './content/lane-tab.ts';
import { lateness } from './message-words.ts';

/** Time and tick, and before them what is unusual about the message. */
export function Meta({ message, onEdited }: { readonly message: MessageView; readonly onEdited: (message: MessageView) => void }) {
  const tabIndex = useLaneTab();
  return (
    <span className={styles.meta}>
      {message.source === 'history' ? <Icon of={History} size="s" label={t('content.history')} /> : null}
      {message.late ? <span>{t('thread.late', { time: duration(lateness(message)) })}</span> : null}
      {message.editedAt === null || message.deleted !== null ? null : (
        <button type="button" className={styles.edited} tabIndex={tabIndex} title={t('content.edited.show')} onClick={() => onEdited(message)}>{t('content.edited')}</button>
      )}
      <time dateTime={new Date(message.sentAt).toISOString()} title={fullMoment(message.sentAt)}>{timeOfDay(message.sentAt)}</time>
      {message.state === null ? null : <Tick shape={tickShape(message.state)} label={tickLabel(message.state)} />}
    </span>
  );
}
