import { asList, asObject, asText, canonicalJson, isObject, type JsonObject } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';

/** Keys of a message that have a place of their own. */
const common = new Set([
  'id', 'from', 'from_user_id', 'from_parent_user_id', 'to', 'to_user_id', 'to_parent_user_id', 'timestamp', 'type', 'group_id', 'context',
  'history_context',
]);

/** In the history both sides' messages lie in the customer's thread. */
export function directionOf(item: WebhookItem, value: JsonObject): 'in' | 'out' {
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

/** What a person reads of it, its caption included; null for kinds without words. */
export function textOf(kind: string, own: unknown, value: JsonObject): string | null {
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

/** JSON of the kind's own object, with what stands beside it; null when the text says it all. */
export function contentOf(kind: string, value: JsonObject, context: JsonObject | null): string | null {
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
