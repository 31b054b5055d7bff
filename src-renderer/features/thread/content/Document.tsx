import { Download } from 'lucide-react';
import type { MediaView, MessageView } from '../../../../src-preload/contract/index.ts';
import { FileTile, Icon } from '../../../components/index.ts';
import { fileSize, t } from '../../../i18n/index.ts';
import { saveUrl } from '../../../stores/media/index.ts';
import { useLaneTab } from './lane-tab.ts';
import { MediaState } from './MediaState.tsx';
import styles from './Cards.module.css';

/** A file as a tile: its type, its name with the end always visible, pages, size, and the way to save it. */
export function DocumentTile({ message, media, filename }: { readonly message: MessageView; readonly media: MediaView | null; readonly filename: string }) {
  const tabIndex = useLaneTab();
  const name = filename.trim() === '' ? t('content.document.unnamed') : filename;
  const href = media?.state === 'stored' ? saveUrl({ kind: 'document', filename, at: message.sentAt, media }) : null;
  return (
    <>
      <span className={styles.file}>
        <FileTile name={name} mime={media?.mime ?? ''} info={documentInfo(media)} />
        {href === null ? null : (
          <a className={styles.save} href={href} download={name} tabIndex={tabIndex} data-primary="" aria-label={t('content.media.saveName', { name })} title={t('content.media.save')}>
            <Icon of={Download} />
          </a>
        )}
      </span>
      <MediaState media={media} layout="line" />
      {media?.hashMismatch === true ? <span className={styles.warn}>{t('content.media.mismatch')}</span> : null}
    </>
  );
}

function documentInfo(media: MediaView | null): string {
  if (media === null) return '';
  const pages = media.pages === null ? '' : t('content.document.pages', { count: media.pages });
  const size = media.bytes === null ? '' : fileSize(media.bytes);
  return [pages, size].filter((part) => part !== '').join(' · ');
}
