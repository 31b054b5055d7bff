import { describe, expect, test } from 'vitest';
import type { MessageId, Wamid } from '../../../src-main/domain/ids.ts';
import { sampleConversation, sampleMessage, sampleMessages } from './sample-messages.test-support.ts';
import {
  applyGone,
  applyMessage,
  mergePage,
  messagesOf,
  newestInbound,
  setAtEnd,
  SLICE_LIMIT,
  sliceFromPage,
  type ThreadSlice,
} from './slice.ts';

const ids = (slice: ThreadSlice): readonly number[] => slice.ids;
const page = (from: number, to: number, over: { hasOlder?: boolean; hasNewer?: boolean; seq?: number } = {}) => ({
  messages: sampleMessages(from, to),
  hasOlder: over.hasOlder ?? false,
  hasNewer: over.hasNewer ?? false,
  seq: over.seq ?? 10,
});

describe('the slice of a thread', () => {
  test('stands in thread order: time, then wamid, then id', () => {
    const messages = [
      sampleMessage(3, { sentAt: 5, wamid: 'b' as Wamid }),
      sampleMessage(1, { sentAt: 5, wamid: 'c' as Wamid }),
      sampleMessage(2, { sentAt: 5, wamid: 'a' as Wamid }),
      sampleMessage(4, { sentAt: 1 }),
      sampleMessage(6, { sentAt: 9, wamid: null }),
      sampleMessage(5, { sentAt: 9, wamid: null }),
    ];
    const slice = sliceFromPage(sampleConversation, { messages, hasOlder: false, hasNewer: false, seq: 1 });
    expect(ids(slice)).toEqual([4, 2, 3, 1, 5, 6]);
  });

  test('an older page goes before and trims the newest end', () => {
    const slice = sliceFromPage(sampleConversation, page(1001, 1000 + SLICE_LIMIT, { hasOlder: true }));
    const merged = mergePage(slice, page(921, 1000, { hasOlder: true }), 'older');
    expect(merged.ids).toHaveLength(SLICE_LIMIT);
    expect(ids(merged)[0]).toBe(921);
    expect(merged.hasNewer).toBe(true);
    expect(Object.keys(merged.byId)).toHaveLength(SLICE_LIMIT);
  });

  test('a newer page goes after and trims the oldest end', () => {
    const slice = sliceFromPage(sampleConversation, page(1, SLICE_LIMIT, { hasNewer: true }));
    const merged = mergePage(slice, page(601, 640, { hasNewer: false }), 'newer');
    expect(ids(merged).at(-1)).toBe(640);
    expect(merged.hasOlder).toBe(true);
    expect(merged.hasNewer).toBe(false);
  });

  test('a late message slides in where it belongs', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 5));
    const next = applyMessage(slice, sampleMessage(99, { sentAt: 2.5 * 60_000, late: true }), 11);
    expect(ids(next)).toEqual([1, 2, 99, 3, 4, 5]);
    expect(next.newBelow).toBe(0);
  });

  test('what lies outside of the loaded part is left for paging', () => {
    const slice = sliceFromPage(sampleConversation, page(100, 105, { hasOlder: true, hasNewer: true }));
    expect(ids(applyMessage(slice, sampleMessage(5), 11))).toEqual(ids(slice));
    const after = applyMessage(slice, sampleMessage(200), 11);
    expect(ids(after)).toEqual(ids(slice));
    expect(after.newBelow).toBe(1);
  });

  test('news counts only while the reader is not at the end, and only from the customer', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 3));
    const once = applyMessage(slice, sampleMessage(4), 11);
    expect(once.newBelow).toBe(1);
    expect(applyMessage(once, sampleMessage(5, { direction: 'out' }), 12).newBelow).toBe(1);
    expect(applyMessage(once, sampleMessage(5), 12, false).newBelow).toBe(1);
    const back = setAtEnd(once, true);
    expect(back.newBelow).toBe(0);
    expect(applyMessage(back, sampleMessage(5), 12).newBelow).toBe(0);
  });

  test('an older change never overwrites a newer one', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 3, { seq: 10 }));
    const next = applyMessage(slice, sampleMessage(2, { text: 'old' }), 9);
    expect(next.byId[2]?.text).toBe('message 2');
    const newer = applyMessage(slice, sampleMessage(2, { text: 'new' }), 11);
    expect(newer.byId[2]?.text).toBe('new');
    const merged = mergePage(newer, { ...page(1, 3, { seq: 10 }) }, 'newer');
    expect(merged.byId[2]?.text).toBe('new');
  });

  test('a message whose time changes moves to its place', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 3));
    const next = applyMessage(slice, sampleMessage(1, { sentAt: 10 * 60_000 }), 11);
    expect(ids(next)).toEqual([2, 3, 1]);
  });

  test('a message that left stays away, also when an older answer still has it', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 3, { seq: 10 }));
    const gone = applyGone(slice, 2 as MessageId, 12);
    expect(ids(gone)).toEqual([1, 3]);
    expect(ids(applyMessage(gone, sampleMessage(2), 11))).toEqual([1, 3]);
    expect(ids(mergePage(gone, page(1, 3, { seq: 11 }), 'older'))).toEqual([1, 3]);
    expect(ids(applyMessage(gone, sampleMessage(2), 13))).toEqual([1, 2, 3]);
  });

  test('following the end trims the oldest, reading history the newest', () => {
    const full = sliceFromPage(sampleConversation, page(1, SLICE_LIMIT));
    const followed = applyMessage(setAtEnd(full, true), sampleMessage(700), 11);
    expect(followed.hasOlder).toBe(true);
    expect(ids(followed).at(-1)).toBe(700);
    const reading = applyMessage(full, sampleMessage(700), 11);
    expect(reading.hasNewer).toBe(true);
    expect(ids(reading)[0]).toBe(1);
    expect(reading.newBelow).toBe(1);
  });

  test('gives the newest message of the customer', () => {
    const slice = sliceFromPage(sampleConversation, page(1, 3));
    const next = applyMessage(slice, sampleMessage(4, { direction: 'out' }), 11);
    expect(newestInbound(next)?.id).toBe(3);
    expect(messagesOf(next)).toHaveLength(4);
  });
});
