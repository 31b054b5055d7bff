import { FileText, Image, Mic, Play, Video } from 'lucide-react';
import { useEffect } from 'react';
import { Icon, TextButton } from '../../components/index.ts';
import { moment, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { isViewable, type MediaItem, openItems, readGallery, setGalleryOpen, useGallery } from '../../stores/media/index.ts';
import { kindName } from '../../stores/row-preview.ts';
import { useThread } from '../../stores/thread/index.ts';
import styles from './Gallery.module.css';
import { useCurrent } from './use-current.ts';

const SHOWN = 4;
/** A burst of messages is one reason to look again, not many. */
const AGAIN_MS = 400;

/** The newest pictures and files of the conversation, for the contact panel. */
export function SharedMedia() {
  const conversationId = useThread((thread) => thread.conversation?.id ?? null);
  const count = useThread((thread) => thread.conversation?.messageCount ?? 0);
  const isKnown = useGallery((gallery) => gallery.conversationId === conversationId && gallery.items !== null);
  const items = useCurrent(useGallery((gallery) => (gallery.conversationId === conversationId ? gallery.items : null)) ?? []);
  const hasMore = useGallery((gallery) => gallery.hasMore);
  useEffect(() => {
    if (conversationId === null) return;
    const timer = setTimeout(() => void readGallery(conversationId), useGallery.getState().conversationId === conversationId ? AGAIN_MS : 0);
    return () => clearTimeout(timer);
  }, [conversationId, count]);

  if (conversationId === null) return null;
  // Pictures tell more at this size; files take their place where there are none.
  const pictures = items.filter(isViewable);
  const first = pictures.length > 0 ? pictures : items;
  const isMore = hasMore || items.length > Math.min(first.length, SHOWN);
  const shown = first.slice(0, isMore ? SHOWN - 1 : SHOWN);
  return (
    <section className={styles.section} aria-label={t('gallery.title')}>
      <h3 className={styles.heading}>
        {t('gallery.title')}
        {items.length === 0 ? null : <TextButton className={styles.all} onClick={() => setGalleryOpen(true)}>{t('gallery.all')}</TextButton>}
      </h3>
      {items.length === 0 ? (
        <p className={styles.nothing}>{isKnown ? t('gallery.empty') : ''}</p>
      ) : (
        <div className={styles.strip}>
          {shown.map((item) => <GalleryTile key={item.messageId} item={item} all={items} hasMore={hasMore} />)}
          {isMore ? (
            <button type="button" className={styles.more} onClick={() => setGalleryOpen(true)}>
              {hasMore ? t('gallery.all') : t('content.media.more', { count: items.length - shown.length })}
            </button>
          ) : null}
        </div>
      )}
    </section>
  );
}

/** One picture or file as a square; pictures open in the viewer, everything else in the gallery. */
export function GalleryTile({ item, all, hasMore }: { readonly item: MediaItem; readonly all: readonly MediaItem[]; readonly hasMore: boolean }) {
  const now = useClock((clock) => clock.minuteNow);
  const url = isViewable(item) ? item.media.url : null;
  const open = (): void => {
    const { conversationId } = useGallery.getState();
    if (url === null || conversationId === null) setGalleryOpen(true);
    else openItems(conversationId, all.filter(isViewable).toReversed(), item.messageId, hasMore);
  };
  const isVideo = item.kind === 'video';
  return (
    <button type="button" className={styles.tile} title={item.filename ?? undefined} aria-label={t('gallery.open', { kind: item.filename ?? kindName(item.kind), time: moment(item.at, now) })} onClick={open}>
      {url === null ? <span className={styles.icon}><Icon of={iconOf(item.kind)} size="l" /></span> : null}
      {url !== null && !isVideo ? <img src={url} alt="" loading="lazy" decoding="async" draggable={false} data-kind={item.kind} /> : null}
      {url !== null && isVideo ? <video src={url} preload="metadata" muted tabIndex={-1} aria-hidden="true" /> : null}
      {url !== null && isVideo ? <span className={styles.play}><Icon of={Play} size="s" /></span> : null}
    </button>
  );
}

function iconOf(kind: string) {
  if (kind === 'image' || kind === 'sticker') return Image;
  if (kind === 'video') return Video;
  return kind === 'voice' || kind === 'audio' ? Mic : FileText;
}
