import type { ByteSource } from './byte-source.ts';

export interface IsoFacts {
  readonly durationMs: number | null;
  /** Of the first track with pictures, as it is shown. */
  readonly width: number | null;
  readonly height: number | null;
  readonly hasPictures: boolean;
  readonly hasSound: boolean;
}

interface Box {
  readonly type: string;
  /** Of its content. */
  readonly at: number;
  readonly end: number;
}

/** A broken file must not make this walk for long. */
const MOST_BOXES = 2_000;

/** Length and size of an MP4, 3GP or M4A file (ISO/IEC 14496-12: `moov`, which may stand at either end). Null when it has none. */
export async function isoFacts(source: ByteSource): Promise<IsoFacts | null> {
  const budget = { boxes: MOST_BOXES };
  for await (const box of boxes(source, 0, source.size, budget)) {
    if (box.type === 'moov') return await movie(source, box, budget);
  }
  return null;
}

async function movie(source: ByteSource, moov: Box, budget: { boxes: number }): Promise<IsoFacts> {
  let durationMs: number | null = null;
  let size: { width: number; height: number } | null = null;
  let hasPictures = false;
  let hasSound = false;
  for await (const box of boxes(source, moov.at, moov.end, budget)) {
    if (box.type === 'mvhd') durationMs = movieDuration(await source.read(box.at, 32));
    if (box.type !== 'trak') continue;
    const track = await readTrack(source, box, budget);
    hasSound ||= track.handler === 'soun';
    if (track.handler !== 'vide') continue;
    hasPictures = true;
    size ??= track.size;
  }
  return { durationMs, width: size?.width ?? null, height: size?.height ?? null, hasPictures, hasSound };
}

async function readTrack(source: ByteSource, trak: Box, budget: { boxes: number }): Promise<{ handler: string; size: { width: number; height: number } | null }> {
  let handler = '';
  let size: { width: number; height: number } | null = null;
  for await (const box of boxes(source, trak.at, trak.end, budget)) {
    if (box.type === 'tkhd') size = shownSize(await source.read(box.at, 104));
    if (box.type !== 'mdia') continue;
    for await (const inner of boxes(source, box.at, box.end, budget)) {
      if (inner.type === 'hdlr') handler = (await source.read(inner.at + 8, 4)).toString('latin1');
    }
  }
  return { handler, size };
}

function movieDuration(mvhd: Buffer): number | null {
  if (mvhd.length < 32) return null;
  const long = mvhd[0] === 1;
  const scale = mvhd.readUInt32BE(long ? 20 : 12);
  const length = long ? Number(mvhd.readBigUInt64BE(24)) : mvhd.readUInt32BE(16);
  if (scale === 0 || length === 0xffff_ffff) return null;
  const durationMs = Math.round((length / scale) * 1000);
  return Number.isSafeInteger(durationMs) && durationMs > 0 ? durationMs : null;
}

/** Width and height are 16.16 numbers at the end, behind the matrix that may turn the picture by a quarter. */
function shownSize(tkhd: Buffer): { width: number; height: number } | null {
  const at = tkhd[0] === 1 ? 52 : 40;
  if (tkhd.length < at + 44) return null;
  const width = tkhd.readUInt32BE(at + 36) >>> 16;
  const height = tkhd.readUInt32BE(at + 40) >>> 16;
  if (width === 0 || height === 0) return null;
  const turned = tkhd.readInt32BE(at) === 0 && tkhd.readInt32BE(at + 4) !== 0;
  return turned ? { width: height, height: width } : { width, height };
}

async function* boxes(source: ByteSource, from: number, to: number, budget: { boxes: number }): AsyncGenerator<Box> {
  let at = from;
  while (at + 8 <= to && budget.boxes > 0) {
    budget.boxes -= 1;
    const head = await source.read(at, 16);
    if (head.length < 8) return;
    const small = head.readUInt32BE(0);
    const long = small === 1;
    if (long && head.length < 16) return;
    const size = long ? Number(head.readBigUInt64BE(8)) : small === 0 ? to - at : small;
    const header = long ? 16 : 8;
    if (size < header) return;
    yield { type: head.toString('latin1', 4, 8), at: at + header, end: Math.min(to, at + size) };
    at += size;
  }
}
