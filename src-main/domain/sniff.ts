/** What a file really is, by its first bytes; names and headers only decide where the bytes leave it open. */

export interface SniffHints {
  /** What a header or Meta said; null when nothing was said. */
  readonly mime: string | null;
  readonly name: string | null;
}

export const UNKNOWN_TYPE = 'application/octet-stream';

/** How many of the first bytes `sniffType` wants to see, where there are as many. */
export const SNIFF_BYTES = 4096;

const office: Readonly<Record<string, string>> = {
  'word/': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'xl/': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'ppt/': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Types of what begins like an OLE file or a ZIP archive, by the ending of the name. */
const byEnding: Readonly<Record<'ole' | 'zip', Readonly<Record<string, string>>>> = {
  ole: { doc: 'application/msword', xls: 'application/vnd.ms-excel', ppt: 'application/vnd.ms-powerpoint' },
  zip: {
    docx: office['word/'] ?? '',
    xlsx: office['xl/'] ?? '',
    pptx: office['ppt/'] ?? '',
    odt: 'application/vnd.oasis.opendocument.text',
    ods: 'application/vnd.oasis.opendocument.spreadsheet',
    epub: 'application/epub+zip',
  },
};

/** The bare MIME type of a file, lower case; `application/octet-stream` for what has no mark that is known. */
export function sniffType(head: Uint8Array, hints: SniffHints): string {
  return byMark(head, hints) ?? (looksLikeText(head) ? textType(head, hints) : UNKNOWN_TYPE);
}

function byMark(head: Uint8Array, hints: SniffHints): string | null {
  const at = (offset: number, mark: string): boolean => ascii(head, offset, mark.length) === mark;
  if (bytesAt(head, 0, [0xff, 0xd8, 0xff])) return 'image/jpeg';
  if (bytesAt(head, 0, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return 'image/png';
  if (at(0, 'GIF87a') || at(0, 'GIF89a')) return 'image/gif';
  if (at(0, 'RIFF')) return at(8, 'WEBP') ? 'image/webp' : at(8, 'WAVE') ? 'audio/wav' : at(8, 'AVI ') ? 'video/x-msvideo' : null;
  if (at(4, 'ftyp')) return isoType(ascii(head, 8, 4));
  if (at(0, 'OggS')) return oggType(head);
  if (at(0, '#!AMR')) return 'audio/amr';
  if (at(0, 'fLaC')) return 'audio/flac';
  if (at(0, 'ID3')) return 'audio/mpeg';
  if (at(0, '%PDF-')) return 'application/pdf';
  if (bytesAt(head, 0, [0x1a, 0x45, 0xdf, 0xa3])) return ascii(head, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska';
  if (bytesAt(head, 0, [0x50, 0x4b, 0x03, 0x04])) return zipType(head, hints);
  if (bytesAt(head, 0, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return oleType(hints);
  if (at(0, 'BM') && head.length > 26 && head[14] !== undefined && [12, 40, 52, 56, 64, 108, 124].includes(head[14])) return 'image/bmp';
  if (bytesAt(head, 0, [0x49, 0x49, 0x2a, 0x00]) || bytesAt(head, 0, [0x4d, 0x4d, 0x00, 0x2a])) return 'image/tiff';
  if (bytesAt(head, 0, [0x1f, 0x8b])) return 'application/gzip';
  if (bytesAt(head, 0, [0x4d, 0x5a])) return 'application/x-msdownload';
  const [first = 0, second = 0] = head;
  if (first === 0xff && (second & 0xf6) === 0xf0) return 'audio/aac';
  if (first === 0xff && (second & 0xe0) === 0xe0 && (second & 0x18) !== 0x08 && (second & 0x06) !== 0) return 'audio/mpeg';
  return null;
}

/** ISO base media by its major brand (MP4 registration authority); whether an `mp4` holds pictures is told by its tracks. */
function isoType(brand: string): string {
  if (/^3g[eghprs2]/u.test(brand)) return 'video/3gpp';
  if (brand === 'M4A ' || brand === 'M4B ') return 'audio/mp4';
  if (brand === 'qt  ') return 'video/quicktime';
  if (/^(?:heic|heix|heim|heis|mif1|msf1)$/u.test(brand)) return 'image/heic';
  if (/^avi[fs]$/u.test(brand)) return 'image/avif';
  return 'video/mp4';
}

function oggType(head: Uint8Array): string {
  // The first packet starts behind the page's header and its one-entry segment table.
  const packet = ascii(head, 28, 8);
  return packet.includes('theora') ? 'video/ogg' : 'audio/ogg';
}

function zipType(head: Uint8Array, hints: SniffHints): string {
  const text = ascii(head, 0, head.length);
  const stored = /mimetype(application\/[a-z0-9.+-]+)/u.exec(text)?.[1];
  if (stored !== undefined) return stored.replace(/PK$/u, '');
  for (const [folder, type] of Object.entries(office)) if (text.includes(folder)) return type;
  const told = hints.mime === null ? '' : bare(hints.mime);
  if (Object.values(byEnding.zip).includes(told)) return told;
  return byEnding.zip[endingOf(hints.name)] ?? 'application/zip';
}

function oleType(hints: SniffHints): string {
  const told = hints.mime === null ? '' : bare(hints.mime);
  if (Object.values(byEnding.ole).includes(told)) return told;
  return byEnding.ole[endingOf(hints.name)] ?? 'application/x-ole-storage';
}

/** Plain enough to be text: no control characters but white space, and UTF-8 or one of its older brothers. */
function looksLikeText(head: Uint8Array): boolean {
  if (head.length === 0) return false;
  if (bytesAt(head, 0, [0xff, 0xfe]) || bytesAt(head, 0, [0xfe, 0xff])) return true;
  for (const byte of head.subarray(0, SNIFF_BYTES)) {
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b) return false;
  }
  return true;
}

function textType(head: Uint8Array, hints: SniffHints): string {
  const begin = ascii(head, 0, 1024).replace(/^\u00ef\u00bb\u00bf/u, '').trimStart().toLowerCase();
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^]*?-->\s*)*(?:<!doctype svg|<svg[\s>])/u.test(begin)) return 'image/svg+xml';
  if (/^(?:<!--[^]*?-->\s*)*<(?:!doctype html|html|head|body|script|iframe|h1|div|font|table|a|style|title|b|br|p)[\s>]/u.test(begin)) return 'text/html';
  if (begin.startsWith('<?xml')) return 'text/xml';
  const told = hints.mime === null ? '' : bare(hints.mime);
  return /^(?:text\/(?:csv|calendar|vcard|x-vcard|markdown)|application\/json)$/u.test(told) ? told : 'text/plain';
}

function endingOf(name: string | null): string {
  return /\.([a-z0-9]{1,5})$/iu.exec(name ?? '')?.[1]?.toLowerCase() ?? '';
}

function bare(mime: string): string {
  return (mime.split(';')[0] ?? '').trim().toLowerCase();
}

function bytesAt(head: Uint8Array, offset: number, mark: readonly number[]): boolean {
  return mark.every((byte, index) => head[offset + index] === byte);
}

function ascii(head: Uint8Array, offset: number, length: number): string {
  return String.fromCharCode(...head.subarray(offset, offset + length));
}
