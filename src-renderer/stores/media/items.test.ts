import { describe, expect, test } from 'vitest';
import type { MediaView } from '../../../src-preload/contract/index.ts';
import { sampleMessage } from '../thread/sample-messages.test-support.ts';
import { saveName, saveUrl, viewableItems } from './items.ts';

const media: MediaView = {
  mediaId: 4, state: 'stored', url: '/media/4', mime: 'image/jpeg', bytes: 1, width: 4, height: 3, durationMs: null, waveform: null,
  pages: null, deadlineAt: null, nextTryAt: null, failure: null, hashMismatch: false,
};

test('the viewer shows pictures, videos and stickers that are here, and nothing deleted', () => {
  const messages = [
    sampleMessage(1),
    sampleMessage(2, { content: { type: 'image', media } }),
    sampleMessage(3, { content: { type: 'image', media: { ...media, state: 'waiting', url: null } } }),
    sampleMessage(4, { content: { type: 'video', media } }),
    sampleMessage(5, { content: { type: 'document', media, filename: 'a.pdf' } }),
    sampleMessage(6, { content: { type: 'sticker', media, animated: false } }),
    sampleMessage(7, { content: { type: 'image', media: null } }),
    sampleMessage(8, { content: { type: 'image', media }, deleted: { by: 'in', at: 1 } }),
  ];
  expect(viewableItems(messages).map(({ messageId }) => messageId)).toEqual([2, 4, 6]);
});

describe('saving', () => {
  const at = new Date(2026, 10, 23, 9, 5).getTime();
  test.each([
    ['a document keeps its name', { kind: 'document', filename: 'Nota fiscal ção.pdf', media, at }, 'Nota fiscal ção.pdf'],
    ['a picture is named after its time', { kind: 'image', filename: null, media, at }, 'whatsapp-image-2026-11-23-0905.jpg'],
    ['parameters of the type do no harm', { kind: 'voice', filename: null, media: { ...media, mime: 'audio/ogg; codecs=opus' }, at }, 'whatsapp-voice-2026-11-23-0905.ogg'],
    ['a strange type is just bytes', { kind: 'document', filename: ' ', media: { ...media, mime: 'application/x-strange' }, at }, 'whatsapp-document-2026-11-23-0905.bin'],
  ])('%s', (_title, item, expected) => {
    expect(saveName(item)).toBe(expected);
    expect(saveUrl(item)).toBe(`/media/4?download=${encodeURIComponent(expected)}`);
  });

  test('what is not here cannot be saved', () => {
    expect(saveUrl({ kind: 'image', filename: null, at, media: { ...media, url: null } })).toBeNull();
  });
});
