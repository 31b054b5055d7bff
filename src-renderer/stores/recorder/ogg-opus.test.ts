import { describe, expect, test } from 'vitest';
import { inspectOggOpus } from './ogg-opus.ts';

interface PageFacts {
  readonly sequence: number;
  readonly granule?: bigint;
  readonly flags?: number;
  readonly serial?: number;
  readonly body: Uint8Array;
}

/** Ogg's checksum bit by bit, as the format's own text describes it. */
function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) {
    value ^= byte << 24;
    for (let bit = 0; bit < 8; bit += 1) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  }
  return value >>> 0;
}

function page({ sequence, granule = 0n, flags = 0, serial = 7, body }: PageFacts): Uint8Array {
  const lacing = [...Array.from({ length: Math.floor(body.length / 255) }, () => 255), body.length % 255];
  const bytes = new Uint8Array(27 + lacing.length + body.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode('OggS'));
  bytes[5] = flags;
  view.setBigInt64(6, granule, true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  bytes[26] = lacing.length;
  bytes.set(lacing, 27);
  bytes.set(body, 27 + lacing.length);
  view.setUint32(22, checksum(bytes), true);
  return bytes;
}

function head(channels: number, preSkip = 312): Uint8Array {
  const bytes = new Uint8Array(19);
  bytes.set(new TextEncoder().encode('OpusHead'));
  bytes[8] = 1;
  bytes[9] = channels;
  new DataView(bytes.buffer).setUint16(10, preSkip, true);
  return bytes;
}

const tags = new TextEncoder().encode('OpusTags........');
const sound = new Uint8Array(300);
const joined = (...parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const note = (channels = 1): Uint8Array[] => [
  page({ sequence: 0, flags: 2, body: head(channels) }),
  page({ sequence: 1, body: tags }),
  page({ sequence: 2, granule: 48_312n, body: sound }),
  page({ sequence: 3, granule: 96_312n, flags: 4, body: sound }),
];

describe('an Ogg file with Opus', () => {
  test('tells channels and length, what is dropped at the start left out', () => {
    expect(inspectOggOpus(joined(...note()))).toEqual({ channels: 1, preSkip: 312, durationMs: 2000, pages: 4 });
    expect(inspectOggOpus(joined(...note(2)))?.channels).toBe(2);
  });

  const [first = sound, second = sound, third = sound, fourth = sound] = note();
  const flipped = Uint8Array.from(third);
  flipped[200] = (flipped[200] ?? 0) ^ 1;
  test.each([
    ['cut off before its end', joined(first, second, third)],
    ['cut off inside a page', joined(first, second, third, fourth).subarray(0, -10)],
    ['a page with another checksum', joined(first, second, flipped, fourth)],
    ['a page that is missing', joined(first, second, fourth)],
    ['a second stream', joined(first, second, page({ sequence: 2, serial: 8, flags: 4, granule: 960n, body: sound }))],
    ['time that runs backwards', joined(first, second, third, page({ sequence: 3, granule: 10n, flags: 4, body: sound }))],
    ['something behind the end', joined(...note(), first)],
    ['another codec', joined(page({ sequence: 0, body: new TextEncoder().encode('\u0001vorbis............') }), second, third, fourth)],
    ['nothing at all', new Uint8Array()],
  ])('is refused: %s', (_name, bytes) => {
    expect(inspectOggOpus(bytes)).toBeNull();
  });
});
