import { Plus, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Icon, Popover } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { openReactions, ownReaction, react, useMessageActionsState } from '../../stores/message-actions.ts';
import { noteEmoji, usualReactions } from '../../stores/recent-emoji/index.ts';
import { EmojiPicker } from './EmojiPicker.tsx';
import styles from './ReactionPicker.module.css';

/** Chooses the reaction to a message: a row of usual ones, and all others behind the plus. */
export function ReactionPicker() {
  const message = useMessageActionsState((state) => state.reactingTo);
  if (message === null) return null;
  return <OpenPicker key={message.id} message={message} />;
}

function OpenPicker({ message }: { readonly message: MessageView }) {
  const [all, setAll] = useState(false);
  const own = ownReaction(message);
  const [quick] = useState(() => quickRow(own));
  const choose = (emoji: string): void => {
    openReactions(null);
    void react(message, emoji).then((failure) => {
      if (failure !== null) toastFailure(failure);
    });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  return (
    <Popover
      open
      onOpenChange={(open) => {
        if (!open) openReactions(null);
      }}
      label={t('react.title')}
      anchor={() => document.querySelector(`[data-message="${message.id}"]`)}
      align={message.direction === 'in' ? 'start' : 'end'}
    >
      {all ? (
        <EmojiPicker onPick={choose} />
      ) : (
        <div className={styles.row} role="toolbar" aria-label={t('react.title')} onKeyDown={onKeyDown}>
          {quick.map((emoji, index) => (
            <button
              key={emoji}
              type="button"
              autoFocus={index === 0}
              aria-pressed={emoji === own}
              aria-label={t(emoji === own ? 'react.takeBack' : 'react.with', { emoji })}
              onClick={() => {
                noteEmoji(emoji);
                choose(emoji);
              }}
            >
              {emoji}
              {emoji === own ? <span className={styles.back}><Icon of={X} size="s" /></span> : null}
            </button>
          ))}
          <button type="button" className={styles.more} aria-label={t('react.more')} title={t('react.more')} onClick={() => setAll(true)}>
            <Icon of={Plus} />
          </button>
        </div>
      )}
    </Popover>
  );
}

/** The one that stands comes first, then the usual ones. */
function quickRow(own: string | null): readonly string[] {
  return [...new Set([...(own === null ? [] : [own]), ...usualReactions])];
}
