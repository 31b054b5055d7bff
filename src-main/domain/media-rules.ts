/** Which files WhatsApp takes as what (Meta: "Media", supported types and sizes). Sizes are bytes. */

export const fileKinds = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const;
export type FileKind = (typeof fileKinds)[number];

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

interface FileRule {
  readonly types: readonly string[];
  readonly maxBytes: number;
  /** What the kind is called, and the types, for people. */
  readonly name: string;
  readonly typesInWords: string;
}

export const fileRules: { readonly [K in FileKind]: FileRule } = {
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * MEGABYTE, name: 'picture', typesInWords: 'JPEG or PNG' },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MEGABYTE, name: 'video', typesInWords: 'MP4 or 3GPP' },
  audio: {
    types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'],
    maxBytes: 16 * MEGABYTE,
    name: 'sound file',
    typesInWords: 'AAC, AMR, MP3, M4A or Ogg with Opus',
  },
  voice: { types: ['audio/ogg'], maxBytes: 16 * MEGABYTE, name: 'voice note', typesInWords: 'Ogg with Opus, one channel' },
  document: {
    types: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    maxBytes: 100 * MEGABYTE,
    name: 'document',
    typesInWords: 'PDF, plain text, Word, Excel or PowerPoint',
  },
  sticker: { types: ['image/webp'], maxBytes: 500 * KILOBYTE, name: 'sticker', typesInWords: 'WebP' },
};

/** A sticker that does not move. */
export const MAX_STILL_STICKER_BYTES = 100 * KILOBYTE;
/** Up to here a voice note shows the play icon; a larger one must be downloaded first (Meta: "Audio messages"). */
export const VOICE_NOTE_PLAY_BYTES = 512 * KILOBYTE;
/** No file that is larger can be sent as anything. */
export const MAX_FILE_BYTES = 100 * MEGABYTE;
export const MAX_CAPTION_CHARACTERS = 1024;
/** Meta keeps an uploaded file this long (milliseconds); it is uploaded anew a day before. */
export const UPLOAD_LIFE_MS = 29 * 24 * 60 * 60 * 1000;

/** What is known of a file. `mime` is what the bytes are, not what a name or header says. */
export interface FileFacts {
  readonly mime: string;
  readonly bytes: number;
  /** WebP: whether it moves; null when not known. */
  readonly animated?: boolean | null;
  /** Sound: how many channels; null when not known. */
  readonly channels?: number | null;
  /** Sound: name of the codec, lower case (`opus`, `vorbis` …); null when not known. */
  readonly codec?: string | null;
  /** False when the type is known but the file cannot be taken apart. */
  readonly readable?: boolean;
}

export interface FileRefusal {
  readonly code: 'too_large' | 'wrong_type' | 'empty' | 'unreadable';
  readonly message: string;
  readonly cure: string;
  /** A picture that fits once it is made smaller or another type, which the page can do. */
  readonly shrinkable: boolean;
}

export interface FileClass {
  /** As what WhatsApp takes the file, best first. */
  readonly kinds: readonly FileKind[];
  /** Why it is not taken as what it looks like; null when all is well. */
  readonly refusal: FileRefusal | null;
}

/** As what a file can be sent, and why not as what it looks like. */
export function classifyFile(facts: FileFacts): FileClass {
  const mime = bareType(facts.mime);
  if (facts.bytes === 0) {
    return { kinds: [], refusal: { code: 'empty', message: 'The file is empty.', cure: 'Choose another file.', shrinkable: false } };
  }
  if (facts.readable === false) {
    return {
      kinds: [],
      refusal: { code: 'unreadable', message: 'The file is damaged or not what its name says.', cure: 'Open it, save it anew and try again.', shrinkable: false },
    };
  }
  const looksLike = kindOfType(mime);
  if (looksLike === null) return { kinds: [], refusal: wrongType(mime) };
  const problem = problemAs(looksLike, mime, facts);
  if (problem !== null) return { kinds: [], refusal: problem };
  if (looksLike === 'audio' && problemAs('voice', mime, facts) === null) return { kinds: ['voice', 'audio'], refusal: null };
  return { kinds: [looksLike], refusal: null };
}

/** Why a file cannot be sent as this kind; null when it can. */
export function refusalAs(kind: FileKind, facts: FileFacts): FileRefusal | null {
  if (facts.bytes === 0 || facts.readable === false) return classifyFile(facts).refusal;
  return problemAs(kind, bareType(facts.mime), facts);
}

function problemAs(kind: FileKind, mime: string, facts: FileFacts): FileRefusal | null {
  const rule = fileRules[kind];
  if (!rule.types.includes(mime)) {
    return {
      code: 'wrong_type',
      message: `WhatsApp does not take ${mime} as a ${rule.name}.`,
      cure: `Save it as ${rule.typesInWords}.`,
      shrinkable: kind === 'image' && isPicture(mime),
    };
  }
  if (mime === 'audio/ogg') {
    if (facts.codec !== undefined && facts.codec !== null && facts.codec !== 'opus') return oggProblem('WhatsApp takes Ogg sound with the Opus codec only.');
    if (facts.channels !== undefined && facts.channels !== null && facts.channels !== 1) return oggProblem('WhatsApp takes Ogg sound with one channel only.');
  }
  const most = kind === 'sticker' && facts.animated === false ? MAX_STILL_STICKER_BYTES : rule.maxBytes;
  if (facts.bytes <= most) return null;
  return {
    code: 'too_large',
    message: `The ${rule.name} has ${sizeInWords(facts.bytes)}; WhatsApp takes up to ${sizeInWords(most)}.`,
    cure: cureOfSize(kind),
    shrinkable: kind === 'image',
  };
}

function oggProblem(message: string): FileRefusal {
  return { code: 'wrong_type', message, cure: 'Record it here, or save it as MP3 or M4A.', shrinkable: false };
}

function cureOfSize(kind: FileKind): string {
  switch (kind) {
    case 'image':
      return 'Make it smaller.';
    case 'video':
      return 'Shorten it, or save it with a lower quality.';
    case 'audio':
    case 'voice':
      return 'Shorten it, or save it with a lower bit rate.';
    case 'sticker':
      return 'Send it as a picture, saved as JPEG or PNG.';
    case 'document':
      return 'Split it, or send a link to it.';
  }
}

function wrongType(mime: string): FileRefusal {
  const type = mime === '' ? 'files of this type' : mime;
  if (isPicture(mime)) {
    return { code: 'wrong_type', message: `WhatsApp does not take ${type}.`, cure: `Save it as ${fileRules.image.typesInWords}.`, shrinkable: true };
  }
  const family = (['video', 'audio'] as const).find((kind) => mime.startsWith(`${kind}/`));
  const cure = family === undefined ? 'Save it as PDF, or send a link to it.' : `Save it as ${fileRules[family].typesInWords}.`;
  return { code: 'wrong_type', message: `WhatsApp does not take ${type}.`, cure, shrinkable: false };
}

/** Pictures that a browser can usually open and save anew; drawings with script in them are not among them. */
function isPicture(mime: string): boolean {
  return /^image\/(?:webp|gif|bmp|avif|heic|heif|jpeg|png)$/u.test(mime);
}

function kindOfType(mime: string): FileKind | null {
  const order: readonly FileKind[] = ['image', 'video', 'audio', 'document', 'sticker'];
  return order.find((kind) => fileRules[kind].types.includes(mime)) ?? null;
}

/** MIME type without parameters, lower case. */
export function bareType(mime: string): string {
  return (mime.split(';')[0] ?? '').trim().toLowerCase();
}

/** A size as people read it; the limits come out whole. */
export function sizeInWords(bytes: number): string {
  if (bytes < KILOBYTE) return `${bytes} bytes`;
  const [unit, name] = bytes < MEGABYTE ? [KILOBYTE, 'KB'] : [MEGABYTE, 'MB'];
  // Rounded up, so that a file that is a little too large never reads like the limit.
  return `${Math.ceil((bytes / unit) * 10) / 10} ${name}`;
}
