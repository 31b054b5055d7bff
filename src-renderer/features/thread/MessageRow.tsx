import { memo } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { classNames } from '../../components/index.ts';
import { isLine } from '../../stores/thread/index.ts';
import { tickShape } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import { BubbleBody } from './BubbleBody.tsx';
import { LaneTab } from './content/lane-tab.ts';
import { Issue } from './Issue.tsx';
import { LaneLine } from './LaneLine.tsx';
import { messageLabel } from './message-words.ts';
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
  const { message, joins, retried, isLast, isActive, flashes, unfolded, offline, personName, actions } = props;
  const focus = { tabIndex: isActive ? 0 : -1, 'data-message': message.id, ...(isActive ? { 'data-pane-focus': '' } : {}) };
  if (isLine(message)) return <LaneLine message={message} focus={focus} label={messageLabel(message, personName)} />;
  const status = message.state === null ? undefined : message.state === 'cancelled' ? 'cancelled' : tickShape(message.state);
  const hidden = message.deleted !== null && !unfolded;
  const type = message.content.type;
  return (
    <LaneTab value={isActive ? 0 : -1}>
      <article
        className={classNames(styles.row, message.deleted !== null && styles.isDeleted)}
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
        <div className={classNames(styles.bubble, !hidden && isFlush(type) && styles.flush, !hidden && type === 'sticker' && message.quote === null && styles.bare)}>
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
    </LaneTab>
  );
});

/** Pictures and maps reach almost to the edge of their bubble. */
function isFlush(type: MessageView['content']['type']): boolean {
  return type === 'image' || type === 'video' || type === 'location';
}
