import { type CSSProperties, useEffect } from 'react';
import { BlockCustomer } from '../features/block/index.ts';
import { BuilderDialog } from '../features/builder/index.ts';
import { ClosingNext, ClosingPage } from '../features/closing/ClosingPage.tsx';
import { Composer } from '../features/composer/index.ts';
import { ConnectionDialog } from '../features/connection-form/ConnectionDialog.tsx';
import { ContextPanel } from '../features/context/index.ts';
import { EmojiPicker, ReactionPicker } from '../features/emoji/index.ts';
import { FirstRun } from '../features/first-run/FirstRun.tsx';
import { GalleryDialog, SharedMedia } from '../features/gallery/index.ts';
import { ForwardDialog } from '../features/forward/index.ts';
import { HealthPage } from '../features/health/index.ts';
import { ConversationList } from '../features/list/ConversationList.tsx';
import { MessageDetailsDialog } from '../features/message-details/index.ts';
import { Banners } from '../features/notifications/Banners.tsx';
import { Toasts } from '../features/notifications/Toasts.tsx';
import { Rail } from '../features/rail/Rail.tsx';
import { RecorderBar } from '../features/recorder/index.ts';
import { SettingsPage } from '../features/settings/index.ts';
import { ShortcutsDialog } from '../features/shortcuts/ShortcutsDialog.tsx';
import { useFrameCommands } from '../features/shortcuts/use-frame-commands.ts';
import { useShortcuts } from '../features/shortcuts/use-shortcuts.ts';
import { ThreadPane } from '../features/thread/index.ts';
import { TitleBar } from '../features/titlebar/TitleBar.tsx';
import { MediaViewer } from '../features/viewer/index.ts';
import { t } from '../i18n/index.ts';
import { useApp } from '../stores/app.ts';
import { setContextOpen, useUi } from '../stores/ui.ts';
import { Boundary } from './Boundary.tsx';
import styles from './Frame.module.css';
import { ListResizer } from './ListResizer.tsx';
import { useLayoutWatch } from './use-appearance.ts';

/** The window: title bar, banner, rail, and what the rail stands on. */
export function Frame() {
  useLayoutWatch();
  useShortcuts();
  useFrameCommands();
  return (
    <div className={styles.window}>
      <TitleBar />
      <div className={styles.banner}><Banners /></div>
      <div className={styles.workspace}>
        <Rail />
        <Boundary><PlaceContent /></Boundary>
      </div>
      <Toasts />
      <Dialogs />
    </div>
  );
}

function PlaceContent() {
  const place = useUi((ui) => ui.place);
  const isNew = useApp((app) => app.connections.length === 0 && !app.sandbox);
  if (place === 'health') return <main className={styles.page} data-pane="page"><HealthPage /></main>;
  if (place === 'settings') return <main className={styles.page} data-pane="page"><SettingsPage /></main>;
  if (isNew) return <main className={styles.page} data-pane="page"><FirstRun /></main>;
  return place === 'closing' ? <Closing /> : <Inbox />;
}

function Inbox() {
  const layout = useUi((ui) => ui.layout);
  const column = useUi((ui) => ui.column);
  const selected = useUi((ui) => ui.selectedId !== null);
  const listOpen = useUi((ui) => ui.listOpen);
  const contextOpen = useUi((ui) => ui.contextOpen) && selected;
  const listWidth = useUi((ui) => ui.listWidth);
  const narrow = layout === 'narrow';
  const showList = narrow ? column === 'list' || !selected : listOpen;
  const showThread = !narrow || (column === 'thread' && selected);
  const beside = contextOpen && layout === 'wide';
  return (
    <div
      className={styles.inbox}
      data-list={showList}
      data-thread={showThread}
      data-context={beside}
      style={{ '--list': layout === 'medium' ? 'min(300px, var(--list-wish))' : 'var(--list-wish)', '--list-wish': `${listWidth}px` } as CSSProperties}
    >
      {showList ? (
        <div className={styles.listPane}>
          <ConversationList edge={narrow ? null : <ListResizer />} />
        </div>
      ) : null}
      {showThread ? <main className={styles.threadPane}><Boundary><ThreadPane composer={<ReplyDock />} /></Boundary></main> : null}
      {contextOpen && showThread ? <Context overlay={layout !== 'wide'} /> : null}
    </div>
  );
}

/** The composer with what other features put into it. */
function ReplyDock() {
  return <Composer emoji={(onPick) => <EmojiPicker onPick={onPick} />} recorder={<RecorderBar />} />;
}

function Context({ overlay }: { readonly overlay: boolean }) {
  return (
    <>
      {overlay ? <div className={styles.contextScrim} aria-hidden="true" onClick={() => setContextOpen(false)} /> : null}
      <div className={overlay ? styles.contextOverlay : styles.contextPane}>
        <Boundary><ContextPanel sharedMedia={<SharedMedia />} actions={<BlockCustomer />} /></Boundary>
      </div>
    </>
  );
}

function Closing() {
  const layout = useUi((ui) => ui.layout);
  const column = useUi((ui) => ui.column);
  const selected = useUi((ui) => ui.selectedId !== null);
  const contextOpen = useUi((ui) => ui.contextOpen) && selected;
  const sideBySide = layout === 'wide';
  const showThread = selected && (sideBySide || column === 'thread');
  const showPage = sideBySide || !showThread;
  // At the side of the page there is no room for a third pane: the contact panel lies over it when asked for.
  useEffect(() => {
    const wasOpen = useUi.getState().contextOpen;
    setContextOpen(false);
    return () => setContextOpen(wasOpen);
  }, []);
  return (
    <div className={styles.closing} data-side={sideBySide && showThread}>
      {showPage ? <main className={styles.page}><ClosingPage /></main> : null}
      {showThread ? (
        <aside className={styles.peek} aria-label={t('app.region.side')}>
          <Boundary><ThreadPane composer={<ReplyDock />} /></Boundary>
          <ClosingNext />
        </aside>
      ) : null}
      {contextOpen && showThread ? <Context overlay /> : null}
    </div>
  );
}

function Dialogs() {
  const dialog = useUi((ui) => ui.dialog);
  return (
    <>
      {dialog?.kind === 'connection' ? <ConnectionDialog key={dialog.connectionId ?? 0} connectionId={dialog.connectionId} /> : null}
      {dialog?.kind === 'shortcuts' ? <ShortcutsDialog /> : null}
      <MessageDetailsDialog />
      <BuilderDialog />
      <ForwardDialog />
      <ReactionPicker />
      <GalleryDialog />
      <MediaViewer />
    </>
  );
}
