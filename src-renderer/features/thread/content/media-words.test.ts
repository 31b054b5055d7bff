import { expect, test } from 'vitest';
import type { MediaView } from '../../../../src-preload/contract/index.ts';
import { mediaWords } from './media-words.ts';

const now = new Date(2026, 10, 23, 12, 0).getTime();
const media: MediaView = {
  mediaId: 1, state: 'stored', url: '/media/1', mime: 'image/jpeg', bytes: 1, width: 4, height: 3, durationMs: null, waveform: null,
  pages: null, deadlineAt: null, nextTryAt: null, failure: null, hashMismatch: false,
};
const hour = 3_600_000;

test.each<[string, Partial<MediaView> | null, ReturnType<typeof mediaWords>]>([
  ['here', {}, null],
  ['without a file', null, { title: 'The file did not come along', detail: 'Messages from before Wicket bring no files.', canFetch: false }],
  [
    'waiting',
    { state: 'waiting', url: null, nextTryAt: now + hour, deadlineAt: now + 5 * 24 * hour },
    { title: 'Not fetched yet', detail: 'Next try 13:00. WhatsApp keeps it until Saturday 12:00.', canFetch: true },
  ],
  ['being fetched', { state: 'downloading', url: null }, { title: 'Being fetched from WhatsApp', detail: '', canFetch: false }],
  [
    'failed',
    { state: 'failed', url: null, failure: { message: 'The disk is full.', cure: 'Make room.' }, deadlineAt: now + hour },
    { title: 'The disk is full.', detail: 'Make room. WhatsApp keeps it until 13:00.', canFetch: true },
  ],
  ['failed without a word, the deadline over', { state: 'failed', url: null, deadlineAt: now - 1 }, { title: 'Could not be fetched', detail: '', canFetch: true }],
  ['gone', { state: 'gone', url: null }, { title: 'WhatsApp no longer has this file', detail: 'Ask for it to be sent again.', canFetch: false }],
])('%s', (_title, over, expected) => {
  expect(mediaWords(over === null ? null : { ...media, ...over }, now)).toEqual(expected);
});
