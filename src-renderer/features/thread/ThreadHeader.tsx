import { ArrowLeft, PanelRight } from 'lucide-react';
import type { ConversationRow } from '../../../src-preload/contract/index.ts';
import { Avatar, IconButton, WindowRing } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { personName } from '../../stores/person-name.ts';
import { setContextOpen, showColumn, useUi } from '../../stores/ui.ts';
import { useRing } from '../../stores/use-window.ts';
import { HeaderClock } from './HeaderClock.tsx';
import styles from './ThreadHeader.module.css';

/** Who it is, and how long may still be written. */
export function ThreadHeader({ conversation }: { readonly conversation: ConversationRow }) {
  const contextOpen = useUi((ui) => ui.contextOpen);
  const narrow = useUi((ui) => ui.layout === 'narrow');
  const { person, window } = conversation;
  return (
    <header className={styles.header}>
      {narrow ? (
        <span className={styles.back}>
          <IconButton icon={ArrowLeft} flips label={t('thread.back')} keys={['Esc']} onClick={() => showColumn('list')} />
        </span>
      ) : null}
      <HeaderRing conversation={conversation} />
      <div className={styles.who}>
        <h2 className={styles.name}><span className="truncate" dir="auto">{personName(person)}</span></h2>
        <HeaderClock window={window} />
      </div>
      <IconButton
        icon={PanelRight}
        flips
        label={t('thread.contextPanel')}
        keys={[']']}
        on={contextOpen}
        aria-pressed={contextOpen}
        onClick={() => setContextOpen(!contextOpen)}
      />
    </header>
  );
}

function HeaderRing({ conversation }: { readonly conversation: ConversationRow }) {
  const { person, window } = conversation;
  const ring = useRing(window);
  return (
    <WindowRing state={ring.state} share={ring.share} pill={null} label={ring.label} size="header">
      <Avatar initials={person.initials} tint={person.tint} isGroup={person.isGroup} />
    </WindowRing>
  );
}
