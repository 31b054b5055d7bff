/** What the headers of an Ogg file with Opus say. */
export interface OggOpusFacts {
  readonly channels: number;
  /** Samples at 48 kHz that players drop at the start. */
  readonly preSkip: number;
  readonly durationMs: number;
  readonly pages: number;
}

const SAMPLES_PER_MS = 48;
const PAGE_HEADER_BYTES = 27;
const END_OF_STREAM = 4;
/** RFC 7845, 5.1: the head has 19 bytes with mapping family 0. */
const HEAD_BYTES = 19;

/**
 * Reads pages and head of an Ogg file (RFC 3533, RFC 7845). Null when it is not one single, complete stream of Opus whose page checksums
 * are right: WhatsApp shows anything else as a file instead of a voice note, or not at all.
 */
export function inspectOggOpus(bytes: Uint8Array): OggOpusFacts | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let pages = 0;
  let serial: number | null = null;
  let head: { readonly channels: number; readonly preSkip: number } | null = null;
  let lastGranule = 0n;
  let isEnded = false;
  while (at < bytes.length) {
    const page = readPage(bytes, view, at);
    if (page === null || isEnded || page.sequence !== pages || (serial !== null && page.serial !== serial)) return null;
    serial = page.serial;
    if (pages === 0) head = readHead(page.body);
    if (pages === 1 && !startsWith(page.body, 'OpusTags')) return null;
    if (head === null) return null;
    // -1: no packet ends on this page.
    if (page.granule !== -1n) {
      if (page.granule < lastGranule) return null;
      lastGranule = page.granule;
    }
    isEnded = page.isLast;
    at += page.length;
    pages += 1;
  }
  if (head === null || !isEnded || pages < 3) return null;
  return { ...head, pages, durationMs: Math.max(0, Math.round((Number(lastGranule) - head.preSkip) / SAMPLES_PER_MS)) };
}

interface Page {
  readonly serial: number;
  readonly sequence: number;
  readonly granule: bigint;
  readonly isLast: boolean;
  readonly body: Uint8Array;
  readonly length: number;
}

function readPage(bytes: Uint8Array, view: DataView, at: number): Page | null {
  if (at + PAGE_HEADER_BYTES > bytes.length || !startsWith(bytes.subarray(at), 'OggS') || bytes[at + 4] !== 0) return null;
  const segments = view.getUint8(at + 26);
  const bodyAt = at + PAGE_HEADER_BYTES + segments;
  if (bodyAt > bytes.length) return null;
  const bodyLength = bytes.subarray(at + PAGE_HEADER_BYTES, bodyAt).reduce((sum, lacing) => sum + lacing, 0);
  const end = bodyAt + bodyLength;
  if (end > bytes.length || checksum(bytes.subarray(at, end)) !== view.getUint32(at + 22, true)) return null;
  return {
    serial: view.getUint32(at + 14, true),
    sequence: view.getUint32(at + 18, true),
    granule: view.getBigInt64(at + 6, true),
    isLast: (view.getUint8(at + 5) & END_OF_STREAM) !== 0,
    body: bytes.subarray(bodyAt, end),
    length: end - at,
  };
}

function readHead(body: Uint8Array): { readonly channels: number; readonly preSkip: number } | null {
  if (body.length < HEAD_BYTES || !startsWith(body, 'OpusHead')) return null;
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  return { channels: view.getUint8(9), preSkip: view.getUint16(10, true) };
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, index) => bytes[index] === letter.charCodeAt(0));
}

/** The polynomial of Ogg's checksum, without reflection. */
const POLYNOMIAL = 0x04c11db7;
const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 0x80000000) === 0 ? value << 1 : (value << 1) ^ POLYNOMIAL;
  return value >>> 0;
});

/** Checksum of a page, its own four bytes counted as zero. */
function checksum(page: Uint8Array): number {
  let value = 0;
  for (const [index, byte] of page.entries()) {
    const counted = index >= 22 && index < 26 ? 0 : byte;
    value = ((value << 8) ^ (table[((value >>> 24) ^ counted) & 0xff] ?? 0)) >>> 0;
  }
  return value;
}
