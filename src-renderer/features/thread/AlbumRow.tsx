import { Forward } from 'lucide-react';
import { type CSSProperties, memo } from 'react';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { classNames, Icon } from '../../components/index.ts';
import { t, timeOfDay } from '../../i18n/index.ts';
import { mediaOf } from '../../stores/media/index.ts';
import { tickShape } from '../../stores/tick-shape.ts';
import styles from './Bubble.module.css';
import media from './content/Media.module.css';
import { LaneTab } from './content/lane-tab.ts';
import { Tile } from './content/Picture.tsx';
import { albumTiles } from './media-box.ts';
import { messageLabel, writerOf } from './message-words.ts';
import { MessageText } from './MessageText.tsx';
import type { MessageActions } from './MessageRow.tsx';
import { Meta } from './Meta.tsx';

export interface AlbumRowProps {
  readonly messages: readonly MessageView[];
  readonly joins: boolean;
  readonly isLast: boolean;
  /** Which of its pictures has the lane's focus; null when another line has it. */
  readonly activeId: MessageId | null;
  readonly flashId: MessageId | null;
  readonly personName: string;
  readonly actions: MessageActions;
}

const SHOWN = 4;

/** Pictures that were sent together, as one block. Each is a message of its own for keys, menu and details. */
export const AlbumRow = memo(function AlbumRow({ messages, joins, isLast, activeId, flashId, personName, actions }: AlbumRowProps) {
  const last = messages.at(-1);
  const first = messages[0];
  if (last === undefined || first === undefined) return null;
  const { height, tiles } = albumTiles(messages.length);
  const caption = messages.find(({ text }) => text !== null) ?? null;
  // The slowest of them tells how far the block is.
  const status = last.state === null ? undefined : tickShape(last.state);
  const meta = <Meta message={last} onEdited={actions.details} />;
  const label = t('content.album.label', { who: writerOf(first, personName), time: timeOfDay(first.sentAt), count: messages.length });
  return (
    <LaneTab value={activeId === null ? -1 : 0}>
      <article
        className={styles.row}
        data-side={first.direction}
        data-joins={joins}
        data-status={status}
        data-last={isLast}
        data-flash={flashId !== null && messages.some(({ id }) => id === flashId)}
        aria-label={label}
      >
        <div className={classNames(styles.bubble, styles.flush)}>
          {first.author !== null && first.direction === 'in' && !joins ? <p className={styles.author} dir="auto">{first.author}</p> : null}
          {first.forwarded === 'no' ? null : (
            <span className={styles.tag}><Icon of={Forward} size="s" flips />{t(first.forwarded === 'often' ? 'thread.forwardedOften' : 'thread.forwarded')}</span>
          )}
          <div className={media.album} style={{ aspectRatio: `288 / ${height}` }}>
            {messages.slice(0, SHOWN).map((message, index) => {
              const tile = tiles[index];
              if (tile === undefined) return null;
              const isActive = message.id === activeId;
              const share = (value: number, whole: number): string => `${(value / whole) * 100}%`;
              const style: CSSProperties = {
                insetInlineStart: share(tile.x, 288),
                insetBlockStart: share(tile.y, height),
                inlineSize: share(tile.width, 288),
                blockSize: share(tile.height, height),
              };
              return (
                <Tile
                  key={message.id}
                  message={message}
                  media={mediaOf(message)}
                  label={t('content.media.openOf', { number: index + 1, total: messages.length })}
                  name={messageLabel(message, personName)}
                  more={index === SHOWN - 1 ? messages.length - SHOWN : 0}
                  isActive={isActive}
                  style={style}
                />
              );
            })}
            {caption === null ? <span className={classNames(media.onPicture, media.albumMeta)}>{meta}</span> : null}
          </div>
          {caption?.text == null ? null : (
            <div className={styles.words}><MessageText text={caption.text} meta={meta} unfolded onUnfold={() => undefined} /></div>
          )}
        </div>
      </article>
    </LaneTab>
  );
});
