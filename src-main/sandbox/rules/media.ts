import { refuse } from '../graph-error.ts';
import { fieldsOf, optionalText, textOf, webAddress } from './check.ts';
import type { RuleContext } from './context.ts';

export const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
export type MediaKind = (typeof mediaKinds)[number];

const MEGABYTE = 1024 * 1024;

const formats: { readonly [K in MediaKind]: { readonly types: readonly string[]; readonly maxBytes: number } } = {
  audio: { types: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], maxBytes: 16 * MEGABYTE },
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
  },
  image: { types: ['image/jpeg', 'image/png'], maxBytes: 5 * MEGABYTE },
  sticker: { types: ['image/webp'], maxBytes: 500 * 1024 },
  video: { types: ['video/mp4', 'video/3gpp'], maxBytes: 16 * MEGABYTE },
};

/** MIME type without parameters, lower case. */
export function bareType(mimeType: string): string {
  return (mimeType.split(';')[0] ?? '').trim().toLowerCase();
}

/** What an upload may be: a known type, within that kind's size. Refuses with 100 or 131053, as Meta does. */
export function checkUpload(mimeType: string, size: number): void {
  const type = bareType(mimeType);
  const kind = mediaKinds.find((candidate) => formats[candidate].types.includes(type));
  if (kind === undefined) {
    const all = mediaKinds.flatMap((candidate) => formats[candidate].types).join(', ');
    return refuse(100, `Param file must be a file with one of the following types: ${all}. Received file of type '${type}'.`);
  }
  if (size === 0) refuse(131053, 'The file is empty.');
  if (size > formats[kind].maxBytes) refuse(131053, `The file of ${size} bytes is larger than the ${formats[kind].maxBytes} bytes allowed for ${kind}.`);
}

const keys: { readonly [K in MediaKind]: readonly string[] } = {
  image: ['id', 'link', 'caption'],
  video: ['id', 'link', 'caption'],
  document: ['id', 'link', 'caption', 'filename'],
  audio: ['id', 'link', 'voice'],
  sticker: ['id', 'link'],
};

/** `image|video|audio|document|sticker`: either `id` or `link`, a caption only where the kind has one. */
export function checkMedia(kind: MediaKind, value: unknown, context: RuleContext): void {
  const media = fieldsOf(value, kind, keys[kind]);
  checkMediaSource(kind, media, kind, context);
  optionalText(media['caption'], `${kind}['caption']`, 1024, 100);
  optionalText(media['filename'], `${kind}['filename']`, 240, 100);
  if (media['voice'] !== undefined && typeof media['voice'] !== 'boolean') refuse(100, "Param audio['voice'] must be a boolean.");
  if (media['voice'] === true && typeof media['id'] === 'string') {
    const stored = context.media(media['id']);
    if (stored !== null && bareType(stored.mimeType) !== 'audio/ogg') {
      refuse(131053, 'Voice messages must be audio/ogg with the Opus codec.');
    }
  }
}

/** The `{id}` or `{link}` of media messages and of media headers. */
export function checkMediaSource(kind: MediaKind, media: Readonly<Record<string, unknown>>, path: string, context: RuleContext): void {
  const { id, link } = media;
  if (id === undefined && link === undefined) refuse(131008, `${path} needs either id or link.`);
  if (id !== undefined && link !== undefined) refuse(100, `Only one of id and link is allowed in ${path}.`);
  if (link !== undefined) {
    webAddress(link, `${path}['link']`);
    return;
  }
  const stored = context.media(textOf(id, `${path}['id']`, 64));
  if (stored === null || stored.expired) return refuse(131009, `${path}['id'] is not the id of an uploaded media file.`);
  if (!formats[kind].types.includes(bareType(stored.mimeType))) {
    refuse(131053, `Media of type ${bareType(stored.mimeType)} cannot be sent as ${kind}.`);
  }
  if (stored.size > formats[kind].maxBytes) refuse(131053, `Media is larger than allowed for ${kind}.`);
}
