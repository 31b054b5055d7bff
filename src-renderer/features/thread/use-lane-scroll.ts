import { type ReactVirtualizer, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { rowIndexOf, rowMessages, rowTime, type ThreadRow, useThread } from '../../stores/thread/index.ts';
import { estimateRow } from './row-estimate.ts';

/** Pages are asked for this many pixels before they are needed. */
const AHEAD_PX = 600;
/** Within this distance the reader counts as being at the end. */
const END_PX = 40;
/** Room above the unread divider when a conversation opens at it. */
const UNREAD_MARGIN_PX = 64;
const STICKY_MS = 1400;
/** Scrolling that fulfils a wish is not the reader's own. */
const QUIET_MS = 300;

export interface LaneScroll {
  readonly virtualizer: ReactVirtualizer<HTMLDivElement, HTMLDivElement>;
  readonly scrollRef: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  /** The day of the topmost line while the reader scrolls; null at rest. */
  readonly stickyDay: number | null;
  readonly isAway: boolean;
}

/** Scrolling of a thread: fulfils wishes, loads ahead, keeps the place, follows the end only when the reader is there. */
export function useLaneScroll(rows: readonly ThreadRow[], activeIndex: number | null): LaneScroll {
  const scrollRef = useRef<HTMLDivElement | null>(null);
  const wish = useThread((thread) => thread.wish);
  const atEnd = useThread((thread) => thread.slice?.atEnd ?? false);
  const hasNewer = useThread((thread) => thread.slice?.hasNewer ?? false);
  const fulfilled = useRef(0);
  const quietUntil = useRef(0);
  const margin = useRef(0);
  const [stickyDay, setStickyDay] = useState<number | null>(null);
  const [isAway, setIsAway] = useState(false);
  const frame = useRef<number | null>(null);
  const stickyTimer = useRef<ReturnType<typeof setTimeout> | null>(null);

  const virtualizer = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: rows.length,
    getScrollElement: () => scrollRef.current,
    estimateSize: (index) => estimateRow(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    anchorTo: 'end',
    followOnAppend: atEnd,
    scrollEndThreshold: END_PX,
    scrollPaddingStart: margin.current,
    overscan: 10,
    rangeExtractor: (range) => {
      const first = Math.max(0, range.startIndex - range.overscan);
      const last = Math.min(range.count - 1, range.endIndex + range.overscan);
      const indexes = Array.from({ length: last - first + 1 }, (_, step) => first + step);
      // The focused line stays, so that the keyboard does not lose its place.
      if (activeIndex !== null && activeIndex < first) indexes.unshift(activeIndex);
      if (activeIndex !== null && activeIndex > last && activeIndex < range.count) indexes.push(activeIndex);
      return indexes;
    },
  });

  const look = useCallback(() => {
    const element = scrollRef.current;
    if (element === null || fulfilled.current !== (useThread.getState().wish?.token ?? 0)) return;
    const { loadOlder, loadNewer, setAtEnd, keepPlace, slice } = useThread.getState();
    if (slice === null) return;
    const distance = element.scrollHeight - element.clientHeight - element.scrollTop;
    const isAtEnd = distance <= END_PX && !slice.hasNewer;
    setAtEnd(isAtEnd);
    setIsAway(slice.hasNewer || distance > element.clientHeight / 2);
    if (element.scrollTop < AHEAD_PX && slice.hasOlder) void loadOlder();
    else if (distance < AHEAD_PX && slice.hasNewer) void loadNewer();
    keepPlace(isAtEnd ? null : placeAt(virtualizer, rows, element.scrollTop));
  }, [rows, virtualizer]);

  useLayoutEffect(() => {
    if (wish === null || wish.token === fulfilled.current || rows.length === 0) return;
    if (wish.to === 'end') {
      margin.current = 0;
      virtualizer.scrollToEnd();
    } else {
      const index =
        wish.to === 'unread'
          ? rows.findIndex((row) => row.type === 'unread')
          : rowIndexOf(rows, wish.id);
      if (index === -1) virtualizer.scrollToEnd();
      else if (wish.to === 'message' && wish.offset === null) virtualizer.scrollToIndex(index, { align: 'center' });
      else {
        margin.current = wish.to === 'message' ? (wish.offset ?? 0) : UNREAD_MARGIN_PX;
        virtualizer.setOptions({ ...virtualizer.options, scrollPaddingStart: margin.current });
        virtualizer.scrollToIndex(index, { align: 'start' });
      }
    }
    fulfilled.current = wish.token;
    quietUntil.current = performance.now() + QUIET_MS;
  }, [wish, rows, virtualizer]);

  // The composer grows and the window changes its size: the end stays in sight for who is there.
  useEffect(() => {
    const element = scrollRef.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (useThread.getState().slice?.atEnd === true) virtualizer.scrollToEnd();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [virtualizer]);

  // A short page may leave room for more, and an answer may arrive while nobody scrolls.
  useEffect(() => {
    look();
  }, [look, hasNewer]);

  const afterScroll = useRef<() => void>(() => undefined);
  afterScroll.current = () => {
    look();
    const element = scrollRef.current;
    const item = element === null ? undefined : virtualizer.getVirtualItemForOffset(element.scrollTop);
    const row = item === undefined ? undefined : rows[item.index];
    if (item === undefined || row === undefined || performance.now() < quietUntil.current) return;
    setStickyDay(row.type === 'day' ? null : rowTime(row, rows, item.index));
    if (stickyTimer.current !== null) clearTimeout(stickyTimer.current);
    stickyTimer.current = setTimeout(() => setStickyDay(null), STICKY_MS);
  };

  // In the next frame, when the virtualizer knows the new offset too: lines added before that would swallow a turn of the wheel.
  const onScroll = useCallback(() => {
    if (frame.current !== null) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = null;
      afterScroll.current();
    });
  }, []);

  useEffect(
    () => () => {
      if (frame.current !== null) cancelAnimationFrame(frame.current);
      if (stickyTimer.current !== null) clearTimeout(stickyTimer.current);
    },
    [],
  );

  return { virtualizer, scrollRef, onScroll, stickyDay, isAway };
}

/** The first message in sight, and how far below the upper edge it begins. */
function placeAt(virtualizer: ReactVirtualizer<HTMLDivElement, HTMLDivElement>, rows: readonly ThreadRow[], scrollTop: number) {
  const top = virtualizer.getVirtualItemForOffset(scrollTop);
  if (top === undefined) return null;
  for (const item of virtualizer.getVirtualItems()) {
    const row = rows[item.index];
    const [message] = rowMessages(row);
    if (item.index >= top.index && message !== undefined) return { messageId: message.id, offset: item.start - scrollTop };
  }
  return null;
}
