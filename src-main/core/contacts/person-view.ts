import type { PersonView } from '../../../src-preload/contract/views.ts';
import type { ContactId } from '../../domain/ids.ts';
import { initialsOf, tintOf } from '../../domain/person.ts';

/** How a contact is shown; `name` is what ingest derived from names, username and number. */
export function personView(contact: { readonly id: ContactId; readonly name: string | null; readonly isGroup: 0 | 1 }): PersonView {
  return {
    contactId: contact.id,
    name: contact.name,
    initials: initialsOf(contact.name),
    tint: tintOf(contact.id),
    isGroup: contact.isGroup === 1,
  };
}
