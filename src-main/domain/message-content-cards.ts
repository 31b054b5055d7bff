import { type LooseObject, listOf, objectOf, textOf } from './loose.ts';
import type { ContactCard } from './message-content-types.ts';

/** Contact cards of a message, received or sent (Meta: "Contacts messages"). */
export function cardsOf(list: unknown): ContactCard[] {
  return listOf(list).map((raw) => {
    const card = objectOf(raw);
    const phones = listOf(card['phones']).flatMap((one) => phoneOf(objectOf(one)));
    const organisation = textOf(objectOf(card['org'])['company']) ?? textOf(objectOf(card['org'])['department']);
    return {
      name: nameOf(card['name']) ?? organisation ?? phones[0]?.phone ?? '',
      phones,
      emails: listOf(card['emails']).flatMap((one) => labelled(objectOf(one), 'email')),
      urls: listOf(card['urls']).flatMap((one) => labelled(objectOf(one), 'url')),
      addresses: listOf(card['addresses']).flatMap((one) => addressOf(objectOf(one))),
      organisation,
      birthday: textOf(card['birthday']),
    };
  });
}

function nameOf(value: unknown): string | null {
  const name = objectOf(value);
  const parts = ['prefix', 'first_name', 'middle_name', 'last_name', 'suffix'].map((key) => textOf(name[key])).filter((part) => part !== null);
  return textOf(name['formatted_name']) ?? textOf(parts.join(' ')) ?? textOf(value);
}

function phoneOf(one: LooseObject): ContactCard['phones'] {
  const waId = textOf(one['wa_id']);
  const phone = textOf(one['phone']) ?? waId;
  return phone === null ? [] : [{ phone, waId, type: textOf(one['type']) }];
}

function labelled<K extends 'email' | 'url'>(one: LooseObject, key: K): ({ [N in K]: string } & { type: string | null })[] {
  const value = textOf(one[key]);
  return value === null ? [] : [{ [key]: value, type: textOf(one['type']) } as { [N in K]: string } & { type: string | null }];
}

function addressOf(one: LooseObject): ContactCard['addresses'] {
  const parts = ['street', 'zip', 'city', 'state', 'country'].map((key) => textOf(one[key])).filter((part) => part !== null);
  const text = textOf(parts.join(', ')) ?? textOf(one['country_code']);
  return text === null ? [] : [{ text, type: textOf(one['type']) }];
}
