import { refuse } from '../graph-error.ts';
import { fieldsOf, listOf, optionalText, textOf } from './check.ts';

const cardKeys = ['name', 'phones', 'emails', 'urls', 'addresses', 'org', 'birthday'];
const nameKeys = ['formatted_name', 'first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];

/** `contacts[]`, 1 to 257 cards, each with `name.formatted_name`. */
export function checkContacts(value: unknown): void {
  listOf(value, 'contacts', 1, 257).forEach((item, index) => {
    const path = `contacts[${index}]`;
    const card = fieldsOf(item, path, cardKeys);
    const name = fieldsOf(card['name'], `${path}['name']`, nameKeys);
    textOf(name['formatted_name'], `${path}['name']['formatted_name']`, 1000);
    if (!nameKeys.slice(1).some((key) => typeof name[key] === 'string' && name[key] !== '')) {
      refuse(131009, `${path}['name'] needs at least one more part beside formatted_name.`);
    }
    const birthday = optionalText(card['birthday'], `${path}['birthday']`, 10);
    if (birthday !== null && !/^\d{4}-\d\d-\d\d$/u.test(birthday)) refuse(131009, `${path}['birthday'] must be YYYY-MM-DD.`);
    for (const [key, field] of [['phones', 'phone'], ['emails', 'email'], ['urls', 'url']] as const) {
      if (card[key] === undefined) continue;
      listOf(card[key], `${path}['${key}']`, 0, 100).forEach((entry, place) => {
        textOf(fieldsOf(entry, `${path}['${key}'][${place}]`)[field], `${path}['${key}'][${place}]['${field}']`, 2048);
      });
    }
  });
}
