import type { ContactView, IdentityView, JoinView } from '../../../src-preload/contract/views.ts';
import { joinView } from '../../../src-preload/contract/views.ts';
import { latestNames } from '../../domain/identity-names.ts';
import type { NamedIdentity, Told } from '../../domain/identity-names.ts';
import { countryOfNumber, formatNumber, primaryWaId } from '../../domain/phone.ts';
import type { ContactRecord, IdentityRecord, JoinRecord } from '../../storage/repositories/contacts.ts';
import { personView } from './person-view.ts';

/** The whole of a contact, as the context panel shows it. */
export function contactView(contact: ContactRecord, identities: readonly IdentityRecord[], joins: readonly JoinRecord[]): ContactView {
  const named = identities.map(namedIdentity);
  const { profileName, username } = latestNames(named);
  const waId = primaryNumber(named);
  const userId = identities.find(({ kind }) => kind === 'user_id')?.value ?? null;
  return {
    id: contact.id,
    person: personView(contact),
    localName: contact.localName,
    profileName: profileName?.text ?? null,
    username: username?.text ?? null,
    phone: waId === null ? null : formatNumber(waId),
    // The country of many numbers cannot be told; a BSUID begins with one.
    country: (waId === null ? null : countryOfNumber(waId)) ?? userId?.slice(0, 2) ?? null,
    identities: identityViews(identities, waId ?? userId, username?.text ?? null),
    joins: joins.map(joinOf),
  };
}

/** An identity as the rules of names want it. */
function namedIdentity(identity: IdentityRecord): NamedIdentity {
  return {
    kind: identity.kind,
    value: identity.value,
    profileName: told(identity.profileName, identity.profileNameAt),
    username: told(identity.username, identity.usernameAt),
    lastSeenAt: identity.lastSeenAt ?? 0,
  };
}

function told(text: string | null, at: number | null): Told | null {
  return text === null ? null : { text, at: at ?? 0 };
}

function primaryNumber(identities: readonly NamedIdentity[]): string | null {
  return primaryWaId(identities.flatMap(({ kind, value, lastSeenAt }) => (kind === 'wa_id' ? [{ waId: value, lastSeenAt }] : [])));
}

function identityViews(identities: readonly IdentityRecord[], used: string | null, username: string | null): IdentityView[] {
  const views = identities.map(({ id, kind, value, lastSeenAt }): IdentityView => ({
    id,
    kind: kind === 'wa_id' ? 'phone' : kind,
    value: kind === 'wa_id' ? formatNumber(value) : value,
    inUse: value === used,
    lastSeenAt,
  }));
  // A username is no identity of its own in storage: it stands at the identity that it was told with.
  const bearer = username === null ? undefined : identities.find((identity) => identity.username === username);
  if (bearer !== undefined) views.push({ id: bearer.id, kind: 'username', value: `@${username}`, inUse: false, lastSeenAt: bearer.usernameAt });
  return views;
}

function joinOf({ id, reason, joinedName, at }: JoinRecord): JoinView {
  const known = joinView.shape.reason.safeParse(reason);
  return { id, reason: known.success ? known.data : 'same_webhook', joinedName, at };
}
