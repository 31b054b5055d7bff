import { countCharacters } from '../../../src-main/domain/message-text.ts';
import type { ContactCard, ContactView } from '../../../src-preload/contract/index.ts';

/** What is typed for one contact card. */
export interface CardValues {
  readonly key: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly organisation: string;
  /** Digits of a number that is known to be on WhatsApp: it makes the button that opens the chat. */
  readonly waId: string | null;
}

export function blankCard(key: string): CardValues {
  return { key, name: '', phone: '', email: '', organisation: '', waId: null };
}

/** A known contact as a card. The name that only the team sees does not go out while the contact has one of its own. */
export function cardOfContact(contact: ContactView, key: string): CardValues {
  const phone = contact.phone ?? '';
  const digits = phone.replace(/\D/gu, '');
  return {
    ...blankCard(key),
    name: contact.profileName ?? contact.localName ?? contact.username ?? phone,
    phone,
    waId: digits === '' ? null : digits,
  };
}

export function toCard({ name, phone, email, organisation, waId }: CardValues): ContactCard {
  const number = phone.trim();
  const isKnown = waId !== null && number.replace(/\D/gu, '') === waId;
  return {
    name: name.trim(),
    phones: number === '' ? [] : [{ phone: number, waId: isKnown ? waId : null, type: null }],
    emails: email.trim() === '' ? [] : [{ email: email.trim(), type: null }],
    urls: [],
    addresses: [],
    organisation: organisation.trim() === '' ? null : organisation.trim(),
    birthday: null,
  };
}

/** Null for an empty field: Meta takes no empty strings. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** "12 of 20": how much of a limit is used. */
export function used(text: string, limit: number): { readonly count: number; readonly limit: number } {
  return { count: countCharacters(text), limit };
}
