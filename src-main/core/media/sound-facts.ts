import type { ByteSource } from './byte-source.ts';

export interface SoundFacts {
  readonly durationMs: number | null;
  readonly channels: number | null;
  /** Lower case: `opus`, `vorbis` …; null when not known. */
  readonly codec: string | null;
}

/** Length, channels and codec of a sound file where a few reads tell them; null when it cannot be taken apart. */
export async function soundFacts(mime: string, source: ByteSource): Promise<SoundFacts | null> {
  switch (mime) {
    case 'audio/ogg':
      return await ogg(source);
    case 'audio/wav':
      return wav(await source.read(0, 64), source.size);
    case 'audio/amr':
      return await amr(source);
    default:
      return null;
  }
}

const PAGE_MARK = Buffer.from('OggS', 'latin1');
/** A page has at most 65,307 bytes, so the last one begins within that. */
const LAST_PAGES = 66_000;
/** Granules of Opus always count 48,000 samples a second (RFC 7845). */
const OPUS_RATE = 48_000;

async function ogg(source: ByteSource): Promise<SoundFacts | null> {
  const head = await source.read(0, 128);
  if (head.length < 47) return null;
  const packet = head.subarray(27 + (head[26] ?? 0));
  if (packet.length < 19) return null;
  const opus = packet.toString('latin1', 0, 8) === 'OpusHead';
  const vorbis = packet.toString('latin1', 1, 7) === 'vorbis';
  if (!opus && !vorbis) return { durationMs: null, channels: null, codec: packet.toString('latin1', 1, 5) === 'FLAC' ? 'flac' : null };
  const channels = opus ? (packet[9] ?? 0) : (packet[11] ?? 0);
  const rate = opus ? OPUS_RATE : packet.readUInt32LE(12);
  const skipped = opus ? packet.readUInt16LE(10) : 0;

  const tail = await source.read(Math.max(0, source.size - LAST_PAGES), LAST_PAGES);
  let last = -1n;
  for (let at = tail.indexOf(PAGE_MARK); at >= 0 && at + 14 <= tail.length; at = tail.indexOf(PAGE_MARK, at + 4)) {
    const granule = tail.readBigInt64LE(at + 6);
    if (granule > last) last = granule;
  }
  const samples = Number(last) - skipped;
  const durationMs = last < 0n || rate === 0 || samples < 0 ? null : Math.round((samples / rate) * 1000);
  return { durationMs, channels: channels === 0 ? null : channels, codec: opus ? 'opus' : 'vorbis' };
}

function wav(head: Buffer, size: number): SoundFacts | null {
  if (head.length < 44 || head.toString('latin1', 12, 16) !== 'fmt ') return null;
  const perSecond = head.readUInt32LE(28);
  return { durationMs: perSecond === 0 ? null : Math.round(((size - 44) / perSecond) * 1000), channels: head.readUInt16LE(22), codec: 'pcm' };
}

/** Bytes of a frame's content by its type (RFC 4867); each frame is 20 ms. */
const amrFrames = [12, 13, 15, 17, 19, 20, 26, 31, 5] as const;
const AMR_MARK = '#!AMR\n';
const MOST_AMR_BYTES = 2 * 1024 * 1024;

async function amr(source: ByteSource): Promise<SoundFacts | null> {
  const bytes = await source.read(0, MOST_AMR_BYTES);
  if (bytes.toString('latin1', 0, AMR_MARK.length) !== AMR_MARK || source.size > MOST_AMR_BYTES) return { durationMs: null, channels: null, codec: 'amr' };
  let frames = 0;
  for (let at = AMR_MARK.length; at < bytes.length; frames += 1) at += 1 + (amrFrames[((bytes[at] ?? 0) >> 3) & 0x0f] ?? 0);
  return { durationMs: frames * 20, channels: 1, codec: 'amr' };
}
