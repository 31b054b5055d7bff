import { formatNumber, otherSpellings, primaryWaId } from './phone.ts';
import { searchTextOf } from './search-text.ts';
import type { IdentityKind } from './identity.ts';

/** A text that Meta told about a contact, and when (epoch ms by its clock). */
export interface Told {
  readonly text: string;
  readonly at: number;
}

/** The later of two; at equal times the greater text, so that order does not matter. Empty texts tell nothing. */
export function laterTold(known: Told | null, told: Told | null): Told | null {
  if (told === null || told.text.trim() === '') return known;
  if (known === null || told.at > known.at || (told.at === known.at && told.text > known.text)) return told;
  return known;
}

/** What one identity says about the contact's name. */
export interface NamedIdentity {
  readonly kind: IdentityKind;
  readonly value: string;
  readonly profileName: Told | null;
  readonly username: Told | null;
  readonly lastSeenAt: number;
}

/**
 * How a contact is called: the name given here, the profile name told last, @username, the formatted phone number, else null. Never a BSUID.
 */
export function displayNameOf(localName: string | null, identities: readonly NamedIdentity[]): string | null {
  if (localName !== null && localName.trim() !== '') return localName;
  const { profileName, username } = latestNames(identities);
  if (profileName !== null) return profileName.text.trim();
  if (username !== null) return `@${username.text.trim()}`;
  const waId = primaryWaId(numbersOf(identities));
  return waId === null ? null : formatNumber(waId);
}

/** The latest profile name and username (without its @) over all identities of a contact. */
export function latestNames(identities: readonly NamedIdentity[]): { readonly profileName: Told | null; readonly username: Told | null } {
  let profileName: Told | null = null;
  let username: Told | null = null;
  for (const identity of identities) {
    profileName = laterTold(profileName, identity.profileName);
    username = laterTold(username, identity.username);
  }
  return { profileName, username };
}

/** What `contact.search_text` holds for a contact with these names and identities. */
export function contactSearchText(localName: string | null, identities: readonly NamedIdentity[]): string {
  const { profileName, username } = latestNames(identities);
  return searchTextOf({
    names: [localName, profileName?.text ?? null, username?.text ?? null],
    numbers: numbersOf(identities).flatMap(({ waId }) => [waId, ...otherSpellings(waId)]),
  });
}

function numbersOf(identities: readonly NamedIdentity[]) {
  return identities.filter(({ kind }) => kind === 'wa_id').map(({ value, lastSeenAt }) => ({ waId: value, lastSeenAt }));
}
