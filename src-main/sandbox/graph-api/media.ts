import { createHmac, timingSafeEqual } from 'node:crypto';
import { refuse } from '../graph-error.ts';
import { bareType, checkUpload } from '../rules/media.ts';
import type { StoredMedia, World } from '../world.ts';
import { readForm } from './multipart.ts';
import type { GraphAnswer, GraphRequest, GraphWorld } from './route.ts';

/** Meta's media addresses live this long. */
const URL_LIFE_MS = 5 * 60 * 1000;
export const MEDIA_PATH = '/whatsapp_business/attachments/';

/** `POST /{phone-number-id}/media`: multipart with `messaging_product`, `file` and `type`. */
export function uploadMedia(parts: GraphWorld, request: GraphRequest): GraphAnswer {
  const form = readForm(request.bytes, request.contentType);
  if (form === null) return refuse(100, 'The body must be multipart/form-data.');
  const field = (name: string): string | undefined => form.find((part) => part.name === name && part.filename === null)?.bytes.toString('utf8');
  if (field('messaging_product') !== 'whatsapp') refuse(100, 'The parameter messaging_product is required.');
  const file = form.find((part) => part.name === 'file');
  if (file === undefined) return refuse(100, 'The parameter file is required.');
  const mimeType = file.contentType ?? field('type') ?? 'application/octet-stream';
  checkUpload(mimeType, file.bytes.byteLength);
  const stored = parts.world.storeMedia(Buffer.from(file.bytes), bareType(mimeType), file.filename, 'business');
  return { body: { id: stored.id } };
}

/** `GET /{media-id}`: a fresh address for five minutes. */
export function describeMedia(parts: GraphWorld, media: StoredMedia, request: GraphRequest): GraphAnswer {
  const asked = request.query.get('phone_number_id');
  if (asked !== null && asked !== parts.world.credentials.phoneNumberId) refuse(100, 'The media does not belong to that phone number.', { subcode: 33 });
  return {
    body: {
      messaging_product: 'whatsapp',
      url: parts.mediaUrl(media),
      mime_type: bareType(media.mimeType),
      sha256: media.sha256.toString('hex'),
      file_size: String(media.bytes.byteLength),
      id: media.id,
    },
  };
}

/** A download address with its end and a proof that the sandbox made it. */
export function signedMediaUrl(base: string, world: World, media: StoredMedia, now: number): string {
  const ext = String(Math.floor((now + URL_LIFE_MS) / 1000));
  return `${base}${MEDIA_PATH}?mid=${media.id}&ext=${ext}&hash=${proof(world, media.id, ext)}`;
}

/** The media of a download address; null when it is unknown, forged or too old. */
export function mediaOfUrl(world: World, query: URLSearchParams, now: number): StoredMedia | null {
  const mid = query.get('mid') ?? '';
  const ext = query.get('ext') ?? '';
  const told = Buffer.from(query.get('hash') ?? '', 'utf8');
  const expected = Buffer.from(proof(world, mid, ext), 'utf8');
  if (told.length !== expected.length || !timingSafeEqual(told, expected) || Number(ext) * 1000 <= now) return null;
  return world.media(mid);
}

function proof(world: World, id: string, ext: string): string {
  return createHmac('sha256', world.credentials.appSecret).update(`${id}.${ext}`).digest('hex').slice(0, 32);
}
