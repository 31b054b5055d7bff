import { type EvidenceKind, type IdentityKind, isParentUserId, isUserId } from '../../domain/identity.ts';
import { asObject, asText, type JsonObject } from '../../wire/json.ts';
import type { WebhookItem } from '../../wire/split.ts';

export interface SeenIdentity {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** What one item tells about who is who. */
export interface Sighting {
  /** The one that leads comes first: it is what the item is filed under. */
  readonly identities: readonly SeenIdentity[];
  /** Ties between identities, by their place in the list. */
  readonly ties: readonly { readonly a: number; readonly b: number; readonly kind: Extract<EvidenceKind, 'seen_together' | 'system'> }[];
  readonly name: string | null;
  readonly username: string | null;
}

interface Told {
  readonly users?: readonly (string | null)[];
  readonly parents?: readonly (string | null)[];
  readonly numbers?: readonly (string | null)[];
  readonly contact?: JsonObject | null;
}

/** Sorts what an item names into identities: each text by its shape, whatever the key it came under. Null when it names nobody. */
export function sightingOf(told: Told): Sighting | null {
  const contact = told.contact ?? null;
  const all = [
    ...(told.users ?? []),
    asText(contact?.['user_id']),
    ...(told.numbers ?? []),
    asText(contact?.['wa_id']),
    ...(told.parents ?? []),
    asText(contact?.['parent_user_id']),
  ];
  const numbered = new Set([...(told.numbers ?? []), asText(contact?.['wa_id'])]);
  const users = new Set<string>();
  const parents = new Set<string>();
  const numbers = new Set<string>();
  for (const text of all) {
    if (text === null) continue;
    if (isUserId(text)) users.add(text);
    else if (isParentUserId(text)) parents.add(text);
    else if (numbered.has(text)) numbers.add(text.slice(0, 128));
  }
  const identities: SeenIdentity[] = [
    ...Array.from(users, (value) => ({ kind: 'user_id', value }) as const),
    ...Array.from(numbers, (value) => ({ kind: 'wa_id', value }) as const),
    ...Array.from(parents, (value) => ({ kind: 'parent_user_id', value }) as const),
  ];
  if (identities.length === 0) return null;
  // Ties go out from the first: the user id where there is one.
  const ties = identities.slice(1).map((_, at) => ({ a: 0, b: at + 1, kind: 'seen_together' as const }));
  const profile = asObject(contact?.['profile']);
  const username = asText(profile?.['username'])?.replace(/^@/, '').trim() ?? null;
  return { identities, ties, name: asText(profile?.['name'])?.trim() ?? null, username };
}

/** Who wrote, or was written to, in a message, echo, call or message of the history. */
export function peerOf(item: WebhookItem, direction: 'in' | 'out'): Sighting | null {
  const value = asObject(item.value);
  if (value === null) return null;
  const own = (key: string) => asText(value[key]);
  if (item.kind === 'history' && item.thread !== null) {
    const context = asObject(item.thread['context']);
    const contact = context === null ? null : { ...context, profile: { ...asObject(context['profile']), username: context['username'] } };
    const side = direction === 'in' ? 'from' : 'to';
    return sightingOf({ users: [own(`${side}_user_id`)], parents: [own(`${side}_parent_user_id`)], numbers: [asText(item.thread['id'])], contact });
  }
  const side = direction === 'in' ? 'from' : 'to';
  return sightingOf({
    users: [own(`${side}_user_id`)],
    parents: [own(`${side}_parent_user_id`)],
    numbers: [own(side)],
    contact: item.contact,
  });
}

/** Who a status was about; null for groups and where it names nobody. */
export function recipientOf(item: WebhookItem): Sighting | null {
  const value = asObject(item.value);
  if (value === null || value['recipient_type'] === 'group') return null;
  return sightingOf({
    users: [asText(value['recipient_user_id'])],
    parents: [asText(value['recipient_parent_user_id']), asText(value['parent_recipient_user_id'])],
    numbers: [asText(value['recipient_id'])],
    contact: item.contact,
  });
}

const moves = new Set(['user_changed_number', 'customer_changed_number', 'user_changed_user_id']);

/**
 * A system message: who it is about and, where it tells of a change of number or user id, the tie between old and new
 * (Meta: "System messages webhook").
 */
export function systemSighting(item: WebhookItem): Sighting | null {
  const value = asObject(item.value);
  const system = asObject(value?.['system']);
  const told = peerOf(item, 'in');
  if (system === null || !moves.has(asText(system['type']) ?? '')) return told ?? sightingOf({ users: [asText(system?.['user_id'])] });
  return moved({
    oldUsers: [asText(value?.['from_user_id']), asText(system['previous_user_id']), asText(value?.['from'])].filter(isUser),
    newUser: asText(system['user_id']),
    oldNumber: notUser(asText(value?.['from']) ?? asText(system['customer'])),
    newNumber: notUser(asText(system['wa_id']) ?? asText(system['new_wa_id'])),
  });
}

/** An element of the field `user_id_update`: `{wa_id?, user_id: {previous, current}}`. */
export function userIdUpdateSighting(value: unknown): Sighting | null {
  const change = asObject(value);
  const ids = asObject(change?.['user_id']);
  const previous = asText(ids?.['previous']);
  return moved({
    oldUsers: [previous].filter(isUser),
    newUser: asText(ids?.['current']),
    oldNumber: null,
    newNumber: notUser(asText(change?.['wa_id'])),
  });
}

function isUser(text: string | null): text is string {
  return text !== null && isUserId(text);
}

function notUser(text: string | null): string | null {
  return text === null || isUserId(text) || isParentUserId(text) ? null : text.slice(0, 128);
}

function moved(told: {
  readonly oldUsers: readonly string[];
  readonly newUser: string | null;
  readonly oldNumber: string | null;
  readonly newNumber: string | null;
}): Sighting | null {
  const identities: SeenIdentity[] = [];
  const place = (kind: IdentityKind, value: string) => {
    const known = identities.findIndex((identity) => identity.kind === kind && identity.value === value);
    return known >= 0 ? known : identities.push({ kind, value }) - 1;
  };
  const ties: { a: number; b: number; kind: 'seen_together' | 'system' }[] = [];
  const tie = (a: number | null, b: number | null, kind: 'seen_together' | 'system') => {
    if (a !== null && b !== null && a !== b) ties.push({ a, b, kind });
  };
  const oldUsers = told.oldUsers.map((user) => place('user_id', user));
  const oldUser = oldUsers[0] ?? null;
  const oldNumber = told.oldNumber === null ? null : place('wa_id', told.oldNumber);
  const newUser = isUser(told.newUser) ? place('user_id', told.newUser) : null;
  const newNumber = told.newNumber === null ? null : place('wa_id', told.newNumber);
  for (const user of oldUsers.slice(1)) tie(oldUser, user, 'system');
  tie(oldUser, newUser, 'system');
  tie(oldNumber, newNumber, 'system');
  tie(oldUser, oldNumber, 'seen_together');
  tie(newUser ?? oldUser, newNumber, 'seen_together');
  if (oldNumber === newNumber) tie(newUser, newNumber, 'seen_together');
  return identities.length === 0 ? null : { identities, ties, name: null, username: null };
}
