import { ArrowDown, MessageSquare } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { MessageView } from '../../../src-preload/contract/index.ts';
import { Blank, ContextMenu, Icon } from '../../components/index.ts';
import { dayName, t } from '../../i18n/index.ts';
import { useApp } from '../../stores/app.ts';
import { useClock } from '../../stores/clock.ts';
import { messagesOf, rowIndexOf, rowMessages, type ThreadRow, threadRows, useThread } from '../../stores/thread/index.ts';
import { personName } from '../../stores/person-name.ts';
import { useUi } from '../../stores/ui.ts';
import { AlbumRow } from './AlbumRow.tsx';
import { LaneAnnouncer } from './LaneAnnouncer.tsx';
import { LinkDialog } from './LinkDialog.tsx';
import styles from './MessageLane.module.css';
import { MessageRow } from './MessageRow.tsx';
import { OutgoingRow } from './OutgoingRow.tsx';
import { PhoneDialog } from './PhoneDialog.tsx';
import { SendAgainDialog } from './SendAgainDialog.tsx';
import { useLaneScroll } from './use-lane-scroll.ts';
import { useMarkRead } from './use-mark-read.ts';
import { useMessageActions } from './use-message-actions.ts';
import { useMessageMenu } from './use-message-menu.ts';

/** Of an album this many pictures are shown; the others are behind the last of them. */
const ALBUM_STOPS = 4;

/** The messages of the open conversation. It is mounted anew for every conversation. */
export function MessageLane() {
  const rows = useRows();
  const name = useThread((thread) => (thread.conversation === null ? '' : personName(thread.conversation.person)));
  const offline = useApp((app) => app.offlineSince !== null);
  const flashId = useThread((thread) => (thread.wish?.to === 'message' && thread.wish.flash ? thread.wish.id : null));
  const newBelow = useThread((thread) => thread.slice?.newBelow ?? 0);
  const [activeId, setActiveId] = useState<MessageId | null>(null);
  const stops = useMemo(() => rows.flatMap((row, index) => rowMessages(row).slice(0, ALBUM_STOPS).map(({ id }) => ({ id, index }))), [rows]);
  const activeIndex = useMemo(() => (activeId === null ? null : rowIndexOf(rows, activeId)), [rows, activeId]);
  const { virtualizer, scrollRef, onScroll, stickyDay, isAway } = useLaneScroll(rows, activeIndex === -1 ? null : activeIndex);
  const { actions, unfolded, asking, closeAsking, repeatOutgoing, takeBackOutgoing } = useMessageActions();
  const { entries, aim } = useMessageMenu(actions);
  const [link, setLink] = useState<{ readonly href: string; readonly host: string } | null>(null);
  const [phone, setPhone] = useState<string | null>(null);
  useMarkRead();

  // The lane keeps the middle of the pane, whatever room the scrollbar takes.
  useLayoutEffect(() => {
    const element = scrollRef.current;
    element?.style.setProperty('--scrollbar', `${element.offsetWidth - element.clientWidth}px`);
  }, [scrollRef]);

  const focusPending = useRef(false);
  const lastStop = stops.at(-1);
  const tabStop = activeId ?? lastStop?.id ?? null;

  const focusAt = useCallback(
    (stop: { readonly id: MessageId; readonly index: number }) => {
      focusPending.current = true;
      setActiveId(stop.id);
      virtualizer.scrollToIndex(stop.index, { align: 'auto' });
    },
    [virtualizer],
  );

  useEffect(() => {
    if (!focusPending.current || activeId === null) return;
    const element = scrollRef.current?.querySelector<HTMLElement>(`[data-message="${activeId}"]`);
    if (element === null || element === undefined) return;
    focusPending.current = false;
    element.focus({ preventScroll: true });
  });

  const threadFocus = useUi((ui) => ui.threadFocus);
  const firstThreadFocus = useRef(threadFocus);
  useEffect(() => {
    if (threadFocus === firstThreadFocus.current || lastStop === undefined) return;
    firstThreadFocus.current = threadFocus;
    focusAt(lastStop);
  }, [threadFocus, lastStop, focusAt]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const onMessage = event.target instanceof HTMLElement && event.target.hasAttribute('data-message');
    // On the message itself both keys do what it is there for: play, open, save.
    if (onMessage && (event.key === 'Enter' || event.key === ' ')) {
      const primary = (event.target as HTMLElement).querySelector<HTMLElement>('[data-primary]');
      event.preventDefault();
      primary?.click();
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step === undefined && event.key !== 'Home' && event.key !== 'End') return;
    // A video keeps its own keys.
    if (event.target instanceof HTMLVideoElement) return;
    event.preventDefault();
    const at = stops.findIndex(({ id }) => id === activeId);
    const position = event.key === 'Home' ? 0 : event.key === 'End' || at === -1 ? stops.length - 1 : at + (step ?? 0);
    const stop = stops[Math.min(stops.length - 1, Math.max(0, position))];
    if (stop !== undefined) focusAt(stop);
  };

  const messageUnder = (target: EventTarget): MessageView | null => {
    const element = target instanceof Element ? target.closest('[data-message]') : null;
    const id = element?.getAttribute('data-message');
    return id === null || id === undefined ? null : (useThread.getState().slice?.byId[Number(id)] ?? null);
  };

  const onClick = (event: MouseEvent): void => {
    const number = event.target instanceof Element ? event.target.closest('[data-phone]')?.getAttribute('data-phone') : null;
    if (number !== null && number !== undefined) {
      setPhone(number);
      return;
    }
    const anchor = event.target instanceof Element ? event.target.closest('a[data-host]') : null;
    if (!(anchor instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    setLink({ href: anchor.href, host: anchor.dataset['host'] ?? anchor.href });
  };

  if (rows.length === 0) return <Blank icon={MessageSquare} title={t('thread.empty.title')} text={t('thread.empty.text', { name })} />;
  return (
    <div className={styles.frame}>
      <ContextMenu label={t('thread.menu')} entries={entries}>
        <div
          ref={scrollRef}
          className={styles.scroll}
          onScroll={onScroll}
          onKeyDown={onKeyDown}
          onClick={onClick}
          onContextMenu={(event) => aim(messageUnder(event.target))}
          onFocus={(event) => {
            const message = messageUnder(event.target);
            if (message !== null) setActiveId(message.id);
          }}
        >
          <div className={styles.filler}>
            {/* Lines come and go while scrolling, so the region itself stays silent; LaneAnnouncer says what is new. */}
            <div
              className={styles.lane}
              role="log"
              aria-live="off"
              aria-label={t('thread.lane', { name })}
              style={{ blockSize: virtualizer.getTotalSize() }}
            >
              {virtualizer.getVirtualItems().map((item) => {
                const row = rows[item.index];
                if (row === undefined) return null;
                return (
                  <div
                    key={item.key}
                    ref={virtualizer.measureElement}
                    data-index={item.index}
                    className={styles.item}
                    style={{ transform: `translateY(${item.start}px)` }}
                  >
                    {row.type === 'day' ? <DayLine at={row.at} /> : null}
                    {row.type === 'unread' ? (
                      <div className={styles.day} data-new="true" role="separator"><span>{t('thread.unread', { count: row.count })}</span></div>
                    ) : null}
                    {row.type === 'album' ? (
                      <AlbumRow
                        messages={row.messages}
                        joins={row.joins}
                        isLast={item.index === rows.length - 1}
                        activeId={row.messages.find(({ id }) => id === tabStop)?.id ?? null}
                        flashId={flashId}
                        personName={name}
                        actions={actions}
                      />
                    ) : null}
                    {row.type === 'message' ? (
                      <MessageRow
                        message={row.message}
                        joins={row.joins}
                        retried={row.retried}
                        isLast={item.index === rows.length - 1}
                        isActive={row.message.id === tabStop}
                        flashes={row.message.id === flashId}
                        unfolded={unfolded.has(row.message.id)}
                        offline={offline}
                        personName={name}
                        actions={actions}
                      />
                    ) : null}
                    {row.type === 'outgoing' ? (
                      <OutgoingRow
                        outgoing={row.outgoing}
                        joins={row.joins}
                        isLast={item.index === rows.length - 1}
                        personName={name}
                        onRepeat={repeatOutgoing}
                        onTakeBack={takeBackOutgoing}
                      />
                    ) : null}
                  </div>
                );
              })}
            </div>
          </div>
        </div>
      </ContextMenu>
      <StickyDay at={stickyDay} />
      {newBelow > 0 || isAway ? (
        <button type="button" className={styles.jump} aria-label={t('thread.jump.label')} onClick={() => void useThread.getState().jumpToEnd()}>
          {newBelow > 0 ? t('thread.jump.new', { count: newBelow }) : t('thread.jump.newest')}
          <Icon of={ArrowDown} size="s" />
        </button>
      ) : null}
      <LaneAnnouncer personName={name} />
      <SendAgainDialog message={asking} personName={name} onClose={closeAsking} />
      <LinkDialog link={link} onClose={() => setLink(null)} />
      <PhoneDialog phone={phone} onClose={() => setPhone(null)} />
    </div>
  );
}

/** Only what the lines show is looked at: counting new messages below does not make them anew. */
function useRows(): readonly ThreadRow[] {
  const ids = useThread((thread) => thread.slice?.ids);
  const byId = useThread((thread) => thread.slice?.byId);
  const hasOlder = useThread((thread) => thread.slice?.hasOlder ?? false);
  const hasNewer = useThread((thread) => thread.slice?.hasNewer ?? false);
  const firstUnreadId = useThread((thread) => thread.firstUnreadId);
  const unreadCount = useThread((thread) => thread.unreadAtOpen);
  const outgoing = useThread((thread) => (thread.conversationId === null ? undefined : thread.outgoing[thread.conversationId]));
  return useMemo(() => {
    if (ids === undefined || byId === undefined) return [];
    const atEnd = hasNewer ? [] : (outgoing ?? []);
    return threadRows({ messages: messagesOf({ ids, byId }), hasOlder, outgoing: atEnd, firstUnreadId, unreadCount });
  }, [ids, byId, hasOlder, hasNewer, outgoing, firstUnreadId, unreadCount]);
}

function DayLine({ at }: { readonly at: number }) {
  const day = useClock((clock) => dayName(at, clock.minuteNow));
  return <div className={styles.day} role="separator"><span>{day}</span></div>;
}

function StickyDay({ at }: { readonly at: number | null }) {
  const last = useRef(at);
  if (at !== null) last.current = at;
  const shown = last.current;
  const day = useClock((clock) => (shown === null ? '' : dayName(shown, clock.minuteNow)));
  return <div className={styles.sticky} data-shown={at !== null} aria-hidden="true">{day === '' ? null : <span>{day}</span>}</div>;
}
