import { describe, expect, test } from 'vitest';
import type { ContactView } from '../../../src-preload/contract/index.ts';
import { blankCard, cardOfContact, toCard } from './card.ts';

const contact = { profileName: 'Mariana Duarte', localName: 'Mari (late payer)', username: null, phone: '+55 19 90000-0132' } as ContactView;

describe('a contact card', () => {
  test("of a known contact carries the customer's own name and opens the chat", () => {
    const card = toCard(cardOfContact(contact, 'k'));
    expect(card.name).toBe('Mariana Duarte');
    expect(card.phones).toEqual([{ phone: '+55 19 90000-0132', waId: '5519900000132', type: null }]);
  });

  test('whose number was changed by hand no longer claims to be on WhatsApp', () => {
    expect(toCard({ ...cardOfContact(contact, 'k'), phone: '+44 7700 900123' }).phones).toEqual([{ phone: '+44 7700 900123', waId: null, type: null }]);
  });

  test('leaves out what is empty', () => {
    expect(toCard({ ...blankCard('k'), name: ' Nora ' })).toEqual({
      name: 'Nora', phones: [], emails: [], urls: [], addresses: [], organisation: null, birthday: null,
    });
  });
});
