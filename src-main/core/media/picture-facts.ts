import type { ByteSource } from './byte-source.ts';

export interface PictureFacts {
  readonly width: number;
  readonly height: number;
  /** Null where the format has no movement. */
  readonly animated: boolean | null;
}

/** Size of a picture as it is shown; null when it cannot be taken apart. */
export async function pictureFacts(mime: string, source: ByteSource): Promise<PictureFacts | null> {
  switch (mime) {
    case 'image/jpeg':
      return sized(await jpeg(source), null);
    case 'image/png':
      return png(await source.read(0, 64));
    case 'image/gif':
      return gif(await source.read(0, 10));
    case 'image/webp':
      return webp(await source.read(0, 40));
    case 'image/bmp':
      return bmp(await source.read(0, 30));
    default:
      return null;
  }
}

interface Size {
  readonly width: number;
  readonly height: number;
}

function sized(size: Size | null, animated: boolean | null): PictureFacts | null {
  return size === null || size.width < 1 || size.height < 1 ? null : { ...size, animated };
}

function png(head: Buffer): PictureFacts | null {
  if (head.length < 24 || head.toString('latin1', 12, 16) !== 'IHDR') return null;
  return sized({ width: head.readUInt32BE(16), height: head.readUInt32BE(20) }, null);
}

function gif(head: Buffer): PictureFacts | null {
  return head.length < 10 ? null : sized({ width: head.readUInt16LE(6), height: head.readUInt16LE(8) }, null);
}

function bmp(head: Buffer): PictureFacts | null {
  if (head.length < 26) return null;
  return sized({ width: Math.abs(head.readInt32LE(18)), height: Math.abs(head.readInt32LE(22)) }, null);
}

function webp(head: Buffer): PictureFacts | null {
  if (head.length < 30) return null;
  switch (head.toString('latin1', 12, 16)) {
    case 'VP8 ':
      return sized({ width: head.readUInt16LE(26) & 0x3fff, height: head.readUInt16LE(28) & 0x3fff }, false);
    case 'VP8L': {
      const bits = head.readUInt32LE(21);
      return sized({ width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 }, false);
    }
    case 'VP8X':
      return sized({ width: head.readUIntLE(24, 3) + 1, height: head.readUIntLE(27, 3) + 1 }, ((head[20] ?? 0) & 0x02) !== 0);
    default:
      return null;
  }
}

/** More segments than that before the picture itself are no camera's work. */
const MOST_SEGMENTS = 500;

/** Walks the segments: Exif's orientation comes before the frame that tells the size. */
async function jpeg(source: ByteSource): Promise<Size | null> {
  let at = 2;
  let turned = false;
  for (let n = 0; n < MOST_SEGMENTS; n += 1) {
    const segment = await source.read(at, 12);
    if (segment.length < 4 || segment[0] !== 0xff) return null;
    const marker = segment[1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = segment.readUInt16BE(2);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) {
      if (segment.length < 9) return null;
      const size = { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) };
      return turned ? { width: size.height, height: size.width } : size;
    }
    if (marker === 0xd9 || marker === 0xda || length < 2) return null;
    if (marker === 0xe1 && !turned) turned = isTurned(await source.read(at + 4, length - 2));
    at += 2 + length;
  }
  return null;
}

const ORIENTATION = 0x0112;

/** Whether Exif says that the picture is to be shown turned by a quarter (orientations 5 to 8). */
function isTurned(exif: Buffer): boolean {
  if (exif.length < 16 || exif.toString('latin1', 0, 6) !== 'Exif\0\0') return false;
  const tiff = exif.subarray(6);
  const little = tiff.toString('latin1', 0, 2) === 'II';
  const short = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const long = (at: number): number => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = long(4);
  const entries = short(directory);
  for (let n = 0; n < entries; n += 1) {
    const entry = directory + 2 + n * 12;
    if (entry + 12 > tiff.length) return false;
    if (short(entry) === ORIENTATION) return short(entry + 8) >= 5 && short(entry + 8) <= 8;
  }
  return false;
}
