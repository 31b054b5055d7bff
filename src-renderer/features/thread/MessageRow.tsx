import { Forward, Info, Smartphone } from 'lucide-react';
import { memo } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { classNames, Icon, TextButton, Tick } from '../../components/index.ts';
import { duration, fullMoment, t, timeOfDay } from '../../i18n/index.ts';
import { tickLabel, tickShape } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import { Issue } from './Issue.tsx';
import { kindWords } from './kind-words.ts';
import { contentWords, lateness, messageLabel } from './message-words.ts';
import { MessageText } from './MessageText.tsx';
import { Quote } from './Quote.tsx';
import { Reactions } from './Reactions.tsx';

/** What can be done with a message; the same object for every row, so that rows stay as they are. */
export interface MessageActions {
  readonly reply: (message: MessageView) => void;
  readonly jump: (message: MessageView) => void;
  readonly details: (message: MessageView) => void;
  readonly retry: (message: MessageView) => void;
  readonly sendAgain: (message: MessageView) => void;
  readonly cancel: (message: MessageView) => void;
  readonly unfold: (message: MessageView) => void;
}

export interface MessageRowProps {
  readonly message: MessageView;
  readonly joins: boolean;
  /** It failed and was sent anew since: one line is enough. */
  readonly retried: boolean;
  readonly isLast: boolean;
  readonly isActive: boolean;
  readonly flashes: boolean;
  readonly unfolded: boolean;
  readonly offline: boolean;
  readonly personName: string;
  readonly actions: MessageActions;
}

export const MessageRow = memo(function MessageRow(props: MessageRowProps) {
  const { message, joins, retried, isLast, isActive, flashes, offline, personName, actions } = props;
  const focus = { tabIndex: isActive ? 0 : -1, 'data-message': message.id, ...(isActive ? { 'data-pane-focus': '' } : {}) };
  if (message.shape === 'system') {
    return (
      <article className={styles.system} {...focus} aria-label={messageLabel(message, personName)}>
        <Icon of={Info} size="s" />
        <span dir="auto">{message.text ?? t('thread.kind.system')}</span>
      </article>
    );
  }
  const status = message.state === null ? undefined : message.state === 'cancelled' ? 'cancelled' : tickShape(message.state);
  return (
    <article
      className={classNames(styles.row, isDeleted(message) && styles.isDeleted)}
      data-side={message.direction}
      data-joins={joins}
      data-retried={retried}
      data-status={status}
      data-reacted={message.reactions.length > 0}
      data-last={isLast}
      data-flash={flashes}
      aria-label={messageLabel(message, personName)}
      onDoubleClick={() => actions.reply(message)}
      {...focus}
    >
      <div className={styles.bubble}>
        <BubbleBody {...props} />
        {message.reactions.length > 0 ? <Reactions reactions={message.reactions} /> : null}
      </div>
      {message.direction === 'out' ? (
        <Issue
          message={message}
          retried={retried}
          offline={offline}
          onRetry={() => actions.retry(message)}
          onSendAgain={() => actions.sendAgain(message)}
          onCancel={() => actions.cancel(message)}
          onDetails={() => actions.details(message)}
        />
      ) : null}
    </article>
  );
});

function BubbleBody({ message, joins, unfolded, personName, actions }: MessageRowProps) {
  const meta = <Meta message={message} />;
  return (
    <>
      {message.author !== null && message.direction === 'in' && !joins ? <p className={styles.author} dir="auto">{message.author}</p> : null}
      {message.forwarded === 'no' ? null : (
        <span className={styles.tag}>
          <Icon of={Forward} size="s" flips />
          {t(message.forwarded === 'often' ? 'thread.forwardedOften' : 'thread.forwarded')}
        </span>
      )}
      {message.source === 'phone_app' ? (
        <span className={styles.tag}><Icon of={Smartphone} size="s" />{t('thread.phoneApp')}</span>
      ) : null}
      {message.quote === null ? null : <Quote quote={message.quote} personName={personName} onJump={() => actions.jump(message)} />}
      {message.shape === 'placeholder' ? (
        <PlaceholderLine message={message} actions={actions} meta={message.text === null ? meta : null} />
      ) : null}
      {message.text === null ? (
        message.shape === 'placeholder' ? null : <MessageText text={contentWords(message)} meta={meta} unfolded onUnfold={() => undefined} />
      ) : (
        <MessageText text={message.text} meta={meta} unfolded={unfolded} onUnfold={() => actions.unfold(message)} />
      )}
    </>
  );
}

/** A kind without a rendering of its own: icon, plain words, and the way to all that came. */
function PlaceholderLine({ message, actions, meta }: { readonly message: MessageView; readonly actions: MessageActions; readonly meta: React.ReactNode }) {
  const { icon, words } = kindWords(message.kind);
  return (
    <div className={styles.placeholderLine}>
      <span className={styles.placeholder}>
        <Icon of={icon} size="s" />
        {words}
        <span aria-hidden="true">·</span>
        <TextButton tabIndex={-1} onClick={() => actions.details(message)}>{t('thread.showRaw')}</TextButton>
      </span>
      {meta}
    </div>
  );
}

function Meta({ message }: { readonly message: MessageView }) {
  return (
    <span className={styles.meta}>
      {message.late ? <span>{t('thread.late', { time: duration(lateness(message)) })}</span> : null}
      <time dateTime={new Date(message.sentAt).toISOString()} title={fullMoment(message.sentAt)}>{timeOfDay(message.sentAt)}</time>
      {message.state === null ? null : <Tick shape={tickShape(message.state)} label={tickLabel(message.state)} />}
    </span>
  );
}

function isDeleted(message: MessageView): boolean {
  return message.kind === 'revoke' || message.kind === 'deleted';
}
