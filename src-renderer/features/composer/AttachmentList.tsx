import { ArrowDown, ArrowUp, CircleAlert, CircleCheck, GripVertical, X } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, useId, useRef } from 'react';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FileKind } from '../../../src-main/domain/media-rules.ts';
import { takesCaption } from '../../../src-main/domain/outgoing.ts';
import { Button, Icon, IconButton, Select } from '../../components/index.ts';
import { fileSize, t } from '../../i18n/index.ts';
import { type Attachment, captionProblem, noAttachments, useAttachments } from '../../stores/attachments/index.ts';
import styles from './AttachmentList.module.css';

const CHIP_TYPE = 'application/x-wicket-attachment';

export interface AttachmentListProps {
  readonly conversationId: ConversationId;
  /** The text will be the caption of the first file. */
  readonly firstTakesText: boolean;
}

/** The files that go out with the next press of Send, in order. */
export function AttachmentList({ conversationId, firstTakesText }: AttachmentListProps) {
  const list = useAttachments((state) => state.byConversation[conversationId] ?? noAttachments);
  if (list.length === 0) return null;
  return (
    <ol className={styles.list} aria-label={t('attach.list')}>
      {list.map((attachment, index) => (
        <AttachmentChip
          key={attachment.key}
          conversationId={conversationId}
          attachment={attachment}
          isFirst={index === 0}
          isLast={index === list.length - 1}
          takesText={index === 0 && firstTakesText}
        />
      ))}
    </ol>
  );
}

interface ChipProps {
  readonly conversationId: ConversationId;
  readonly attachment: Attachment;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly takesText: boolean;
}

function AttachmentChip({ conversationId: id, attachment, isFirst, isLast, takesText }: ChipProps) {
  const { key, name, state } = attachment;
  const chip = useRef<HTMLLIElement>(null);
  const actions = useAttachments.getState();
  const isBad = state === 'refused' || state === 'failed';
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (step !== undefined) actions.move(id, key, step);
    else if (event.key === 'Delete' && event.target === event.currentTarget) actions.remove(id, key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onDrop = (event: DragEvent): void => {
    const dragged = event.dataTransfer.getData(CHIP_TYPE);
    if (dragged === '') return;
    event.preventDefault();
    event.stopPropagation();
    const list = useAttachments.getState().byConversation[id] ?? noAttachments;
    const from = list.findIndex((one) => one.key === dragged);
    const to = list.findIndex((one) => one.key === key);
    if (from !== -1) actions.move(id, dragged, to - from);
  };
  return (
    <li
      ref={chip}
      className={styles.chip}
      data-state={state}
      tabIndex={0}
      aria-label={t('attach.one', { name, size: fileSize(attachment.bytes) })}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown Delete"
      onKeyDown={onKeyDown}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes(CHIP_TYPE)) event.preventDefault();
      }}
      onDrop={onDrop}
    >
      <span
        className={styles.grip}
        draggable
        title={t('attach.drag')}
        onDragStart={(event) => {
          event.dataTransfer.setData(CHIP_TYPE, key);
          event.dataTransfer.effectAllowed = 'move';
          if (chip.current !== null) event.dataTransfer.setDragImage(chip.current, 8, 8);
        }}
      >
        <Icon of={GripVertical} size="s" />
      </span>
      <Thumbnail attachment={attachment} />
      <div className={styles.text}>
        <span className={styles.name}><bdi title={name}>{name}</bdi></span>
        <Facts attachment={attachment} onAs={(as) => actions.setAs(id, key, as)} />
        <Caption attachment={attachment} takesText={takesText} onChange={(caption) => actions.setCaption(id, key, caption)} />
        {isBad && attachment.problem !== null ? (
          <span className={styles.problem} role="alert">
            <Icon of={CircleAlert} size="s" />
            <span>{attachment.problem.message} {attachment.problem.cure}</span>
            {attachment.shrinkable ? <Button size="small" tone="bad" onClick={() => void actions.shrink(id, key)}>{t('attach.shrink')}</Button> : null}
          </span>
        ) : null}
      </div>
      <span className={styles.order}>
        {isFirst ? null : <IconButton icon={ArrowUp} size="small" label={t('attach.up')} keys={['Alt', '↑']} onClick={() => actions.move(id, key, -1)} />}
        {isLast ? null : <IconButton icon={ArrowDown} size="small" label={t('attach.down')} keys={['Alt', '↓']} onClick={() => actions.move(id, key, 1)} />}
      </span>
      <IconButton icon={X} size="small" label={t(state === 'moving' ? 'attach.cancel' : 'attach.remove', { name })} onClick={() => actions.remove(id, key)} />
    </li>
  );
}

/** Size, what it goes out as, and how far it has come. */
function Facts({ attachment, onAs }: { readonly attachment: Attachment; readonly onAs: (as: FileKind) => void }) {
  const { state, share, bytes, file, as } = attachment;
  return (
    <span className={styles.facts}>
      {fileSize(bytes)}
      {state === 'moving' ? (
        <>
          <progress className={styles.progress} max={1} value={share} aria-label={t('attach.progress')} />
          <span>{t('attach.percent', { percent: Math.floor(share * 100) })}</span>
        </>
      ) : null}
      {state === 'ready' && file !== null && as !== null ? (
        file.kinds.length > 1 ? (
          <Select label={t('attach.as')} value={as} options={file.kinds.map((kind) => ({ value: kind, label: t(`attach.kind.${kind}`) }))} onValueChange={onAs} />
        ) : (
          <span className={styles.ok}><Icon of={CircleCheck} size="s" />{t(`attach.kind.${as}`)}</span>
        )
      ) : null}
    </span>
  );
}

function Caption({ attachment, takesText, onChange }: { readonly attachment: Attachment; readonly takesText: boolean; readonly onChange: (caption: string) => void }) {
  const id = useId();
  const { as, state, caption } = attachment;
  if (state !== 'ready' || as === null || !takesCaption(as)) return null;
  if (takesText) return <span className={styles.captionNote}>{t('attach.textIsCaption')}</span>;
  const problem = captionProblem(attachment);
  return (
    <>
      <input
        className={styles.caption}
        dir="auto"
        value={caption}
        placeholder={t('attach.caption')}
        aria-label={t('attach.captionOf', { name: attachment.name })}
        aria-invalid={problem !== null}
        aria-describedby={problem === null ? undefined : id}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {problem === null ? null : <span id={id} className={styles.problem}><Icon of={CircleAlert} size="s" />{problem.message} {problem.cure}</span>}
    </>
  );
}

/** The picture itself once the core has it, else its type as letters. */
function Thumbnail({ attachment: { file, name, state } }: { readonly attachment: Attachment }) {
  const isPicture = file !== null && file.mime.startsWith('image/');
  return (
    <span className={styles.thumb} data-state={state} aria-hidden="true">
      {isPicture ? <img src={file.url} alt="" draggable={false} /> : <span>{ending(name)}</span>}
    </span>
  );
}

function ending(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot === -1 ? '…' : name.slice(dot + 1, dot + 5).toUpperCase();
}
