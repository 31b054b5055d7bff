import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../../domain/changes.ts';
import type { ContactId } from '../../domain/ids.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import type { TestFolder } from '../read-side.test-support.ts';
import { createContactHandlers } from './handlers.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await openTestFolder();
});
afterEach(async () => {
  await folder.close();
});

function handlers(undone: number[] = []) {
  return createContactHandlers({ storage: folder.storage, currentSeq: () => 4, undoJoin: async (id) => void undone.push(id) });
}

describe('a contact', () => {
  it('is shown with its identities and the joins that stand', async () => {
    const id = folder.contact({ profileName: 'Mariana', waId: '5541988887777', userId: 'BR.482139' });
    const join = folder.sql.prepare(
      "INSERT INTO contact_join (kept_contact_id, joined_contact_id, joined_name, reason, a_identity_id, b_identity_id, at, undone_at) VALUES (?, 9, 'Mari', 'same_webhook', 1, 2, 77, ?)",
    );
    join.run(id, null);
    join.run(id, 5);
    const { contact, seq } = await handlers()['contacts.get']({ id });
    expect(seq).toBe(4);
    expect(contact).toMatchObject({
      id,
      person: { name: 'Mariana', initials: 'M' },
      localName: null,
      profileName: 'Mariana',
      username: null,
      phone: '+55 41 98888 7777',
      country: 'BR',
      joins: [{ id: 1, reason: 'same_webhook', joinedName: 'Mari', at: 77 }],
    });
    expect(contact.identities).toEqual([
      { id: expect.any(Number), kind: 'phone', value: '+55 41 98888 7777', inUse: true, lastSeenAt: 1 },
      { id: expect.any(Number), kind: 'user_id', value: 'BR.482139', inUse: false, lastSeenAt: 1 },
    ]);
  });

  it('without a number is written to by its user id, whose country it has', async () => {
    const id = folder.contact({ userId: 'IN.482139', username: 'priya' });
    const { contact } = await handlers()['contacts.get']({ id });
    expect(contact).toMatchObject({ person: { name: '@priya' }, phone: null, country: 'IN' });
    expect(contact.identities[0]).toMatchObject({ kind: 'user_id', inUse: true });
  });

  it('takes a name given here, is found by it, and goes back to the profile name', async () => {
    const id = folder.contact({ profileName: 'Mariana', waId: '5541988887777' });
    const conversationId = folder.conversation(folder.connection(), id);
    const changes: Change[] = [];
    folder.storage.onCommit((committed) => changes.push(...committed));

    const named = await handlers()['contacts.rename']({ id, localName: 'Mari da Padaria' });
    expect(named.contact).toMatchObject({ localName: 'Mari da Padaria', profileName: 'Mariana', person: { name: 'Mari da Padaria', initials: 'MP' } });
    expect(changes).toContainEqual({ type: 'conversation', id: conversationId });
    const found = await folder.storage.read.conversationSearch.page(
      { connectionId: null, unreadOnly: false, words: ['padaria', '988887777'], matchKey: null, closing: null },
      null,
      10,
    );
    expect(found.records.map((record) => record.id)).toEqual([conversationId]);

    for (const nothing of [null, '']) {
      const back = await handlers()['contacts.rename']({ id, localName: nothing });
      expect(back.contact).toMatchObject({ localName: null, person: { name: 'Mariana' } });
    }
  });

  it('that is not here is not found', async () => {
    const id = 99 as ContactId;
    await expect(handlers()['contacts.get']({ id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(handlers()['contacts.rename']({ id, localName: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is parted by ingest', async () => {
    const undone: number[] = [];
    await handlers(undone)['contacts.undoJoin']({ joinId: 12 });
    expect(undone).toEqual([12]);
  });
});
