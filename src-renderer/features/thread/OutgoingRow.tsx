import { FileText, type LucideIcon, MapPin, Mic, Music, UsersRound, Video } from 'lucide-react';
import { memo } from 'react';
import { Button, classNames, FileTile, Icon, Tick } from '../../components/index.ts';
import { fileSize, t, timeOfDay } from '../../i18n/index.ts';
import type { Outgoing } from '../../stores/thread/index.ts';
import { tickLabel } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import media from './content/Media.module.css';
import issue from './Issue.module.css';
import { mediaBox, STICKER_SIZE } from './media-box.ts';
import { MessageText } from './MessageText.tsx';
import { Quote } from './Quote.tsx';

export interface OutgoingRowProps {
  readonly outgoing: Outgoing;
  readonly joins: boolean;
  readonly isLast: boolean;
  readonly personName: string;
  readonly onRepeat: (outgoing: Outgoing) => void;
  readonly onTakeBack: (outgoing: Outgoing) => void;
}

const icons: Readonly<Partial<Record<Outgoing['content']['type'], LucideIcon>>> = {
  video: Video, audio: Music, voice: Mic, document: FileText, location: MapPin, contacts: UsersRound,
};

/** A message in the moment before the core has taken it. */
export const OutgoingRow = memo(function OutgoingRow({ outgoing, joins, isLast, personName, onRepeat, onTakeBack }: OutgoingRowProps) {
  const meta = (
    <span className={styles.meta}>
      <time>{timeOfDay(outgoing.startedAt)}</time>
      <Tick shape="queued" label={tickLabel('queued')} />
    </span>
  );
  const { content, file, text } = outgoing;
  const isPicture = (content.type === 'image' || content.type === 'sticker') && file !== null;
  const icon = icons[content.type];
  // The file's own name stands in its tile; the words below are the caption.
  const words = 'caption' in content ? (content.caption ?? '') : text;
  return (
    <article className={styles.row} data-side="out" data-joins={joins} data-status="queued" data-last={isLast}>
      <div className={classNames(styles.bubble, isPicture && styles.flush)}>
        {outgoing.quote === null ? null : <Quote quote={outgoing.quote} personName={personName} onJump={() => undefined} />}
        {isPicture ? <OutgoingPicture file={file} isSticker={content.type === 'sticker'} /> : null}
        {!isPicture && file !== null ? <FileTile name={file.name} mime={file.mime} info={fileSize(file.bytes)} /> : null}
        {file === null && icon !== undefined ? (
          <span className={styles.placeholder}><Icon of={icon} size="s" /><span dir="auto">{text}</span></span>
        ) : null}
        {words === '' || (file === null && icon !== undefined) ? (
          <div className={styles.metaLine}>{meta}</div>
        ) : (
          <div className={styles.words}><MessageText text={words} meta={meta} unfolded={false} onUnfold={() => undefined} /></div>
        )}
      </div>
      {outgoing.problem === null ? null : (
        <div className={issue.issue} data-tone="warn">
          <span className={issue.text}>{t('thread.lost')}</span>
          <span className={issue.actions}>
            <Button size="small" tone="warn" onClick={() => onRepeat(outgoing)}>{t('thread.lost.again')}</Button>
            <Button size="small" variant="quiet" onClick={() => onTakeBack(outgoing)}>{t('thread.lost.back')}</Button>
          </span>
        </div>
      )}
    </article>
  );
});

function OutgoingPicture({ file, isSticker }: { readonly file: NonNullable<Outgoing['file']>; readonly isSticker: boolean }) {
  const box = isSticker ? { width: STICKER_SIZE, height: STICKER_SIZE } : mediaBox(file);
  return (
    <span className={isSticker ? media.sticker : media.photo} style={{ inlineSize: `${box.width}px`, aspectRatio: `${box.width} / ${box.height}` }}>
      <img src={file.url} alt={t(isSticker ? 'content.sticker' : 'content.image')} decoding="async" draggable={false} />
    </span>
  );
}
