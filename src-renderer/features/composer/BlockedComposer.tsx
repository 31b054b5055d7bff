import { Ban, KeyRound, UsersRound } from 'lucide-react';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { Button, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { type BlockedBy, emptyDraft, useComposer } from '../../stores/composer/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { setBlocked } from '../../stores/message-actions.ts';
import { openDialog } from '../../stores/ui.ts';
import styles from './Composer.module.css';

export interface BlockedComposerProps {
  readonly conversation: ConversationView;
  readonly by: BlockedBy;
}

/** Nothing can be sent whatever the window says: the reason takes the place of the text, and the cure is the button. */
export function BlockedComposer({ conversation, by }: BlockedComposerProps) {
  const text = useComposer((composer) => (composer.drafts[conversation.id] ?? emptyDraft).text);
  return (
    <section className={styles.composer} aria-label={t('composer.label')}>
      <div className={styles.reason} data-tone={by === 'no_token' || by === 'token_refused' ? 'bad' : undefined} role="status">
        <Icon of={icons[by]} />
        <div className="grow">
          <b>{t(`composer.blocked.${by}`)}</b> {t(`composer.blocked.${by}.text`)}
        </div>
        {by === 'no_token' || by === 'token_refused' ? (
          <Button size="small" tone="bad" onClick={() => openDialog({ kind: 'connection', connectionId: conversation.connectionId })}>
            {t(`composer.blocked.${by}.cure`)}
          </Button>
        ) : null}
        {by === 'contact_blocked' ? (
          <Button size="small" onClick={() => void unblock(conversation)}>{t('composer.blocked.contact_blocked.cure')}</Button>
        ) : null}
      </div>
      {text === '' ? null : (
        <div className={styles.kept}>
          <span className={styles.keptLabel}>{t('composer.closed.draft')}</span>
          <p className={styles.keptText} dir="auto">{text}</p>
        </div>
      )}
    </section>
  );
}

const icons = { no_token: KeyRound, token_refused: KeyRound, group: UsersRound, contact_blocked: Ban } as const;

async function unblock({ id }: ConversationView): Promise<void> {
  const failure = await setBlocked(id, false);
  if (failure !== null) toastFailure(failure);
}
