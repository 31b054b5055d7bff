import { asList, asObject, asText, isObject, type JsonObject } from './json.ts';

export type ItemKind = 'message' | 'status' | 'echo' | 'history' | 'call' | 'error' | 'notice' | 'empty';

/** One thing that a webhook body tells. Everything in a body becomes an item, so that nothing disappears and all can be counted. */
export interface WebhookItem {
  /** Place within the body, from 0. */
  readonly ordinal: number;
  readonly kind: ItemKind;
  /** Meta's subscription field, or `messages.errors` and the like for what stands beside messages. */
  readonly field: string;
  readonly phoneNumberId: string | null;
  readonly wabaId: string | null;
  /** Meta's id of the message, status or call; null where nothing names the item. */
  readonly key: string | null;
  /** The item as Meta gave it. */
  readonly value: unknown;
  /** The entry of `contacts` that names the same person; found by id, never by place. */
  readonly contact: JsonObject | null;
  /** The thread of the phone app's history that holds the message. */
  readonly thread: JsonObject | null;
  /** One's own number as the body tells it. */
  readonly businessPhone: string | null;
  /** `entry.time`, in seconds, where the field has one. */
  readonly entryTime: unknown;
}

/** Reads a body's bytes; undefined when it is not JSON. */
export function parseBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
  } catch {
    return undefined;
  }
}

/** Takes a webhook body apart, in order. Takes any shape and never throws; a body that tells nothing gives one item of kind `empty`. */
export function splitBody(body: unknown): WebhookItem[] {
  const items: WebhookItem[] = [];
  const object = asObject(body);
  for (const entry of asList(object?.['entry'])) {
    const before = items.length;
    for (const change of asList(asObject(entry)?.['changes'])) splitChange(items, asObject(entry), change);
    if (items.length === before) add(items, base(asObject(entry), null, 'entry'), 'empty', entry);
  }
  if (items.length === 0) add(items, base(null, null, 'body'), 'empty', body === undefined ? null : {});
  return items;
}

type Base = Omit<WebhookItem, 'ordinal' | 'kind' | 'key' | 'value' | 'contact' | 'thread'>;

function base(entry: JsonObject | null, value: JsonObject | null, field: string): Base {
  const metadata = asObject(value?.['metadata']);
  return {
    field,
    phoneNumberId: asText(metadata?.['phone_number_id']),
    wabaId: asText(entry?.['id']),
    businessPhone: asText(metadata?.['display_phone_number']),
    entryTime: entry?.['time'],
  };
}

function add(items: WebhookItem[], common: Base, kind: ItemKind, value: unknown, more: Partial<Pick<WebhookItem, 'key' | 'contact' | 'thread' | 'field'>> = {}): void {
  items.push({
    ordinal: items.length,
    kind,
    field: more.field ?? common.field,
    phoneNumberId: common.phoneNumberId,
    wabaId: common.wabaId,
    key: more.key ?? null,
    value,
    contact: more.contact ?? null,
    thread: more.thread ?? null,
    businessPhone: common.businessPhone,
    entryTime: common.entryTime,
  });
}

/** Lists of other fields whose elements stand for themselves, so that it does not matter how Meta batched them. */
const noticeLists: Readonly<Record<string, string>> = {
  user_preferences: 'user_preferences',
  smb_app_state_sync: 'state_sync',
  group_lifecycle_update: 'groups',
  group_participants_update: 'groups',
  group_settings_update: 'groups',
  group_status_update: 'groups',
  user_id_update: 'user_id_update',
};

function splitChange(items: WebhookItem[], entry: JsonObject | null, rawChange: unknown): void {
  const before = items.length;
  const change = asObject(rawChange);
  const field = asText(change?.['field']) ?? 'unknown';
  const raw = change?.['value'];
  const value = asObject(raw);
  const common = base(entry, value, field);
  switch (field) {
    case 'messages':
      splitMessages(items, common, value);
      break;
    case 'smb_message_echoes':
    case 'message_echoes':
      for (const echo of asList(value?.['message_echoes'])) {
        addKeyed(items, common, 'echo', echo, matchContact(value, echo, ['to_user_id'], ['to_parent_user_id'], ['to']));
      }
      splitErrors(items, common, value);
      break;
    case 'history':
      splitHistory(items, common, value);
      break;
    case 'calls':
      for (const call of asList(value?.['calls'])) {
        addKeyed(items, common, 'call', call, matchContact(value, call, ['from_user_id', 'to_user_id'], ['from_parent_user_id', 'to_parent_user_id'], ['from', 'to']));
      }
      for (const status of asList(value?.['statuses'])) addKeyed(items, common, 'call', status, null);
      splitErrors(items, common, value);
      break;
    default: {
      const name = noticeLists[field];
      const list = name === undefined ? [] : Array.isArray(raw) ? raw : asList(value?.[name]);
      for (const element of list) add(items, common, 'notice', element, { contact: matchContact(value, element, ['user_id'], ['parent_user_id'], ['wa_id']) });
      if (list.length === 0 && raw !== undefined && raw !== null) add(items, common, 'notice', raw);
    }
  }
  if (items.length === before) add(items, common, 'empty', raw ?? null);
}

function splitMessages(items: WebhookItem[], common: Base, value: JsonObject | null): void {
  for (const message of asList(value?.['messages'])) {
    addKeyed(items, common, 'message', message, matchContact(value, message, ['from_user_id'], ['from_parent_user_id'], ['from']));
  }
  for (const status of asList(value?.['statuses'])) {
    const contact = matchContact(value, status, ['recipient_user_id'], ['recipient_parent_user_id', 'parent_recipient_user_id'], ['recipient_id']);
    addKeyed(items, common, 'status', status, contact);
  }
  for (const action of asList(value?.['user_actions'])) add(items, common, 'notice', action, { field: 'messages.user_actions' });
  splitErrors(items, common, value);
}

function splitErrors(items: WebhookItem[], common: Base, value: JsonObject | null): void {
  for (const error of asList(value?.['errors'])) add(items, common, 'error', error, { field: `${common.field}.errors` });
}

function splitHistory(items: WebhookItem[], common: Base, value: JsonObject | null): void {
  for (const rawChunk of asList(value?.['history'])) {
    const chunk = asObject(rawChunk);
    const before = items.length;
    for (const rawThread of asList(chunk?.['threads'])) {
      const thread = asObject(rawThread);
      for (const message of asList(thread?.['messages'])) {
        const key = asText(asObject(message)?.['id']);
        // The thread without its messages: one message may come in chunks of different size.
        add(items, common, 'history', message, { key, thread: thread === null ? null : { id: thread['id'], context: thread['context'] } });
      }
    }
    for (const error of asList(chunk?.['errors'])) add(items, common, 'error', error, { field: 'history.errors' });
    if (items.length === before) add(items, common, 'empty', rawChunk);
  }
  for (const message of asList(value?.['messages'])) {
    addKeyed(items, common, 'history', message, matchContact(value, message, ['from_user_id'], ['from_parent_user_id'], ['from']));
  }
  splitErrors(items, common, value);
}

function addKeyed(items: WebhookItem[], common: Base, kind: ItemKind, value: unknown, contact: JsonObject | null): void {
  add(items, common, kind, value, { key: isObject(value) ? asText(value['id']) : null, contact });
}

/** The contact entry that names the item's person: by user id, else by number, else by parent id. */
function matchContact(
  value: JsonObject | null,
  item: unknown,
  userKeys: readonly string[],
  parentKeys: readonly string[],
  numberKeys: readonly string[],
): JsonObject | null {
  const contacts = asList(value?.['contacts']);
  if (contacts.length === 0 || !isObject(item)) return null;
  const told = (keys: readonly string[]) => keys.map((key) => asText(item[key])).filter((text) => text !== null);
  const users = told(userKeys);
  const numbers = told(numberKeys);
  const parents = told(parentKeys);
  const find = (key: string, wanted: readonly string[]) => {
    if (wanted.length === 0) return null;
    for (const contact of contacts) {
      const text = isObject(contact) ? asText(contact[key]) : null;
      if (text !== null && wanted.includes(text)) return contact as JsonObject;
    }
    return null;
  };
  // `from` may itself hold a user id.
  return find('user_id', users) ?? find('user_id', numbers) ?? find('wa_id', numbers) ?? find('parent_user_id', parents);
}
