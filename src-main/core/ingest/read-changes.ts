import { asList, asObject, asText, type JsonObject, metaTime } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';
import { contentOf, directionOf, textOf } from './read-words.ts';

/** A reaction, read out of a message; null when it does not say to what. An empty emoji takes it back. */
export function readReaction(item: WebhookItem): { readonly target: string; readonly emoji: string } | null {
  const reaction = asObject(asObject(item.value)?.['reaction']);
  const target = asText(reaction?.['message_id']);
  return target === null ? null : { target, emoji: asText(reaction?.['emoji']) ?? '' };
}

export interface ReadEdit {
  readonly target: string;
  readonly wamid: string;
  /** Meta's time in epoch ms; null when the item tells none. */
  readonly at: number | null;
  readonly text: string | null;
  readonly content: string | null;
}

/** What a message was changed to (Meta: "Edit messages webhook", coexistence numbers only); null when it is no edit, or one of nothing. */
export function readEdit(item: WebhookItem): ReadEdit | null {
  const value = asObject(item.value);
  const edit = asObject(value?.['edit']);
  const wamid = asText(value?.['id']);
  const target = asText(edit?.['original_message_id']) ?? asText(edit?.['message_id']);
  const edited = asObject(edit?.['message']);
  if (wamid === null || target === null || edited === null) return null;
  const kind = asText(edited['type']) ?? 'text';
  return { target, wamid, at: metaTime(value?.['timestamp']), text: textOf(kind, edited[kind], edited), content: contentOf(kind, edited, asObject(edited['context'])) };
}

export interface ReadDeletion {
  readonly target: string;
  readonly direction: 'in' | 'out';
  readonly at: number | null;
  /** The report names no other message: it stands in the place of the one that is gone. */
  readonly ofItself: boolean;
}

const deletedTypes = new Set(['revoke', 'revoked', 'deleted', 'message_deleted']);

/**
 * That a message was deleted: `revoke` (coexistence numbers), or `unsupported` with an error that says so, which names the message by its
 * context, else by its own id. Null when the item tells no such thing.
 */
export function readDeletion(item: WebhookItem): ReadDeletion | null {
  const value = asObject(item.value);
  const own = asText(value?.['id']);
  if (value === null || own === null) return null;
  const direction = directionOf(item, value);
  const at = metaTime(value['timestamp']);
  const revoke = asObject(value['revoke']);
  if (revoke !== null) {
    const target = asText(revoke['original_message_id']) ?? asText(revoke['message_id']);
    return target === null ? null : { target, direction, at, ofItself: false };
  }
  if (value['type'] !== 'unsupported' || !tellsDeletion(value)) return null;
  const named = asText(asObject(value['context'])?.['id']);
  return { target: named ?? own, direction, at, ofItself: named === null || named === own };
}

function tellsDeletion(value: JsonObject): boolean {
  if (deletedTypes.has(asText(asObject(value['unsupported'])?.['type']) ?? '')) return true;
  return asList(value['errors']).some((raw) => {
    const error = asObject(raw);
    const words = [error?.['title'], error?.['message'], error?.['details'], asObject(error?.['error_data'])?.['details']];
    return words.some((said) => /\b(?:deleted|revoked)\b/iu.test(asText(said) ?? ''));
  });
}

/** The message that an item is about although it is another one's: reacted to, edited or deleted. */
export function targetOf(item: WebhookItem): string | null {
  if (item.kind !== 'message' && item.kind !== 'echo' && item.kind !== 'history') return null;
  return readReaction(item)?.target ?? readEdit(item)?.target ?? readDeletion(item)?.target ?? null;
}
