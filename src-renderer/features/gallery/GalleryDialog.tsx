import { Download, Files, Images } from 'lucide-react';
import { useState } from 'react';
import { Blank, Button, Dialog, FileTile, Icon, Segments } from '../../components/index.ts';
import { fileSize, moment, playTime, t } from '../../i18n/index.ts';
import { useClock } from '../../stores/clock.ts';
import { failureText } from '../../stores/failure-text.ts';
import { type MediaItem, readMoreOfGallery, saveName, saveUrl, setGalleryOpen, useGallery } from '../../stores/media/index.ts';
import { kindName } from '../../stores/row-preview.ts';
import styles from './Gallery.module.css';
import { GalleryTile } from './SharedMedia.tsx';
import { useCurrent } from './use-current.ts';

const pictureKinds: ReadonlySet<string> = new Set(['image', 'video', 'sticker']);
const nothing: readonly MediaItem[] = [];

/** Everything that was shared in the conversation: pictures as tiles, files and recordings as a list. */
export function GalleryDialog() {
  const open = useGallery((gallery) => gallery.open);
  const read = useGallery((gallery) => gallery.items);
  const hasMore = useGallery((gallery) => gallery.hasMore);
  const loading = useGallery((gallery) => gallery.loading);
  const failure = useGallery((gallery) => gallery.failure);
  const [part, setPart] = useState<'pictures' | 'files'>('pictures');
  const items = useCurrent(read ?? nothing);
  const pictures = items.filter((item) => pictureKinds.has(item.kind));
  const files = items.filter((item) => !pictureKinds.has(item.kind));
  const shown = part === 'pictures' ? pictures : files;
  return (
    <Dialog open={open} onClose={() => setGalleryOpen(false)} title={t('gallery.title')} closeLabel={t('app.close')} size="large">
      <div className={styles.gallery}>
        <Segments
          label={t('gallery.title')}
          value={part}
          options={[{ value: 'pictures', label: t('gallery.pictures') }, { value: 'files', label: t('gallery.files') }]}
          onValueChange={setPart}
        />
        {shown.length === 0 && !hasMore ? (
          <Blank icon={part === 'pictures' ? Images : Files} title={t(part === 'pictures' ? 'gallery.empty.pictures' : 'gallery.empty.files')} />
        ) : null}
        {part === 'pictures' ? (
          <div className={styles.grid}>{pictures.map((item) => <GalleryTile key={item.messageId} item={item} all={items} hasMore={hasMore} />)}</div>
        ) : (
          <ul className={styles.files}>{files.map((item) => <FileRow key={item.messageId} item={item} />)}</ul>
        )}
        {failure === null ? null : <p className={styles.failure}>{failureText(failure)}</p>}
        {hasMore ? <Button className={styles.loadMore} disabled={loading} onClick={() => void readMoreOfGallery()}>{t('gallery.more')}</Button> : null}
      </div>
    </Dialog>
  );
}

function FileRow({ item }: { readonly item: MediaItem }) {
  const now = useClock((clock) => clock.minuteNow);
  const { media } = item;
  const href = media.state === 'stored' ? saveUrl(item) : null;
  const name = item.filename ?? kindName(item.kind);
  const info = [
    media.durationMs === null ? '' : playTime(media.durationMs),
    media.pages === null ? '' : t('content.document.pages', { count: media.pages }),
    media.bytes === null ? '' : fileSize(media.bytes),
    moment(item.at, now),
  ];
  return (
    <li className={styles.file}>
      <FileTile name={name} mime={media.mime} info={info.filter((part) => part !== '').join(' · ')} />
      {href === null ? null : (
        <a className={styles.save} href={href} download={saveName(item)} aria-label={t('content.media.saveName', { name })} title={t('content.media.save')}><Icon of={Download} /></a>
      )}
    </li>
  );
}
