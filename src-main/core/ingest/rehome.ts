import type { ContactId, ConversationId, IdentityId } from '../../domain/ids.ts';
import type { ConversationState } from '../../storage/repositories/conversation-writes.ts';
import type { Transaction } from '../../storage/storage.ts';
import type { ContactOwners } from './contacts-of.ts';

interface Span {
  readonly since: number;
  readonly until: number;
  readonly contactId: ContactId;
}

/**
 * Brings the messages of these contacts to the conversations where they belong by what they name and when they were sent. What names nobody
 * stays with its contact, or goes with it to the heir.
 */
export async function rehome(
  tx: Transaction,
  contactIds: readonly ContactId[],
  owners: ContactOwners,
  heirs: ReadonlyMap<ContactId, ContactId>,
): Promise<void> {
  const touched = new Set<ConversationId>();
  for (const conversation of await tx.conversationWrites.ofContacts(contactIds)) {
    const peers = await tx.conversationWrites.peers(conversation.id);
    const stay = heirs.get(conversation.contactId) ?? conversation.contactId;
    const homes = new Set<ContactId>();
    for (const peer of peers) {
      for (const { contactId } of spansOf(peer, owners) ?? [{ contactId: stay }]) homes.add(contactId);
    }
    if (homes.size === 0) homes.add(stay);
    const [home] = homes;
    if (homes.size === 1 && home !== undefined) {
      if (home !== conversation.contactId) await moveWhole(tx, conversation, home, touched);
      continue;
    }
    for (const peer of peers) {
      if (peer !== null) await moveSpans(tx, conversation, peer, spansOf(peer, owners) ?? [], touched);
    }
    if (stay !== conversation.contactId) await moveWhole(tx, conversation, stay, touched);
  }
  for (const id of touched) await settle(tx, id);
}

/** Null when nothing is known of that identity here. */
function spansOf(peer: IdentityId | null, owners: ContactOwners): readonly Span[] | null {
  const list = peer === null ? undefined : owners.get(peer);
  if (list === undefined) return null;
  return list.map(({ from, contactId }, at) => ({
    since: at === 0 ? Number.MIN_SAFE_INTEGER : from,
    until: list[at + 1]?.from ?? Number.MAX_SAFE_INTEGER,
    contactId,
  }));
}

async function moveWhole(tx: Transaction, from: ConversationState, home: ContactId, touched: Set<ConversationId>): Promise<void> {
  const target = (await tx.conversationWrites.ofContacts([home])).find(({ connectionId }) => connectionId === from.connectionId);
  if (target === undefined) {
    await tx.conversationWrites.setContact(from.id, home);
    tx.changed({ type: 'conversation', id: from.id });
    return;
  }
  await tx.conversationWrites.moveAll(from.id, target.id);
  await tx.conversationWrites.remove(from.id);
  touched.delete(from.id);
  touched.add(target.id);
  tx.changed({ type: 'conversation-gone', id: from.id, movedTo: target.id });
}

async function moveSpans(tx: Transaction, from: ConversationState, peer: IdentityId, spans: readonly Span[], touched: Set<ConversationId>): Promise<void> {
  for (const { since, until, contactId } of spans) {
    if (contactId === from.contactId) continue;
    const known = (await tx.conversationWrites.ofContacts([contactId])).find(({ connectionId }) => connectionId === from.connectionId);
    const target = known ?? (await tx.conversationWrites.insert(from.connectionId, contactId));
    for (const id of await tx.conversationWrites.moveSome(from.id, target.id, peer, since, until)) {
      tx.changed({ type: 'message-gone', id, conversationId: from.id });
      tx.changed({ type: 'message', id, conversationId: target.id });
    }
    touched.add(from.id);
    touched.add(target.id);
  }
}

/** Sums a conversation up anew after messages came or went; one that is empty now disappears, unless a person left something in it. */
export async function settle(tx: Transaction, id: ConversationId): Promise<void> {
  const left = await tx.conversationWrites.refresh(id);
  if (left === 0 && !(await tx.conversationWrites.isKept(id))) {
    await tx.conversationWrites.remove(id);
    tx.changed({ type: 'conversation-gone', id, movedTo: null });
    return;
  }
  tx.changed({ type: 'conversation', id });
}
