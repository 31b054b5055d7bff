import type { EvidenceKind } from '../../domain/identity.ts';
import { type Ownership, ownerAt, resolveIdentities } from '../../domain/identity.ts';
import { contactSearchText, displayNameOf, type NamedIdentity } from '../../domain/identity-names.ts';
import type { ContactId, IdentityId } from '../../domain/ids.ts';
import { matchKey } from '../../domain/phone.ts';
import type { IdentityState, PairRow } from '../../storage/repositories/identities.ts';
import type { Transaction } from '../../storage/storage.ts';
import { rehome } from './rehome.ts';

export type JoinReason = 'same_webhook' | 'number_variant' | 'system_message' | 'parent_user_id' | 'by_hand';

/** Who owns an identity at which time, in contacts. */
export type ContactOwners = ReadonlyMap<IdentityId, readonly { readonly from: number; readonly contactId: ContactId }[]>;

/** The contact of what names only this identity and was sent at `at` (epoch ms). */
export async function contactAt(tx: Transaction, identity: IdentityState, at: number): Promise<ContactId> {
  const { identities, pairs } = await tx.identities.cluster([identity.id]);
  const { owners } = resolveCluster(identities, pairs);
  const list = owners.get(identity.id);
  if (list === undefined) return identity.contactId;
  const person = ownerAt(list, at);
  // Contacts are kept in step with evidence, so somebody of that person tells which it is.
  const member = identities.find((one) => owners.get(one.id)?.at(-1)?.person === person);
  return member?.contactId ?? identity.contactId;
}

function resolveCluster(identities: readonly IdentityState[], pairs: readonly PairRow[]) {
  return resolveIdentities(
    identities,
    pairs.map(({ aId, bId, kind, firstAt }) => ({ a: aId, b: bId, kind, firstAt })),
  );
}

export interface RegroupOptions {
  /** Time of the log entry when contacts are joined (epoch ms). */
  readonly now: number;
  /** A contact without identities that a newly separate person gets back. */
  readonly spare?: ContactId;
}

/**
 * Puts contacts in step with the evidence around these identities: joins contacts that turned out to be one person (logged), separates what is
 * no longer tied, and brings messages home. True when anything changed.
 */
export async function regroup(tx: Transaction, seeds: readonly IdentityId[], options: RegroupOptions): Promise<boolean> {
  const { identities, pairs } = await tx.identities.cluster(seeds);
  const { owners, timed } = resolveCluster(identities, pairs);
  const contactOf = await assignContacts(tx, identities, owners, options);

  const before = new Map(identities.map((identity) => [identity.id, identity.contactId]));
  const numbers = new Map<ContactId, number>();
  const now = (identity: IdentityState): ContactId => {
    const last = owners.get(identity.id)?.at(-1);
    return (last === undefined ? undefined : contactOf.get(last.person)) ?? identity.contactId;
  };
  for (const identity of identities) {
    if (identity.kind === 'wa_id') numbers.set(now(identity), (numbers.get(now(identity)) ?? 0) + 1);
  }
  const changed: IdentityState[] = [];
  let shared = false;
  for (const identity of identities) {
    const contactId = now(identity);
    const isTimed = timed.has(identity.id) || (identity.kind === 'wa_id' && (numbers.get(contactId) ?? 0) > 1) ? 1 : 0;
    if ((owners.get(identity.id)?.length ?? 0) > 1) shared = true;
    if (identity.contactId === contactId && identity.timed === isTimed) continue;
    identity.contactId = contactId;
    identity.timed = isTimed;
    changed.push(identity);
  }
  await tx.identities.update(changed);

  const moved = identities.filter((identity) => before.get(identity.id) !== identity.contactId);
  if (moved.length === 0 && !shared) return changed.length > 0;
  const old = [...new Set(before.values())];
  const heirs = heirsOf(identities, before);
  const owned: ContactOwners = new Map(
    identities.map(({ id, contactId }) => [
      id,
      (owners.get(id) ?? []).map(({ from, person }) => ({ from, contactId: contactOf.get(person) ?? contactId })),
    ]),
  );
  const hadConversation = new Set((await tx.conversationWrites.ofContacts(old)).map(({ contactId }) => contactId));
  await rehome(tx, [...new Set([...old, ...contactOf.values()])], owned, heirs);
  await closeEmptied(tx, identities, pairs, before, heirs, hadConversation, options.now);
  await renameContacts(tx, [...new Set(identities.map(({ contactId }) => contactId))]);
  return true;
}

/** Chooses a contact for each person: one of theirs, those of user ids first, the oldest first; a new one where all are taken. */
async function assignContacts(
  tx: Transaction,
  identities: readonly IdentityState[],
  owners: ReadonlyMap<number, readonly Ownership[]>,
  options: RegroupOptions,
): Promise<Map<number, ContactId>> {
  const rank = { user_id: 0, parent_user_id: 1, group: 2, wa_id: 3 } as const;
  const ordered = [...identities].sort((a, b) => rank[a.kind] - rank[b.kind] || a.contactId - b.contactId || a.id - b.id);
  const people = new Set([...owners.values()].flat().map(({ person }) => person));
  const contactOf = new Map<number, ContactId>();
  const taken = new Set<ContactId>();
  // The eldest member of a contact keeps it when a person is taken out of it.
  const eldest = new Map<ContactId, IdentityState>();
  for (const identity of identities) {
    const known = eldest.get(identity.contactId);
    if (known === undefined || identity.id < known.id) eldest.set(identity.contactId, identity);
  }
  const choose = (fits: (identity: IdentityState) => boolean) => {
    for (const identity of ordered) {
      const person = owners.get(identity.id)?.at(-1)?.person;
      if (person === undefined || contactOf.has(person) || taken.has(identity.contactId) || !fits(identity)) continue;
      contactOf.set(person, identity.contactId);
      taken.add(identity.contactId);
    }
  };
  choose((identity) => eldest.get(identity.contactId) === identity && identity.kind !== 'wa_id');
  choose((identity) => eldest.get(identity.contactId) === identity);
  choose(() => true);
  let { spare } = options;
  for (const person of people) {
    if (contactOf.has(person)) continue;
    contactOf.set(person, spare ?? (await tx.identities.insertContact(options.now, false)));
    spare = undefined;
  }
  return contactOf;
}

/** Where what belonged to a contact without identities goes: to the contact that took over its eldest. */
function heirsOf(identities: readonly IdentityState[], before: ReadonlyMap<IdentityId, ContactId>): Map<ContactId, ContactId> {
  const alive = new Set(identities.map(({ contactId }) => contactId));
  const heirs = new Map<ContactId, ContactId>();
  for (const identity of [...identities].sort((a, b) => a.id - b.id)) {
    const old = before.get(identity.id);
    if (old !== undefined && !alive.has(old) && !heirs.has(old)) heirs.set(old, identity.contactId);
  }
  return heirs;
}

/** Logs the join of each contact that has no identity left, or takes it away when there was nothing in it. */
async function closeEmptied(
  tx: Transaction,
  identities: readonly IdentityState[],
  pairs: readonly PairRow[],
  before: ReadonlyMap<IdentityId, ContactId>,
  heirs: ReadonlyMap<ContactId, ContactId>,
  hadConversation: ReadonlySet<ContactId>,
  now: number,
): Promise<void> {
  const contacts = await tx.identities.contacts([...heirs.keys(), ...heirs.values()]);
  for (const [joined, kept] of heirs) {
    const contact = contacts.find(({ id }) => id === joined);
    if (contact === undefined) continue;
    await tx.identities.moveJoins(joined, kept);
    if (!hadConversation.has(joined) && contact.localName === null) {
      await tx.identities.deleteContact(joined);
      continue;
    }
    const heir = contacts.find(({ id }) => id === kept);
    if (heir !== undefined && heir.localName === null && contact.localName !== null) await tx.identities.setLocalName(kept, contact.localName);
    const tie = findTie(identities, pairs, before, kept, joined);
    await tx.identities.logJoin({ kept, joined, joinedName: contact.localName ?? contact.displayName, ...tie, at: now });
  }
}

/** The tie that made two contacts one. */
function findTie(
  identities: readonly IdentityState[],
  pairs: readonly PairRow[],
  before: ReadonlyMap<IdentityId, ContactId>,
  kept: ContactId,
  joined: ContactId,
): { readonly reason: JoinReason; readonly a: IdentityId; readonly b: IdentityId } {
  const byId = new Map(identities.map((identity) => [identity.id, identity]));
  const across = pairs.filter(({ aId, bId, kind }) => {
    const [a, b] = [before.get(aId), before.get(bId)];
    return kind !== 'parted' && a !== b && (a === joined || b === joined) && (a === kept || b === kept);
  });
  const order: readonly EvidenceKind[] = ['system', 'by_hand', 'seen_together'];
  across.sort((x, y) => order.indexOf(x.kind) - order.indexOf(y.kind));
  const tie = across[0];
  if (tie !== undefined) {
    const parent = byId.get(tie.aId)?.kind === 'parent_user_id' || byId.get(tie.bId)?.kind === 'parent_user_id';
    const reason = tie.kind === 'system' ? 'system_message' : tie.kind === 'by_hand' ? 'by_hand' : parent ? 'parent_user_id' : 'same_webhook';
    return { reason, a: tie.aId, b: tie.bId };
  }
  for (const a of identities) {
    if (a.kind !== 'wa_id' || before.get(a.id) !== kept) continue;
    const b = identities.find((one) => one.kind === 'wa_id' && before.get(one.id) === joined && matchKey(one.value) === matchKey(a.value));
    if (b !== undefined) return { reason: 'number_variant', a: a.id, b: b.id };
  }
  // They meet over a third: name what was tied last to the joined one.
  const of = (contact: ContactId) => identities.filter(({ id }) => before.get(id) === contact).map(({ id }) => id);
  const [a, b] = [of(kept)[0] ?? identities[0]?.id, of(joined)[0] ?? identities[0]?.id];
  if (a === undefined || b === undefined) throw new Error('A join without identities.');
  return { reason: 'same_webhook', a, b };
}

/** Derives display names and search texts anew. */
export async function renameContacts(tx: Transaction, ids: readonly ContactId[]): Promise<void> {
  if (ids.length === 0) return;
  const members = new Map<ContactId, IdentityState[]>();
  for (const identity of await tx.identities.ofContacts(ids)) {
    const list = members.get(identity.contactId);
    if (list === undefined) members.set(identity.contactId, [identity]);
    else list.push(identity);
  }
  const renamed = [];
  for (const contact of await tx.identities.contacts(ids)) {
    const named = (members.get(contact.id) ?? []).map(namedIdentity);
    const displayName = displayNameOf(contact.localName, named);
    const searchText = contactSearchText(contact.localName, named);
    if (displayName !== contact.displayName || searchText !== contact.searchText) renamed.push({ id: contact.id, displayName, searchText });
  }
  if (renamed.length === 0) return;
  await tx.identities.setNames(renamed);
  for (const { id } of await tx.conversationWrites.ofContacts(renamed.map((contact) => contact.id))) tx.changed({ type: 'conversation', id });
}

/** What an identity says about its contact's name. */
export function namedIdentity(state: IdentityState): NamedIdentity {
  return {
    kind: state.kind,
    value: state.value,
    profileName: state.profileName === null ? null : { text: state.profileName, at: state.profileNameAt ?? 0 },
    username: state.username === null ? null : { text: state.username, at: state.usernameAt ?? 0 },
    lastSeenAt: state.lastSeenAt,
  };
}
