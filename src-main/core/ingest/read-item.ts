import type { DeliveryState } from '../../domain/delivery.ts';
import { historyState } from '../../domain/message-state.ts';
import { source } from '../../domain/message-source.ts';
import { asList, asObject, asText, canonicalJson, contentHash, isObject, type JsonObject, metaTime } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';

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

/** Keys of a message that have a place of their own. */
const common = new Set([
  'id', 'from', 'from_user_id', 'from_parent_user_id', 'to', 'to_user_id', 'to_parent_user_id', 'timestamp', 'type', 'group_id', 'context',
  'history_context',
]);

const kinds = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive', 'button', 'reaction', 'order', 'system',
  'edit', 'revoke', 'unsupported',
];

/** Reads a message, echo or message of the history; null when it has no id of its own. */
export function readMessage(item: WebhookItem): ReadMessage | null {
  const value = asObject(item.value);
  const wamid = asText(value?.['id']);
  if (value === null || wamid === null) return null;
  const kind = kindOf(value);
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
    hash: contentHash(value),
  };
}

function kindOf(value: JsonObject): string {
  const type = asText(value['type']);
  if (type !== null) return type.slice(0, 64);
  return kinds.find((kind) => value[kind] !== undefined) ?? 'unknown';
}

/** In the history both sides' messages lie in the customer's thread. */
function directionOf(item: WebhookItem, value: JsonObject): 'in' | 'out' {
  if (item.kind === 'echo') return 'out';
  if (item.kind !== 'history') return 'in';
  const peer = asText(item.thread?.['id']);
  const from = asText(value['from']);
  if (peer !== null && from !== null && digits(from) === digits(peer)) return 'in';
  if (item.businessPhone !== null && from !== null && digits(from) === digits(item.businessPhone)) return 'out';
  return peer !== null && asText(value['to']) !== null && digits(asText(value['to']) ?? '') === digits(peer) ? 'out' : 'in';
}

function digits(text: string): string {
  return text.replace(/[+\s()-]/g, '');
}

/** What a person reads of it; null for kinds without words. */
function textOf(kind: string, own: unknown, value: JsonObject): string | null {
  const object = asObject(own);
  switch (kind) {
    case 'text':
      return asText(object?.['body']);
    case 'image':
    case 'video':
    case 'document':
      return asText(object?.['caption']);
    case 'button':
    case 'order':
      return asText(object?.['text']);
    case 'system':
      return asText(object?.['body']);
    case 'location':
      return asText(object?.['name']) ?? asText(object?.['address']);
    case 'contacts': {
      const names = asList(own).map((card) => asText(asObject(asObject(card)?.['name'])?.['formatted_name']));
      return asText(names.filter((name) => name !== null).join(', '));
    }
    case 'interactive': {
      const reply = asObject(object?.[asText(object['type']) ?? '']);
      return asText(reply?.['title']) ?? asText(reply?.['body']);
    }
    case 'edit': {
      const edited = asObject(object?.['message']);
      const type = asText(edited?.['type']);
      return edited === null || type === null || type === 'edit' ? null : textOf(type, edited[type], edited);
    }
    default:
      return asText(asObject(value['text'])?.['body']);
  }
}

function contentOf(kind: string, value: JsonObject, context: JsonObject | null): string | null {
  const own = value[kind];
  const content: Record<string, unknown> = {};
  if (kind === 'text') {
    // The body has its own column.
    for (const [key, part] of Object.entries(asObject(own) ?? {})) if (key !== 'body') content[key] = part;
  } else if (isObject(own)) Object.assign(content, own);
  else if (own !== undefined) content[kind] = own;
  for (const [key, part] of Object.entries(value)) {
    if (key === kind || common.has(key)) continue;
    content[key in content ? `message_${key}` : key] = part;
  }
  if (context?.['referred_product'] !== undefined) content['referred_product'] = context['referred_product'];
  return Object.keys(content).length === 0 ? null : canonicalJson(content);
}

/** A reaction, read out of a message; null when it does not say to what. An empty emoji takes it back. */
export function readReaction(item: WebhookItem): { readonly target: string; readonly emoji: string } | null {
  const reaction = asObject(asObject(item.value)?.['reaction']);
  const target = asText(reaction?.['message_id']);
  return target === null ? null : { target, emoji: asText(reaction?.['emoji']) ?? '' };
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
