import { KeyRound, UsersRound } from 'lucide-react';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { Button, Icon } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { emptyDraft, useComposer } from '../../stores/composer/index.ts';
import { openDialog } from '../../stores/ui.ts';
import styles from './Composer.module.css';

export interface BlockedComposerProps {
  readonly conversation: ConversationView;
  readonly by: 'no_token' | 'token_refused' | 'group';
}

/** Nothing can be sent whatever the window says: the reason takes the place of the text, and the cure is the button. */
export function BlockedComposer({ conversation, by }: BlockedComposerProps) {
  const text = useComposer((composer) => (composer.drafts[conversation.id] ?? emptyDraft).text);
  return (
    <section className={styles.composer} aria-label={t('composer.label')}>
      <div className={styles.reason} data-tone={by === 'group' ? undefined : 'bad'} role="status">
        <Icon of={by === 'group' ? UsersRound : KeyRound} />
        <div className="grow">
          <b>{t(`composer.blocked.${by}`)}</b> {t(`composer.blocked.${by}.text`)}
        </div>
        {by === 'group' ? null : (
          <Button size="small" tone="bad" onClick={() => openDialog({ kind: 'connection', connectionId: conversation.connectionId })}>
            {t(`composer.blocked.${by}.cure`)}
          </Button>
        )}
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
