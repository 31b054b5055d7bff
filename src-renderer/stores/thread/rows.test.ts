import { describe, expect, test } from 'vitest';
import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { MediaView, MessageView } from '../../../src-preload/contract/index.ts';
import { type Outgoing, rowIndexOf, type RowsInput, threadRows } from './rows.ts';
import { sampleMessage } from './sample-messages.test-support.ts';

const noon = new Date(2026, 10, 20, 12, 0).getTime();
const minutes = 60_000;
const outgoing: Outgoing = { clientKey: 'key-00000001', content: { type: 'text', body: 'hi' }, text: 'hi', file: null, quote: null, replyTo: null, startedAt: noon, problem: null };

function rows(over: Partial<RowsInput>) {
  return threadRows({ messages: [], hasOlder: false, outgoing: [], firstUnreadId: null, unreadCount: 0, ...over });
}

describe('the lines of a thread', () => {
  test('a day line stands before the first message of each day', () => {
    const messages = [sampleMessage(1, { sentAt: noon }), sampleMessage(2, { sentAt: noon + 24 * 60 * minutes })];
    expect(rows({ messages }).map((row) => row.type)).toEqual(['day', 'message', 'day', 'message']);
  });

  test('the first loaded message has none while older ones exist', () => {
    const messages = [sampleMessage(1, { sentAt: noon })];
    expect(rows({ messages, hasOlder: true }).map((row) => row.type)).toEqual(['message']);
  });

  test('one sender within five minutes joins', () => {
    const messages = [
      sampleMessage(1, { sentAt: noon }),
      sampleMessage(2, { sentAt: noon + 4 * minutes }),
      sampleMessage(3, { sentAt: noon + 9 * minutes }),
      sampleMessage(4, { sentAt: noon + 10 * minutes, direction: 'out' }),
      sampleMessage(5, { sentAt: noon + 11 * minutes, author: 'Ana' }),
      sampleMessage(6, { sentAt: noon + 12 * minutes, author: 'Rui' }),
    ];
    const joins = rows({ messages }).flatMap((row) => (row.type === 'message' ? [row.joins] : []));
    expect(joins).toEqual([false, true, false, false, false, false]);
  });

  test('what failed ends a group', () => {
    const messages = [
      sampleMessage(1, { sentAt: noon, direction: 'out', state: 'failed' }),
      sampleMessage(2, { sentAt: noon + 1, direction: 'out', state: 'sent' }),
    ];
    expect(rows({ messages }).at(-1)).toMatchObject({ joins: false });
  });

  test('what failed counts as retried once the same words were sent again', () => {
    const failed = { direction: 'out', state: 'failed', text: 'Bom dia' } as const;
    const messages = [
      sampleMessage(1, failed),
      sampleMessage(2, { direction: 'out', state: 'cancelled', text: 'Bom dia' }),
      sampleMessage(3, { text: 'Bom dia' }),
    ];
    const retried = (list: RowsInput['messages']) => rows({ messages: list }).flatMap((row) => (row.type === 'message' ? [row.retried] : []));
    expect(retried(messages)).toEqual([false, false, false]);
    expect(retried([...messages, sampleMessage(4, { direction: 'out', state: 'sent', text: 'Bom dia' })])).toEqual([true, false, false, false]);
  });

  test('the unread divider stands before the first unread message and breaks the group', () => {
    const messages = [sampleMessage(1, { sentAt: noon }), sampleMessage(2, { sentAt: noon + 1 })];
    const result = rows({ messages, firstUnreadId: 2 as MessageId, unreadCount: 1 });
    expect(result.map((row) => row.type)).toEqual(['day', 'message', 'unread', 'message']);
    expect(result.at(-1)).toMatchObject({ joins: false });
  });

  test('what is being sent stands at the end and gives way to the real message under the same key', () => {
    const messages = [sampleMessage(1, { sentAt: noon })];
    const before = rows({ messages, outgoing: [outgoing] });
    expect(before.at(-1)).toMatchObject({ type: 'outgoing', key: 'key-00000001' });
    const real = sampleMessage(2, { sentAt: noon + 1, direction: 'out', clientKey: 'key-00000001' });
    const after = rows({ messages: [...messages, real], outgoing: [outgoing] });
    expect(after.at(-1)).toMatchObject({ type: 'message', key: 'key-00000001' });
    expect(after).toHaveLength(before.length);
  });

  test('keys stay the same when an older page is added', () => {
    const newer = [sampleMessage(10, { sentAt: noon }), sampleMessage(11, { sentAt: noon + 1 })];
    const older = [sampleMessage(9, { sentAt: noon - 26 * 60 * minutes })];
    const keysBefore = rows({ messages: newer, hasOlder: true }).map((row) => row.key);
    const keysAfter = rows({ messages: [...older, ...newer], hasOlder: true }).map((row) => row.key);
    expect(keysAfter.slice(-2)).toEqual(keysBefore);
  });
});

describe('pictures sent together', () => {
  const media: MediaView = {
    mediaId: 1, state: 'stored', url: '/media/1', mime: 'image/jpeg', bytes: 1, width: 4, height: 3, durationMs: null, waveform: null,
    pages: null, deadlineAt: null, nextTryAt: null, failure: null, hashMismatch: false,
  };
  const picture = (id: number, afterSeconds: number, over: Partial<MessageView> = {}) =>
    sampleMessage(id, { kind: 'image', text: null, content: { type: 'image', media }, sentAt: noon + afterSeconds * 1000, ...over });
  const shape = (messages: readonly MessageView[], over: Partial<RowsInput> = {}) =>
    rows({ messages, hasOlder: true, ...over }).map((row) => (row.type === 'album' ? row.messages.map(({ id }) => id).join('+') : row.type === 'message' ? String(row.message.id) : row.type));

  test.each<[string, readonly MessageView[], readonly string[]]>([
    ['within a minute of each other they are one block', [picture(1, 0), picture(2, 30), picture(3, 80)], ['1+2+3']],
    ['a minute later begins another', [picture(1, 0), picture(2, 60)], ['1', '2']],
    ['another sender begins another', [picture(1, 0), picture(2, 1, { direction: 'out', state: 'sent' })], ['1', '2']],
    ['another writer of a group too', [picture(1, 0, { author: 'Ana' }), picture(2, 1, { author: 'Rui' })], ['1', '2']],
    ['a text between parts them', [picture(1, 0), sampleMessage(2, { sentAt: noon + 1 }), picture(3, 2)], ['1', '2', '3']],
    ['one caption is the whole block’s', [picture(1, 0, { text: 'trip' }), picture(2, 1), picture(3, 2)], ['1+2+3']],
    ['captions of their own keep them apart', [picture(1, 0, { text: 'a' }), picture(2, 1, { text: 'b' })], ['1', '2']],
    ['what failed stands alone', [picture(1, 0, { direction: 'out', state: 'failed' }), picture(2, 1, { direction: 'out', state: 'sent' })], ['1', '2']],
    ['what was reacted to stands alone', [picture(1, 0), picture(2, 1, { reactions: [{ emoji: '👍', from: 'out', at: noon }] })], ['1', '2']],
    ['what was deleted stands alone', [picture(1, 0), picture(2, 1, { deleted: { by: 'in', at: noon } })], ['1', '2']],
    ['a video is one of them, a sticker is not', [picture(1, 0), picture(2, 1, { content: { type: 'video', media } }), picture(3, 2, { content: { type: 'sticker', media, animated: false } })], ['1+2', '3']],
  ])('%s', (_title, messages, expected) => {
    expect(shape(messages)).toEqual(expected);
  });

  test('the unread divider parts them', () => {
    expect(shape([picture(1, 0), picture(2, 1)], { firstUnreadId: 2 as MessageId, unreadCount: 1 })).toEqual(['1', 'unread', '2']);
  });

  test('the block keeps its key when a picture is added, and each picture is found in it', () => {
    const before = rows({ messages: [picture(1, 0), picture(2, 1)], hasOlder: true });
    const after = rows({ messages: [picture(1, 0), picture(2, 1), picture(3, 2)], hasOlder: true });
    expect(after[0]?.key).toBe(before[0]?.key);
    expect(rowIndexOf(after, 3 as MessageId)).toBe(0);
    expect(rowIndexOf(after, 4 as MessageId)).toBe(-1);
  });
});
