import { assertNever } from './assert-never.ts';
import { type LooseObject, listOf, numberOf, objectOf, textOf } from './loose.ts';
import { cardsOf } from './message-content-cards.ts';
import { interactiveOf, replyOf } from './message-content-interactive.ts';
import type { AskedProduct, LocationContent, MessageContent, OrderContent, Referral, UnsupportedContent } from './message-content-types.ts';
import { formatNumber } from './phone.ts';

export type * from './message-content-types.ts';

/** A message as it is stored: Meta's word for its kind, and the kind's own object with what stood beside it (parsed `message.content`). */
export interface StoredContent {
  readonly kind: string;
  readonly content: unknown;
  readonly direction: 'in' | 'out';
}

const mediaKinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;
type MediaKind = (typeof mediaKinds)[number];

/** Whether messages of this kind hold a file. */
export function isMediaKind(kind: string): kind is MediaKind {
  return mediaKinds.some((one) => one === kind);
}

/**
 * How a message is drawn, for every kind of Meta's webhooks and of what we send (Meta: "Webhooks, messages object"). Takes any shape and never
 * throws: what is not understood is `unsupported` and says what it was.
 */
export function messageContentOf<M>({ kind, content, direction }: StoredContent, media: M | null): MessageContent<M> {
  const own = objectOf(content);
  if (isMediaKind(kind)) return mediaContent(kind, own, media);
  switch (kind) {
    case 'text':
      return { type: 'text' };
    case 'location':
      return locationOf(own);
    case 'contacts':
      return { type: 'contacts', cards: cardsOf(Array.isArray(content) ? content : own['contacts']) };
    case 'button':
      return {
        type: 'choice',
        how: 'template_button',
        title: textOf(own['text']) ?? textOf(own['payload']) ?? '',
        description: null,
        id: textOf(own['payload']),
      };
    case 'interactive':
      return replyOf(own) ?? (direction === 'out' ? interactiveOf(own) : unsupported(textOf(own['type']) ?? kind, own));
    case 'order':
      return orderOf(own);
    case 'template':
      return {
        type: 'template',
        name: textOf(own['name']) ?? '',
        language: textOf(objectOf(own['language'])['code']) ?? textOf(own['language']),
      };
    case 'call':
      return callOf(own);
    case 'system':
      return systemOf(own);
    case 'unsupported':
      return unsupported(textOf(own['type']), own);
    default:
      return unsupported(kind, own);
  }
}

function mediaContent<M>(kind: MediaKind, own: LooseObject, media: M | null): MessageContent<M> {
  switch (kind) {
    case 'audio':
      return { type: own['voice'] === true ? 'voice' : 'audio', media };
    case 'sticker':
      return { type: 'sticker', media, animated: own['animated'] === true };
    case 'document':
      return { type: 'document', media, filename: documentName(own) };
    case 'image':
    case 'video':
      return { type: kind, media };
    default:
      return assertNever(kind);
  }
}

/** Endings of the types that documents mostly have; for those that come without a name. */
const endings: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'application/msword': '.doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': '.docx',
  'application/vnd.ms-excel': '.xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': '.xlsx',
  'application/vnd.ms-powerpoint': '.ppt',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': '.pptx',
  'application/zip': '.zip',
  'text/plain': '.txt',
  'text/csv': '.csv',
};

function documentName(own: LooseObject): string {
  const mime = textOf(own['mime_type'])?.split(';')[0]?.trim().toLowerCase() ?? '';
  return textOf(own['filename']) ?? `document${endings[mime] ?? ''}`;
}

function locationOf(own: LooseObject): LocationContent {
  const within = (value: unknown, most: number) => {
    const number = numberOf(value);
    return number !== null && Math.abs(number) <= most ? number : null;
  };
  return {
    type: 'location',
    latitude: within(own['latitude'], 90),
    longitude: within(own['longitude'], 180),
    name: textOf(own['name']),
    address: textOf(own['address']),
    url: textOf(own['url']),
  };
}

function orderOf(own: LooseObject): OrderContent {
  const lines = listOf(own['product_items']).map((raw) => {
    const item = objectOf(raw);
    return {
      productId: textOf(item['product_retailer_id']) ?? '',
      quantity: numberOf(item['quantity']) ?? 1,
      price: numberOf(item['item_price']),
      currency: textOf(item['currency']),
    };
  });
  const sums = new Map<string, number>();
  for (const { quantity, price, currency } of lines) {
    if (price !== null && currency !== null) sums.set(currency, (sums.get(currency) ?? 0) + quantity * price);
  }
  // No currency has more than four decimals: what is beyond comes from adding.
  const totals = Array.from(sums, ([currency, sum]) => ({ amount: Number(sum.toFixed(4)), currency }));
  return { type: 'order', catalogId: textOf(own['catalog_id']), lines, totals };
}

/** The content of a call holds each of its events by its name (Meta: "Calls webhook"). */
function callOf<M>(own: LooseObject): MessageContent<M> {
  const events = Object.values(own).map(objectOf);
  const end = objectOf(own['terminate']);
  const seconds = Math.max(0, ...events.map((event) => numberOf(event['duration']) ?? 0));
  const words = events.map((event) => textOf(event['status'])?.toUpperCase());
  const lasted = seconds > 0 || events.some((event) => event['start_time'] !== undefined) || words.includes('COMPLETED') || words.includes('ACCEPTED');
  const ended = Object.keys(end).length > 0;
  return {
    type: 'call',
    outcome: lasted ? 'answered' : words.includes('REJECTED') ? 'rejected' : ended ? 'missed' : 'unknown',
    durationMs: seconds > 0 ? Math.round(seconds * 1000) : null,
  };
}

function systemOf<M>(own: LooseObject): MessageContent<M> {
  switch (textOf(own['type'])) {
    case 'user_changed_number':
    case 'customer_changed_number': {
      const number = textOf(own['wa_id']) ?? textOf(own['new_wa_id']);
      return { type: 'system', event: 'number_changed', detail: number === null || !/^\d+$/.test(number) ? null : formatNumber(number) };
    }
    case 'user_changed_user_id':
      return { type: 'system', event: 'user_id_changed', detail: null };
    case 'user_identity_changed':
    case 'customer_identity_changed':
      return { type: 'system', event: 'identity_changed', detail: null };
    default:
      return { type: 'system', event: 'other', detail: textOf(own['type']) };
  }
}

/** Meta: 131060 means that the phone app can show the message. */
const onPhoneOnlyCode = 131060;

function unsupported(what: string | null, own: LooseObject): UnsupportedContent {
  return { type: 'unsupported', what, onPhoneOnly: listOf(own['errors']).some((error) => numberOf(objectOf(error)['code']) === onPhoneOnlyCode) };
}

/** The advertisement or post that the message came from; null when it came from none. */
export function referralOf(content: unknown): Referral | null {
  const raw = objectOf(content)['referral'];
  const referral = objectOf(raw);
  if (Object.keys(referral).length === 0) return null;
  return {
    headline: textOf(referral['headline']),
    body: textOf(referral['body']),
    sourceUrl: textOf(referral['source_url']),
    sourceType: textOf(referral['source_type']),
    mediaType: textOf(referral['media_type']),
    welcome: textOf(objectOf(referral['welcome_message'])['text']),
  };
}

/** The product that the message asks about; null when it asks about none. */
export function productOf(content: unknown): AskedProduct | null {
  const product = objectOf(objectOf(content)['referred_product']);
  const productId = textOf(product['product_retailer_id']);
  return productId === null ? null : { catalogId: textOf(product['catalog_id']), productId };
}

/** What Meta says went wrong with a message that it hands over all the same (a file that it could not get); null when nothing did. */
export function contentErrorOf(content: unknown): { readonly code: number | null; readonly title: string | null; readonly details: string | null } | null {
  const [first] = listOf(objectOf(content)['errors']);
  if (first === undefined) return null;
  const error = objectOf(first);
  return {
    code: numberOf(error['code']),
    title: textOf(error['title']) ?? textOf(error['message']),
    details: textOf(objectOf(error['error_data'])['details']) ?? textOf(error['details']) ?? textOf(error['message']),
  };
}

/** A file that Meta names. */
export interface MetaFile {
  readonly metaId: string | null;
  /** Address that is good for some minutes; https only. */
  readonly url: string | null;
  readonly mime: string | null;
  /** Lower-case hex. */
  readonly sha256: string | null;
  readonly filename: string | null;
}

/** The file of a message; null when the message has none, or one that is not named yet (imported history). */
export function mediaOf(kind: string, content: unknown): MetaFile | null {
  if (!isMediaKind(kind)) return null;
  const own = objectOf(content);
  const metaId = textOf(own['id']);
  const address = textOf(own['url']) ?? textOf(own['link']);
  const url = address !== null && /^https?:\/\//iu.test(address) ? address : null;
  if (metaId === null && url === null) return null;
  return { metaId, url, mime: textOf(own['mime_type']), sha256: hashOf(own['sha256']), filename: kind === 'document' ? documentName(own) : null };
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Meta writes a SHA-256 as base64 in webhooks and as hex in answers; anything else is no hash. */
function hashOf(value: unknown): string | null {
  const text = textOf(value)?.trim() ?? '';
  if (/^[0-9a-f]{64}$/iu.test(text)) return text.toLowerCase();
  const letters = text.replace(/-/gu, '+').replace(/_/gu, '/').replace(/=+$/u, '');
  // 32 bytes are 42 letters of six bits and one of four.
  if (!/^[A-Za-z0-9+/]{43}$/u.test(letters)) return null;
  const bits = Array.from(letters, (letter) => alphabet.indexOf(letter).toString(2).padStart(6, '0')).join('');
  return Array.from({ length: 64 }, (_, at) => Number.parseInt(bits.slice(at * 4, at * 4 + 4), 2).toString(16)).join('');
}
