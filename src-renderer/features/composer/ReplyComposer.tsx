import { CircleAlert, Mic } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { Button, Icon, IconButton, Keys } from '../../components/index.ts';
import { countdown, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { noAttachments, planSending, useAttachments } from '../../stores/attachments/index.ts';
import { COUNT_FROM, emptyDraft, noteTyping, splitText, TEXT_LIMIT, textLength, useComposer } from '../../stores/composer/index.ts';
import { keyNames } from '../../stores/key-names.ts';
import { useRecorder } from '../../stores/recorder/index.ts';
import { selectConversation } from '../../stores/ui.ts';
import { useWindowFacts } from '../../stores/use-window.ts';
import { addFiles, pastedFiles } from './add-files.ts';
import { AttachmentList } from './AttachmentList.tsx';
import { AttachMenu } from './AttachMenu.tsx';
import styles from './Composer.module.css';
import { EmojiButton, type EmojiSlot } from './EmojiButton.tsx';
import { markOf, toggleMark } from './format-marks.ts';
import { Recipient } from './Recipient.tsx';
import { ReplyChip } from './ReplyChip.tsx';
import { useSend } from './use-send.ts';

const MIN_LINES = 2;
const MAX_LINES = 10;
const LINE_PX = 20;

export interface ReplyComposerProps {
  readonly conversation: ConversationView;
  /** What is sent waits until the line is back. */
  readonly queues: boolean;
  readonly emoji: EmojiSlot;
  /** Takes the place of the text while a voice note is recorded. */
  readonly recorder: ReactNode;
}

export function ReplyComposer({ conversation, queues, emoji, recorder }: ReplyComposerProps) {
  const { id } = conversation;
  const draft = useComposer((composer) => composer.drafts[id] ?? emptyDraft);
  const attachments = useAttachments((state) => state.byConversation[id] ?? noAttachments);
  const isRecording = useRecorder((state) => state.conversationId === id);
  const sendKey = useApp((app) => app.settings?.sendKey ?? 'ctrl_enter');
  const tellsTyping = useApp((app) => app.connections.find((one) => one.id === conversation.connectionId)?.typingIndicator ?? false);
  const fieldRef = useRef<HTMLTextAreaElement | null>(null);
  const { hindrance, told, clearTold, send, sendInParts } = useSend(id);
  const length = textLength(draft.text.trim());
  useGrowth(fieldRef, draft.text);
  useFocusOnRequest(fieldRef);

  const setText = (text: string): void => {
    clearTold();
    useComposer.getState().setText(id, text);
    if (tellsTyping && text.trim() !== '') noteTyping(id);
  };
  const press = async (): Promise<void> => {
    if (!(await send())) fieldRef.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const withModifier = event.ctrlKey || event.metaKey;
    const mark = markOf(event);
    if (mark !== null) {
      event.preventDefault();
      replaceText(event.currentTarget, toggleMark(selectionOf(event.currentTarget), mark));
    } else if (event.key === 'Enter' && !event.altKey && (withModifier || (sendKey === 'enter' && !event.shiftKey))) {
      event.preventDefault();
      void press();
    } else if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault();
      selectConversation(id, { focus: true });
    } else if (event.key === 'Escape' && draft.reply !== null) {
      event.stopPropagation();
      useComposer.getState().quote(id, null);
    }
  };
  const insert = (text: string): void => {
    const field = fieldRef.current;
    if (field === null) return;
    field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    setText(field.value);
  };
  const firstTakesText = length > 0 && planSending(draft.text, attachments)[0]?.attachment !== null;

  return (
    <form
      className={styles.composer}
      aria-label={t('composer.label')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void press();
      }}
    >
      <Recipient conversation={conversation} />
      {draft.reply === null ? null : (
        <ReplyChip reply={draft.reply} person={conversation.person} onDrop={() => useComposer.getState().quote(id, null)} />
      )}
      {isRecording ? recorder : (
        <>
          <AttachmentList conversationId={id} firstTakesText={firstTakesText} />
          <textarea
            ref={fieldRef}
            className={styles.field}
            data-pane-focus=""
            dir="auto"
            rows={MIN_LINES}
            value={draft.text}
            placeholder={t('composer.placeholder')}
            aria-label={t('composer.placeholder')}
            aria-invalid={length > TEXT_LIMIT}
            onChange={(event) => setText(event.target.value)}
            onPaste={(event) => {
              const files = pastedFiles(event.clipboardData);
              if (files.length === 0) return;
              event.preventDefault();
              addFiles(id, files);
            }}
            onBlur={() => useComposer.getState().flush()}
            onKeyDown={onKeyDown}
          />
          <div className={styles.tools}>
            <span className={styles.toolButtons}>
              <AttachMenu conversationId={id} />
              <EmojiButton slot={emoji} onPick={insert} fieldRef={fieldRef} />
              <IconButton icon={Mic} label={t('recorder.start')} onClick={() => void useRecorder.getState().start(id)} />
            </span>
            <Count length={length} />
            {length > TEXT_LIMIT ? (
              <Button size="small" onClick={() => void sendInParts()}>{t('composer.split', { count: splitText(draft.text, TEXT_LIMIT).length })}</Button>
            ) : null}
            <span className="grow" />
            {told === null || length > TEXT_LIMIT ? null : <span className={styles.hint} role="status">{told}</span>}
            {queues ? <span className={styles.hint}>{t('composer.hint.offline')}</span> : <TimeLeft conversation={conversation} />}
            <Button variant="primary" type="submit" aria-disabled={hindrance !== null}>
              {t(queues ? 'composer.queue' : 'composer.send')}
              <Keys keys={keyNames(sendKey === 'enter' ? 'Enter' : 'Mod+Enter')} />
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** Near the limit the count is shown; beyond it, by how much. */
function Count({ length }: { readonly length: number }) {
  if (length > TEXT_LIMIT) {
    return (
      <span className={styles.tooLong} role="alert">
        <Icon of={CircleAlert} size="s" />
        {t('composer.tooLong', { count: length - TEXT_LIMIT })}
      </span>
    );
  }
  return length >= COUNT_FROM ? <span className={styles.count}>{t('composer.count', { count: length, limit: TEXT_LIMIT })}</span> : null;
}

/** In the last hour the time stands beside Send. */
function TimeLeft({ conversation }: { readonly conversation: ConversationView }) {
  const facts = useWindowFacts(conversation.window, true);
  if (facts.state !== 'red') return null;
  return <span className={styles.timeLeft}>{t('composer.left', { left: countdown(facts.leftMs) })}</span>;
}

function selectionOf({ value, selectionStart, selectionEnd }: HTMLTextAreaElement) {
  return { text: value, start: selectionStart, end: selectionEnd };
}

/** Writes a text as if it were typed, so that Ctrl Z takes it back. */
function replaceText(field: HTMLTextAreaElement, { text, start, end }: { readonly text: string; readonly start: number; readonly end: number }): void {
  field.setSelectionRange(0, field.value.length);
  document.execCommand('insertText', false, text);
  field.setSelectionRange(start, end);
}

/** Grows from two to ten lines, then scrolls. */
function useGrowth(fieldRef: React.RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const field = fieldRef.current;
    if (field === null) return;
    field.style.blockSize = 'auto';
    const chrome = field.offsetHeight - MIN_LINES * LINE_PX;
    const wanted = Math.min(field.scrollHeight, MAX_LINES * LINE_PX + chrome);
    field.style.blockSize = `${wanted}px`;
    field.style.overflowY = field.scrollHeight > wanted ? 'auto' : 'hidden';
  }, [fieldRef, text]);
}

function useFocusOnRequest(fieldRef: React.RefObject<HTMLTextAreaElement | null>): void {
  const token = useComposer((composer) => composer.focusToken);
  const seen = useRef(token);
  useEffect(() => {
    if (token === seen.current) return;
    seen.current = token;
    fieldRef.current?.focus();
  }, [fieldRef, token]);
}
