import { Maximize2, Play } from 'lucide-react';
import { type CSSProperties, type ReactNode, useState } from 'react';
import type { MediaView, MessageView } from '../../../../src-preload/contract/index.ts';
import { Icon } from '../../../components/index.ts';
import { t } from '../../../i18n/index.ts';
import { openViewer, pausePlayer } from '../../../stores/media/index.ts';
import { mediaBox, type Size, STICKER_SIZE } from '../media-box.ts';
import { useLaneTab } from './lane-tab.ts';
import styles from './Media.module.css';
import { MediaState, Unshowable } from './MediaState.tsx';

export interface PictureProps {
  readonly message: MessageView;
  readonly media: MediaView | null;
  /** Time and tick on the picture itself; null when a caption carries them. */
  readonly meta: ReactNode;
}

function boxStyle({ width, height }: Size): CSSProperties {
  return { inlineSize: `${width}px`, aspectRatio: `${width} / ${height}` };
}

/** A photo in the room that it will take, whether its bytes are here or not. */
export function Picture({ message, media, meta }: PictureProps) {
  const tabIndex = useLaneTab();
  const [broken, setBroken] = useState(false);
  const url = media?.state === 'stored' ? media.url : null;
  return (
    <span className={styles.photo} style={boxStyle(mediaBox(media))}>
      {url === null ? <MediaState media={media} layout="box" /> : null}
      {url !== null && broken ? <Unshowable /> : null}
      {url !== null && !broken ? (
        <button type="button" className={styles.open} tabIndex={tabIndex} data-primary="" aria-label={t('content.media.open')} onClick={() => openViewer(message.id)}>
          <img src={url} alt={pictureName(message)} loading="lazy" decoding="async" draggable={false} onError={() => setBroken(true)} />
        </button>
      ) : null}
      {meta === null ? null : <span className={styles.onPicture}>{meta}</span>}
    </span>
  );
}

/** A video with its own controls; its larger view is the viewer. */
export function Video({ message, media }: Omit<PictureProps, 'meta'>) {
  const tabIndex = useLaneTab();
  const [broken, setBroken] = useState(false);
  const url = media?.state === 'stored' ? media.url : null;
  return (
    <span className={styles.photo} style={boxStyle(mediaBox(media))}>
      {url === null ? <MediaState media={media} layout="box" /> : null}
      {url !== null && broken ? <Unshowable /> : null}
      {url !== null && !broken ? (
        <>
          <video src={url} controls preload="metadata" playsInline tabIndex={tabIndex} aria-label={t('kind.video')} onPlay={pausePlayer} onError={() => setBroken(true)}>
            <track kind="captions" />
          </video>
          <button type="button" className={styles.enlarge} tabIndex={tabIndex} data-primary="" aria-label={t('content.media.open')} title={t('content.media.open')} onClick={() => openViewer(message.id)}>
            <Icon of={Maximize2} size="s" />
          </button>
        </>
      ) : null}
    </span>
  );
}

/** A sticker stands without a bubble. */
export function Sticker({ message, media }: Omit<PictureProps, 'meta'>) {
  const tabIndex = useLaneTab();
  const [broken, setBroken] = useState(false);
  const url = media?.state === 'stored' ? media.url : null;
  const box = { width: STICKER_SIZE, height: STICKER_SIZE };
  if (url === null || broken) return <span className={styles.sticker} data-empty="" style={boxStyle(box)}>{broken ? <Unshowable /> : <MediaState media={media} layout="box" />}</span>;
  return (
    <span className={styles.sticker} style={boxStyle(box)}>
      <button type="button" className={styles.open} tabIndex={tabIndex} data-primary="" aria-label={t('content.media.open')} onClick={() => openViewer(message.id)}>
        <img src={url} alt={t('content.sticker')} loading="lazy" decoding="async" draggable={false} onError={() => setBroken(true)} />
      </button>
    </span>
  );
}

export interface TileProps {
  readonly message: MessageView;
  readonly media: MediaView | null;
  /** What a press does. */
  readonly label: string;
  /** How a reader reads it. */
  readonly name: string;
  /** How many more there are behind it. */
  readonly more: number;
  readonly isActive: boolean;
  readonly style: CSSProperties;
}

/** One tile of an album; a message of its own for the keyboard. */
export function Tile({ message, media, label, name, more, isActive, style }: TileProps) {
  const [broken, setBroken] = useState(false);
  const url = media?.state === 'stored' && !broken ? media.url : null;
  const isVideo = message.content.type === 'video';
  return (
    <span
      className={styles.tile}
      style={style}
      role="group"
      aria-label={name}
      tabIndex={isActive ? 0 : -1}
      data-message={message.id}
      {...(isActive ? { 'data-pane-focus': '' } : {})}
    >
      {url === null ? (
        broken ? <Unshowable /> : <MediaState media={media} layout="box" />
      ) : (
        <>
          {isVideo ? (
            <video src={url} preload="metadata" muted tabIndex={-1} aria-hidden="true" />
          ) : (
            <img src={url} alt="" loading="lazy" decoding="async" draggable={false} onError={() => setBroken(true)} />
          )}
          {isVideo ? <span className={styles.playMark}><Icon of={Play} /></span> : null}
          <button type="button" className={styles.cover} tabIndex={-1} data-primary="" aria-label={label} onClick={() => openViewer(message.id)} />
        </>
      )}
      {more > 0 ? <span className={styles.more} aria-hidden="true">{t('content.media.more', { count: more })}</span> : null}
    </span>
  );
}

function pictureName(message: MessageView): string {
  return message.text === null ? t('content.image') : t('content.image.caption', { caption: message.text.slice(0, 200) });
}
