import { CircleSlash2, CloudDownload, FileQuestion, ImageOff, LoaderCircle } from 'lucide-react';
import type { MediaView } from '../../../../src-preload/contract/index.ts';
import { Button, Icon } from '../../../components/index.ts';
import { t } from '../../../i18n/index.ts';
import { useClock } from '../../../stores/clock.ts';
import { toastFailure } from '../../../stores/failure-text.ts';
import { fetchMedia } from '../../../stores/media/index.ts';
import { useLaneTab } from './lane-tab.ts';
import { mediaWords } from './media-words.ts';
import styles from './Media.module.css';

/** What stands where a file would be: why it is not here, until when it can be had, and the way to it. */
export function MediaState({ media, layout }: { readonly media: MediaView | null; readonly layout: 'box' | 'line' }) {
  const now = useClock((clock) => clock.minuteNow);
  const tabIndex = useLaneTab();
  const told = mediaWords(media, now);
  if (told === null) return null;
  const ask = async (mediaId: number): Promise<void> => {
    const failure = await fetchMedia(mediaId);
    if (failure !== null) toastFailure(failure);
  };
  return (
    <span className={styles.state} data-layout={layout} data-state={media?.state ?? 'none'}>
      <span className={styles.stateIcon}><Icon of={iconOf(media)} size="l" /></span>
      <span className={styles.stateText}>
        <b>{told.title}</b>
        {told.detail === '' ? null : <span>{told.detail}</span>}
      </span>
      {told.canFetch && media !== null ? (
        <Button size="small" tabIndex={tabIndex} onClick={() => void ask(media.mediaId)}>{t('content.media.fetch')}</Button>
      ) : null}
    </span>
  );
}

/** Bytes that the browser cannot show. */
export function Unshowable() {
  return (
    <span className={styles.state} data-layout="box" data-state="failed">
      <span className={styles.stateIcon}><Icon of={ImageOff} size="l" /></span>
      <span className={styles.stateText}><b>{t('content.media.unshowable')}</b><span>{t('content.media.unshowable.cure')}</span></span>
    </span>
  );
}

function iconOf(media: MediaView | null) {
  if (media === null) return FileQuestion;
  return { waiting: CloudDownload, downloading: LoaderCircle, stored: CloudDownload, failed: ImageOff, gone: CircleSlash2 }[media.state];
}
