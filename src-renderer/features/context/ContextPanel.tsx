import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Avatar, IconButton, WindowRing } from '../../components/index.ts';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { t } from '../../i18n/index.ts';
import { useThread } from '../../stores/thread/index.ts';
import { setContextOpen, useUi } from '../../stores/ui.ts';
import { useRing } from '../../stores/use-window.ts';
import styles from './ContextPanel.module.css';
import { Identities } from './Identities.tsx';
import { Joins } from './Joins.tsx';
import { MayWriteClock } from './MayWriteClock.tsx';
import { PersonName } from './PersonName.tsx';

/** Who the other side is. Beside the thread on wide windows, over it on narrower ones. */
export function ContextPanel({ sharedMedia, actions }: { readonly sharedMedia: ReactNode; readonly actions: ReactNode }) {
  const conversation = useThread((thread) => thread.conversation);
  const overlay = useUi((ui) => ui.layout !== 'wide');
  if (conversation === null) return null;
  return (
    <aside className={styles.context} aria-label={t('app.region.context')} data-pane="context">
      {overlay ? (
        <span className={styles.close}>
          <IconButton icon={X} size="small" label={t('context.close')} keys={[']']} onClick={() => setContextOpen(false)} />
        </span>
      ) : null}
      <header className={styles.person}>
        <PersonRing conversation={conversation} />
        <PersonName key={conversation.contact.id} contact={conversation.contact} />
      </header>
      <section className={styles.section} aria-label={t('context.clocks')}>
        <MayWriteClock window={conversation.window} />
      </section>
      <Identities contact={conversation.contact} />
      {sharedMedia}
      <Joins joins={conversation.contact.joins} />
      <section className={styles.section}>
        <h3 className={styles.title}>
          {t('context.messages')}
          <span className={styles.end}>{t('context.messages.count', { count: conversation.messageCount })}</span>
        </h3>
      </section>
      {actions}
    </aside>
  );
}

function PersonRing({ conversation }: { readonly conversation: ConversationView }) {
  const { person, window } = conversation;
  const ring = useRing(window);
  return (
    <WindowRing state={ring.state} share={ring.share} pill={null} label={ring.label} size="panel">
      <Avatar initials={person.initials} tint={person.tint} isGroup={person.isGroup} />
    </WindowRing>
  );
}
