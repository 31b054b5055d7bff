import type { DeliveryState } from '../../domain/delivery.ts';
import { isMediaKind, mediaOf } from '../../domain/message-content.ts';
import { historyState } from '../../domain/message-state.ts';
import { source } from '../../domain/message-source.ts';
import { asList, asObject, asText, canonicalJson, contentHash, isObject, type JsonObject, metaTime } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';
import { readDeletion } from './read-changes.ts';
import { contentOf, directionOf, textOf } from './read-words.ts';

/** A message as it is stored, read out of an item of any of the fields that carry messages. */
export interface ReadMessage {
  readonly wamid: string;
  readonly direction: 'in' | 'out';
  readonly source: number;
  readonly kind: string;
  /** Meta's time in epoch ms; null when the item tells none. */
  readonly at: number | null;
  readonly text: string | null;
  /** JSON of the kind's own object, with what stands beside it; null when the text says it all. */
  readonly content: string | null;
  readonly replyTo: string | null;
  readonly forwarded: 0 | 1 | 2;
  readonly groupId: string | null;
  /** The state that the item itself tells; null for inbound messages. */
  readonly state: DeliveryState | null;
  readonly hash: string;
}

const kinds = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'system',
  'edit', 'revoke', 'unsupported',
];

/** Reads a message, echo or message of the history; null when it has no id of its own. */
export function readMessage(item: WebhookItem): ReadMessage | null {
  const value = asObject(item.value);
  const wamid = asText(value?.['id']);
  if (value === null || wamid === null) return null;
  const kind = kindOf(item, value);
  const context = asObject(value['context']);
  const direction = directionOf(item, value);
  return {
    wamid,
    direction,
    source: item.kind === 'history' ? source.history : item.kind === 'echo' ? source.phoneApp : source.live,
    kind,
    at: metaTime(value['timestamp']),
    text: textOf(kind, value[kind], value),
    content: contentOf(kind, value, context),
    replyTo: asText(context?.['id']),
    forwarded: context?.['frequently_forwarded'] === true ? 2 : context?.['forwarded'] === true ? 1 : 0,
    groupId: asText(value['group_id']),
    state: direction === 'in' ? null : (historyState(asObject(value['history_context'])?.['status']) ?? 'sent'),
    hash: hashOf(kind, value),
  };
}

/**
 * Decides between items of one wamid: the lower one stays. A placeholder (imported history names files first and gives their ids later) gives
 * way to anything that tells more, and the mere report of a deletion to anything at all.
 */
function hashOf(kind: string, value: JsonObject): string {
  const hash = contentHash(value);
  if (kind === 'revoke') return `ffff${hash}`;
  const isPlaceholder = kind === 'media_placeholder' || asText(asObject(value['unsupported'])?.['type']) === 'media_placeholder';
  return isPlaceholder || (isMediaKind(kind) && mediaOf(kind, value[kind]) === null) ? `fffe${hash}` : hash;
}

function kindOf(item: WebhookItem, value: JsonObject): string {
  const type = asText(value['type']);
  // What stands in the place of a message that was deleted before it came.
  if (type === 'unsupported' && readDeletion(item)?.ofItself === true) return 'revoke';
  if (type !== null) return type.slice(0, 64);
  return kinds.find((kind) => value[kind] !== undefined) ?? 'unknown';
}

export interface ReadStatus {
  readonly wamid: string;
  readonly word: string;
  readonly at: number | null;
  /** JSON: code, title, details, from. */
  readonly failure: string | null;
  readonly failureCode: number | null;
  readonly pricing: string | null;
  readonly opaque: string | null;
}

/** Reads a status; null when it names no message or no word. */
export function readStatus(item: WebhookItem): ReadStatus | null {
  const value = asObject(item.value);
  const wamid = asText(value?.['id']);
  const word = asText(value?.['status']);
  if (value === null || wamid === null || word === null) return null;
  const error = asObject(asList(value['errors'])[0]);
  const rawCode = Number(error?.['code']);
  const failureCode = error !== null && Number.isSafeInteger(rawCode) ? rawCode : null;
  const failure =
    word === 'failed'
      ? JSON.stringify({
          code: failureCode,
          title: asText(error?.['title']) ?? asText(error?.['message']),
          details: asText(asObject(error?.['error_data'])?.['details']) ?? asText(error?.['message']),
          from: 'status',
        })
      : null;
  return {
    wamid,
    word: word.toLowerCase(),
    at: metaTime(value['timestamp']),
    failure,
    failureCode,
    pricing: isObject(value['pricing']) ? canonicalJson(value['pricing']) : null,
    opaque: asText(value['biz_opaque_callback_data']),
  };
}
