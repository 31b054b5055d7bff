import { Dialog } from '@base-ui/react/dialog';
import { ChevronLeft, ChevronRight, Copy, Download, LocateFixed, X, ZoomIn, ZoomOut } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { Icon, IconButton } from '../../components/index.ts';
import { direction, fullMoment, t } from '../../i18n/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { closeViewer, type MediaItem, saveName, saveUrl, setGalleryOpen, stepViewer, useViewer } from '../../stores/media/index.ts';
import { useThread } from '../../stores/thread/index.ts';
import { toast } from '../../stores/ui.ts';
import { copyPicture } from './copy-picture.ts';
import styles from './MediaViewer.module.css';
import { Stage, type StageHandle } from './Stage.tsx';

/** A picture or video at its full size: zoom, pan, the ones before and after, save, copy. */
export function MediaViewer() {
  const items = useViewer((viewer) => viewer.items);
  const messageId = useViewer((viewer) => viewer.messageId);
  const hasOlder = useViewer((viewer) => viewer.hasOlder);
  const stage = useRef<StageHandle>(null);
  const popup = useRef<HTMLDivElement>(null);
  const index = items.findIndex((item) => item.messageId === messageId);
  // While it closes, what was shown stays.
  const last = useRef<MediaItem | null>(null);
  const item = items[index] ?? last.current;
  useEffect(() => {
    last.current = item;
  }, [item]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    // A video keeps its own arrows.
    const inVideo = event.target instanceof HTMLVideoElement;
    const forward = isRightToLeft() ? 'ArrowLeft' : 'ArrowRight';
    const backward = isRightToLeft() ? 'ArrowRight' : 'ArrowLeft';
    const act: Readonly<Record<string, (() => void) | undefined>> = {
      ...(inVideo ? {} : { [forward]: () => void stepViewer(1), [backward]: () => void stepViewer(-1) }),
      '+': () => stage.current?.zoom(1.5),
      '=': () => stage.current?.zoom(1.5),
      '-': () => stage.current?.zoom(1 / 1.5),
      '0': () => stage.current?.whole(),
    };
    const run = act[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };

  return (
    <Dialog.Root open={messageId !== null} onOpenChange={(open) => (open ? undefined : closeViewer())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup ref={popup} className={styles.viewer} data-theme="dark" initialFocus={popup} tabIndex={-1} onKeyDown={onKeyDown}>
          {item === null ? null : (
            <>
              <header className={styles.bar}>
                <div className={styles.about}>
                  <Dialog.Title className={styles.title}>{t(item.kind === 'video' ? 'kind.video' : item.kind === 'sticker' ? 'kind.sticker' : 'kind.image')}</Dialog.Title>
                  <span className={styles.time}><time>{fullMoment(item.at)}</time></span>
                </div>
                <Tools item={item} stage={stage} />
                <Dialog.Close className={styles.close} aria-label={t('app.close')}><Icon of={X} /></Dialog.Close>
              </header>
              <Stage key={item.messageId} ref={stage} item={item} />
              <Step side="start" label={t('viewer.previous')} hidden={index <= 0 && !hasOlder} onStep={() => void stepViewer(-1)} />
              <Step side="end" label={t('viewer.next')} hidden={index === -1 || index >= items.length - 1} onStep={() => void stepViewer(1)} />
              <p className={styles.place} aria-live="polite">{index === -1 || hasOlder ? '' : t('viewer.place', { number: index + 1, total: items.length })}</p>
            </>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Tools({ item, stage }: { readonly item: MediaItem; readonly stage: React.RefObject<StageHandle | null> }) {
  const isPicture = item.kind !== 'video';
  const href = saveUrl(item);
  const copy = async (): Promise<void> => {
    const image = stage.current?.image() ?? null;
    const copied = image !== null && (await copyPicture(image));
    toast(copied ? 'ok' : 'bad', t(copied ? 'viewer.copied' : 'viewer.copyFailed'));
  };
  const go = async (): Promise<void> => {
    closeViewer();
    setGalleryOpen(false);
    const failure = await useThread.getState().jumpTo(item.messageId);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <div className={styles.tools}>
      {isPicture ? (
        <>
          <IconButton icon={ZoomOut} label={t('viewer.zoomOut')} keys={['-']} onClick={() => stage.current?.zoom(1 / 1.5)} />
          <IconButton icon={ZoomIn} label={t('viewer.zoomIn')} keys={['+']} onClick={() => stage.current?.zoom(1.5)} />
          <IconButton icon={Copy} label={t('viewer.copy')} onClick={() => void copy()} />
        </>
      ) : null}
      <IconButton icon={LocateFixed} label={t('viewer.go')} onClick={() => void go()} />
      {href === null ? null : (
        <a className={styles.close} href={href} download={saveName(item)} aria-label={t('viewer.save')} title={t('viewer.save')}><Icon of={Download} /></a>
      )}
    </div>
  );
}

function Step({ side, label, hidden, onStep }: { readonly side: 'start' | 'end'; readonly label: string; readonly hidden: boolean; readonly onStep: () => void }) {
  if (hidden) return null;
  return (
    <button type="button" className={styles.step} data-side={side} aria-label={label} title={label} onClick={onStep}>
      <Icon of={side === 'start' ? ChevronLeft : ChevronRight} size="l" flips />
    </button>
  );
}

/** The page's own direction, which a person may set apart from the language's. */
function isRightToLeft(): boolean {
  return (document.documentElement.dir || direction) === 'rtl';
}
