import { type PointerEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from 'react';
import { t } from '../../i18n/index.ts';
import type { MediaItem } from '../../stores/media/index.ts';
import styles from './MediaViewer.module.css';
import { panBy, type View, WHOLE, zoomAt } from './zoom.ts';

export interface StageHandle {
  zoom(factor: number): void;
  whole(): void;
  image(): HTMLImageElement | null;
}

const WHEEL_STEP = 0.0018;

/** Where the picture lies: wheel and keys zoom, a drag moves, a double click goes in and out. */
export function Stage({ item, ref }: { readonly item: MediaItem; readonly ref: Ref<StageHandle> }) {
  const room = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const [view, setView] = useState<View>(WHOLE);
  const [broken, setBroken] = useState(false);
  const drag = useRef<{ readonly x: number; readonly y: number } | null>(null);
  const { url } = item.media;

  const roomSize = () => ({ width: room.current?.clientWidth ?? 1, height: room.current?.clientHeight ?? 1 });
  const fromMiddle = (x: number, y: number) => {
    const box = room.current?.getBoundingClientRect();
    return box === undefined ? { x: 0, y: 0 } : { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  };

  useImperativeHandle(ref, () => ({
    zoom: (factor) => setView((now) => zoomAt(now, factor, { x: 0, y: 0 }, roomSize())),
    whole: () => setView(WHOLE),
    image: () => image.current,
  }), []);

  useEffect(() => {
    const element = room.current;
    if (element === null || item.kind === 'video') return;
    // React's own wheel listener is passive and could not keep the page from scrolling.
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const point = fromMiddle(event.clientX, event.clientY);
      setView((now) => zoomAt(now, Math.exp(-event.deltaY * WHEEL_STEP), point, roomSize()));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [item.kind]);

  if (url === null || broken) return <div className={styles.stage}><p className={styles.broken}>{t('viewer.unshowable')}</p></div>;
  if (item.kind === 'video') {
    return (
      <div className={styles.stage}>
        <video className={styles.video} src={url} controls autoPlay playsInline aria-label={t('kind.video')} onError={() => setBroken(true)}><track kind="captions" /></video>
      </div>
    );
  }

  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0 || view.scale === 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, y: event.clientY };
  };
  const onPointerMove = (event: PointerEvent): void => {
    const from = drag.current;
    if (from === null) return;
    drag.current = { x: event.clientX, y: event.clientY };
    setView((now) => panBy(now, event.clientX - from.x, event.clientY - from.y, roomSize()));
  };
  const endDrag = (): void => {
    drag.current = null;
  };
  return (
    <div
      ref={room}
      className={styles.stage}
      data-zoomed={view.scale > 1}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={endDrag}
      onPointerCancel={endDrag}
      onDoubleClick={(event) => {
        const point = fromMiddle(event.clientX, event.clientY);
        setView((now) => (now.scale > 1 ? WHOLE : zoomAt(now, 2.5, point, roomSize())));
      }}
    >
      <img
        ref={image}
        className={styles.picture}
        src={url}
        alt={t('content.image')}
        draggable={false}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
        onError={() => setBroken(true)}
      />
    </div>
  );
}
