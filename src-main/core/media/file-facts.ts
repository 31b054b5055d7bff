import { SNIFF_BYTES, type SniffHints, sniffType } from '../../domain/sniff.ts';
import type { ByteSource } from './byte-source.ts';
import { isoFacts } from './iso-facts.ts';
import { pictureFacts } from './picture-facts.ts';
import { soundFacts } from './sound-facts.ts';

/** What a file is, by its own bytes. What is not known, or not cheap to know, is null. */
export interface FileFacts {
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly pages: number | null;
  readonly animated: boolean | null;
  readonly channels: number | null;
  readonly codec: string | null;
  /** False when it begins like a picture, film or sound of a known type but cannot be taken apart. */
  readonly readable: boolean;
}

const nothingKnown = { width: null, height: null, durationMs: null, pages: null, animated: null, channels: null, codec: null, readable: true } as const;

/** PDFs above this are not read for their number of pages. */
const MOST_PDF_BYTES = 4 * 1024 * 1024;

/** Looks into a file. Never rejects for what the file holds, only for what the disk does. */
export async function fileFacts(source: ByteSource, hints: SniffHints): Promise<FileFacts> {
  const mime = sniffType(await source.read(0, SNIFF_BYTES), hints);
  const known = { ...nothingKnown, mime, bytes: source.size };
  if (/^image\/(?:jpeg|png|gif|webp|bmp)$/u.test(mime)) {
    const picture = await pictureFacts(mime, source);
    return picture === null ? { ...known, readable: false } : { ...known, ...picture };
  }
  if (/^(?:video\/(?:mp4|3gpp|quicktime)|audio\/mp4)$/u.test(mime)) {
    const iso = await isoFacts(source);
    if (iso === null) return { ...known, readable: false };
    const { durationMs, width, height } = iso;
    // The same box format carries both; its tracks tell which it is.
    const soundOnly = iso.hasSound && !iso.hasPictures;
    return { ...known, mime: soundOnly ? 'audio/mp4' : mime, durationMs, width, height };
  }
  if (mime.startsWith('audio/')) return { ...known, ...(await soundFacts(mime, source)) };
  if (mime === 'application/pdf' && source.size <= MOST_PDF_BYTES) return { ...known, pages: pagesOf(await source.read(0, source.size)) };
  return known;
}

/** No file with more page-tree nodes is looked at beyond that. */
const MOST_PAGE_NODES = 500;
/** A page-tree node is a short dictionary; its count stands within so many characters of its type. */
const NODE_REACH = 600;

/** Pages of a PDF whose page tree is not packed: the largest `/Count` of a `/Pages` node. */
function pagesOf(pdf: Buffer): number | null {
  const text = pdf.toString('latin1');
  let most = 0;
  let nodes = 0;
  for (const { index } of text.matchAll(/\/Type {0,4}[\r\n]{0,2}\/Pages\b/gu)) {
    if ((nodes += 1) > MOST_PAGE_NODES) break;
    const begin = text.lastIndexOf('<<', index);
    const end = text.indexOf('>>', index);
    if (begin < index - NODE_REACH || end < 0 || end > index + 40 * NODE_REACH) continue;
    const count = Number(/\/Count\s{1,4}(\d{1,6})\b/u.exec(text.slice(begin, end))?.[1] ?? 0);
    if (count > most) most = count;
  }
  return most === 0 ? null : most;
}
