import { describe, expect, it } from 'vitest';
import { samples } from '../../sandbox/samples.ts';
import type { ByteSource } from './byte-source.ts';
import { type FileFacts, fileFacts } from './file-facts.ts';
import { oggOpus } from './media.test-support.ts';

function source(bytes: Buffer): ByteSource & { reads: number } {
  const made = {
    size: bytes.length,
    reads: 0,
    read: async (at: number, length: number) => {
      made.reads += 1;
      return bytes.subarray(at, at + length);
    },
  };
  return made;
}
const facts = (bytes: Buffer): Promise<FileFacts> => fileFacts(source(bytes), { mime: null, name: null });

function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
}

function film({ handler = 'vide', turned = false, moovFirst = true }: { handler?: string; turned?: boolean; moovFirst?: boolean } = {}): Buffer {
  const mvhd = Buffer.alloc(100);
  mvhd.writeUInt32BE(600, 12);
  mvhd.writeUInt32BE(600 * 95, 16);
  const tkhd = Buffer.alloc(84);
  tkhd.writeInt32BE(turned ? 0 : 0x10000, 40);
  tkhd.writeInt32BE(turned ? 0x10000 : 0, 44);
  tkhd.writeUInt32BE(640 << 16, 76);
  tkhd.writeUInt32BE(360 << 16, 80);
  const hdlr = Buffer.alloc(24);
  hdlr.write(handler, 8, 'latin1');
  const moov = box('moov', box('mvhd', mvhd), box('trak', box('tkhd', tkhd), box('mdia', box('hdlr', hdlr))));
  const mdat = box('mdat', Buffer.alloc(5000, 7));
  const ftyp = box('ftyp', Buffer.from('isom\0\0\0\0isom', 'latin1'));
  return Buffer.concat(moovFirst ? [ftyp, moov, mdat] : [ftyp, mdat, moov]);
}

function jpeg(orientation: number, little: boolean): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write(little ? 'II' : 'MM', 0, 'latin1');
  const short = (value: number, at: number) => (little ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at));
  const long = (value: number, at: number) => (little ? tiff.writeUInt32LE(value, at) : tiff.writeUInt32BE(value, at));
  short(42, 2);
  long(8, 4);
  short(1, 8);
  short(0x0112, 10);
  short(3, 12);
  long(1, 14);
  short(orientation, 18);
  const segment = (marker: number, body: Buffer): Buffer => {
    const head = Buffer.from([0xff, marker, 0, 0]);
    head.writeUInt16BE(body.length + 2, 2);
    return Buffer.concat([head, body]);
  };
  const frame = Buffer.alloc(15);
  frame[0] = 8;
  frame.writeUInt16BE(3024, 1);
  frame.writeUInt16BE(4032, 3);
  const exif = segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]));
  return Buffer.concat([Buffer.from([0xff, 0xd8]), segment(0xe0, Buffer.alloc(14)), exif, segment(0xdb, Buffer.alloc(65)), segment(0xc2, frame)]);
}

describe('the facts of a file', () => {
  it.each([
    [1, 4032, 3024],
    [3, 4032, 3024],
    [6, 3024, 4032],
    [8, 3024, 4032],
  ])('a JPEG with orientation %d is shown as %d × %d', async (orientation, width, height) => {
    for (const little of [true, false]) {
      expect(await facts(jpeg(orientation, little))).toMatchObject({ mime: 'image/jpeg', width, height, readable: true });
    }
  });

  it('PNG, GIF and WebP in its three forms have their sizes, and WebP says whether it moves', async () => {
    expect(await facts(samples.image().bytes)).toMatchObject({ mime: 'image/png', width: 320, height: 240 });
    expect(await facts(Buffer.from('GIF89a\x0a\x00\x14\x00', 'latin1'))).toMatchObject({ width: 10, height: 20 });
    expect(await facts(samples.sticker().bytes)).toMatchObject({ mime: 'image/webp', width: 1, height: 1, animated: false });
    const extended = Buffer.alloc(30);
    extended.write('RIFF', 0, 'latin1');
    extended.write('WEBPVP8X', 8, 'latin1');
    extended[20] = 0x02;
    extended.writeUIntLE(511, 24, 3);
    extended.writeUIntLE(255, 27, 3);
    expect(await facts(extended)).toMatchObject({ width: 512, height: 256, animated: true });
  });

  it.each([true, false])('a film has length and size, wherever its index stands (first: %s), from a few reads', async (moovFirst) => {
    const bytes = source(film({ moovFirst }));
    expect(await fileFacts(bytes, { mime: null, name: null })).toMatchObject({ mime: 'video/mp4', width: 640, height: 360, durationMs: 95_000 });
    expect(bytes.reads).toBeLessThan(20);
  });

  it('a film that was held upright is upright, and an MP4 without pictures is sound', async () => {
    expect(await facts(film({ turned: true }))).toMatchObject({ width: 360, height: 640 });
    expect(await facts(film({ handler: 'soun' }))).toMatchObject({ mime: 'audio/mp4', durationMs: 95_000 });
  });

  it('a voice note has its length, channels and codec', async () => {
    expect(await facts(samples.audio().bytes)).toMatchObject({ mime: 'audio/ogg', durationMs: 4013, channels: 1, codec: 'opus' });
  });

  it('AMR has its length by its frames', async () => {
    const frame = Buffer.alloc(32);
    frame[0] = 7 << 3;
    expect(await facts(Buffer.concat([Buffer.from('#!AMR\n'), frame, frame, frame]))).toMatchObject({ durationMs: 60, codec: 'amr' });
  });

  it('a PDF has its pages, where its page tree is open', async () => {
    expect(await facts(samples.document().bytes)).toMatchObject({ mime: 'application/pdf', pages: 1 });
    const tree = '%PDF-1.4\n1 0 obj << /Type /Pages /Kids [2 0 R 3 0 R] /Count 12 >> endobj 2 0 obj << /Count 5 /Type /Pages /Parent 1 0 R >> endobj';
    expect((await facts(Buffer.from(tree))).pages).toBe(12);
    expect((await facts(Buffer.from('%PDF-1.5 packed'))).pages).toBeNull();
  });

  it('what begins like a picture or film and is none says so', async () => {
    expect(await facts(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 2]))).toMatchObject({ mime: 'image/jpeg', width: null, readable: false });
    expect(await facts(Buffer.concat([box('ftyp', Buffer.from('isom\0\0\0\0')), Buffer.alloc(64)]))).toMatchObject({ mime: 'video/mp4', readable: false });
    expect((await facts(Buffer.from('just words'))).readable).toBe(true);
  });

  it('torn and twisted files are looked at without harm', async () => {
    const whole = [jpeg(6, true), film(), oggOpus(500), samples.image().bytes, samples.document().bytes, samples.sticker().bytes];
    for (const bytes of whole) {
      for (let cut = 0; cut < bytes.length; cut += Math.max(1, Math.floor(bytes.length / 60))) {
        expect((await facts(bytes.subarray(0, cut))).bytes).toBe(cut);
        const twisted = Buffer.from(bytes);
        twisted.fill(0xff, cut, Math.min(bytes.length, cut + 9));
        expect((await facts(twisted)).bytes).toBe(bytes.length);
      }
    }
  });
});
