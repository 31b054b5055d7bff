import { CircleAlert } from 'lucide-react';
import { type FormEvent, type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { ConversationView } from '../../../src-preload/contract/index.ts';
import { Button, Icon, Keys } from '../../components/index.ts';
import { countdown, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { COUNT_FROM, emptyDraft, TEXT_LIMIT, textLength, useComposer } from '../../stores/composer/index.ts';
import { toastFailure } from '../../stores/failure-text.ts';
import { keyNames } from '../../stores/key-names.ts';
import { useThread } from '../../stores/thread/index.ts';
import { selectConversation } from '../../stores/ui.ts';
import { useWindowFacts } from '../../stores/use-window.ts';
import styles from './Composer.module.css';
import { Recipient } from './Recipient.tsx';
import { ReplyChip } from './ReplyChip.tsx';

const MIN_LINES = 2;
const MAX_LINES = 10;
const LINE_PX = 20;

export interface ReplyComposerProps {
  readonly conversation: ConversationView;
  /** What is sent waits until the line is back. */
  readonly queues: boolean;
}

export function ReplyComposer({ conversation, queues }: ReplyComposerProps) {
  const { id } = conversation;
  const draft = useComposer((composer) => composer.drafts[id] ?? emptyDraft);
  const sendKey = useApp((app) => app.settings?.sendKey ?? 'ctrl_enter');
  const fieldRef = useRef<HTMLTextAreaElement | null>(null);
  const [wantsText, setWantsText] = useState(false);
  const length = textLength(draft.text.trim());
  const excess = length - TEXT_LIMIT;
  useGrowth(fieldRef, draft.text);
  useFocusOnRequest(fieldRef);

  const send = async (): Promise<void> => {
    if (length === 0 || excess > 0) {
      setWantsText(length === 0);
      fieldRef.current?.focus();
      return;
    }
    const taken = useComposer.getState().take(id);
    const failure = await useThread.getState().send(taken.text.trim(), taken.reply);
    if (failure === null) return;
    useComposer.getState().giveBack(id, taken);
    toastFailure(failure);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    const withModifier = event.ctrlKey || event.metaKey;
    if (event.key === 'Enter' && !event.altKey && (withModifier || (sendKey === 'enter' && !event.shiftKey))) {
      event.preventDefault();
      void send();
    } else if (event.key === 'ArrowUp' && draft.text === '') {
      event.preventDefault();
      selectConversation(id, { focus: true });
    } else if (event.key === 'Escape' && draft.reply !== null) {
      event.stopPropagation();
      useComposer.getState().quote(id, null);
    }
  };

  return (
    <form
      className={styles.composer}
      aria-label={t('composer.label')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void send();
      }}
    >
      <Recipient conversation={conversation} />
      {draft.reply === null ? null : (
        <ReplyChip reply={draft.reply} person={conversation.person} onDrop={() => useComposer.getState().quote(id, null)} />
      )}
      <textarea
        ref={fieldRef}
        className={styles.field}
        data-pane-focus=""
        dir="auto"
        rows={MIN_LINES}
        value={draft.text}
        placeholder={t('composer.placeholder')}
        aria-label={t('composer.placeholder')}
        aria-invalid={excess > 0}
        onChange={(event) => {
          setWantsText(false);
          useComposer.getState().setText(id, event.target.value);
        }}
        onBlur={() => useComposer.getState().flush()}
        onKeyDown={onKeyDown}
      />
      <div className={styles.tools}>
        <Count length={length} />
        <span className="grow" />
        {wantsText ? <span className={styles.hint} role="status">{t('composer.empty')}</span> : null}
        {queues ? <span className={styles.hint}>{t('composer.hint.offline')}</span> : <TimeLeft conversation={conversation} />}
        <Button variant="primary" type="submit" aria-disabled={length === 0 || excess > 0}>
          {t(queues ? 'composer.queue' : 'composer.send')}
          <Keys keys={keyNames(sendKey === 'enter' ? 'Enter' : 'Mod+Enter')} />
        </Button>
      </div>
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
