import { describe, expect, it } from 'vitest';
import { classifyFile, type FileFacts, fileRules, refusalAs, sizeInWords } from './media-rules.ts';

const MEGABYTE = 1024 * 1024;

describe('which files WhatsApp takes', () => {
  it.each<[FileFacts, string[]]>([
    [{ mime: 'image/jpeg', bytes: 5 * MEGABYTE }, ['image']],
    [{ mime: 'IMAGE/PNG; charset=x', bytes: 1 }, ['image']],
    [{ mime: 'video/mp4', bytes: 16 * MEGABYTE }, ['video']],
    [{ mime: 'audio/mpeg', bytes: 16 * MEGABYTE }, ['audio']],
    [{ mime: 'audio/ogg; codecs=opus', bytes: 1000, codec: 'opus', channels: 1 }, ['voice', 'audio']],
    [{ mime: 'application/pdf', bytes: 100 * MEGABYTE }, ['document']],
    [{ mime: 'image/webp', bytes: 500 * 1024, animated: true }, ['sticker']],
    [{ mime: 'image/webp', bytes: 100 * 1024, animated: false }, ['sticker']],
  ])('%o as %o', (facts, kinds) => {
    expect(classifyFile(facts)).toEqual({ kinds, refusal: null });
  });

  it.each<[FileFacts, string, boolean]>([
    [{ mime: 'image/jpeg', bytes: 5 * MEGABYTE + 1 }, 'too_large', true],
    [{ mime: 'video/mp4', bytes: 16 * MEGABYTE + 1 }, 'too_large', false],
    [{ mime: 'audio/aac', bytes: 16 * MEGABYTE + 1 }, 'too_large', false],
    [{ mime: 'application/pdf', bytes: 100 * MEGABYTE + 1 }, 'too_large', false],
    [{ mime: 'image/webp', bytes: 100 * 1024 + 1, animated: false }, 'too_large', false],
    [{ mime: 'image/webp', bytes: 500 * 1024 + 1, animated: true }, 'too_large', false],
    [{ mime: 'image/gif', bytes: 10 }, 'wrong_type', true],
    [{ mime: 'image/heic', bytes: 10 }, 'wrong_type', true],
    [{ mime: 'image/svg+xml', bytes: 10 }, 'wrong_type', false],
    [{ mime: 'video/webm', bytes: 10 }, 'wrong_type', false],
    [{ mime: 'audio/ogg', bytes: 10, codec: 'vorbis' }, 'wrong_type', false],
    [{ mime: 'audio/ogg', bytes: 10, codec: 'opus', channels: 2 }, 'wrong_type', false],
    [{ mime: 'application/zip', bytes: 10 }, 'wrong_type', false],
    [{ mime: 'image/png', bytes: 0 }, 'empty', false],
    [{ mime: 'image/png', bytes: 10, readable: false }, 'unreadable', false],
  ])('%o is refused: %s', (facts, code, shrinkable) => {
    const { kinds, refusal } = classifyFile(facts);
    expect([kinds, refusal?.code, refusal?.shrinkable]).toEqual([[], code, shrinkable]);
    expect(refusal?.message).toMatch(/\.$/);
    expect(refusal?.cure).toMatch(/\.$/);
  });

  it('refuses a file as a kind that it is not', () => {
    expect(refusalAs('document', { mime: 'image/png', bytes: 10 })?.code).toBe('wrong_type');
    expect(refusalAs('voice', { mime: 'audio/mpeg', bytes: 10 })?.code).toBe('wrong_type');
    expect(refusalAs('voice', { mime: 'audio/ogg', bytes: 10 })).toBeNull();
  });

  it('never shows a size that is too large like the limit', () => {
    expect(sizeInWords(fileRules.image.maxBytes)).toBe('5 MB');
    expect(sizeInWords(fileRules.image.maxBytes + 1)).toBe('5.1 MB');
    expect([sizeInWords(12), sizeInWords(2048)]).toEqual(['12 bytes', '2 KB']);
  });
});
