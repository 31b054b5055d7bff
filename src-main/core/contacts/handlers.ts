import type { ContactView } from '../../../src-preload/contract/views.ts';
import { WicketError } from '../../domain/errors.ts';
import type { ContactId } from '../../domain/ids.ts';
import type { Storage } from '../../storage/storage.ts';
import { renameContacts } from '../ingest/contacts-of.ts';
import type { Handlers } from '../rpc.ts';
import { contactView } from './contact-view.ts';

export interface ContactHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly currentSeq: () => number;
  /** Parts two contacts again; ingest's. Rejects with `not_found` when there is no such join. */
  readonly undoJoin: (joinId: number) => Promise<unknown>;
}

/** The contact with its identities and joins, or null when there is none. */
export async function readContact(read: Pick<Storage['read'], 'contacts'>, id: ContactId): Promise<ContactView | null> {
  const contact = await read.contacts.get(id);
  if (contact === null) return null;
  return contactView(contact, await read.contacts.identities(id), await read.contacts.joins(id));
}

export function createContactHandlers({
  storage,
  currentSeq,
  undoJoin,
}: ContactHandlersParts): Pick<Handlers, 'contacts.get' | 'contacts.rename' | 'contacts.undoJoin'> {
  async function answer(id: ContactId) {
    const seq = currentSeq();
    const contact = await readContact(storage.read, id);
    if (contact === null) throw new WicketError('not_found');
    return { contact, seq };
  }

  return {
    async 'contacts.get'({ id }) {
      return await answer(id);
    },

    async 'contacts.rename'({ id, localName }) {
      await storage.write(async (tx) => {
        if ((await tx.contacts.get(id)) === null) throw new WicketError('not_found');
        await tx.identities.setLocalName(id, localName === '' ? null : localName);
        await renameContacts(tx, [id]);
        for (const conversationId of await tx.conversations.idsOfContact(id)) tx.changed({ type: 'conversation', id: conversationId });
      });
      return await answer(id);
    },

    async 'contacts.undoJoin'({ joinId }) {
      await undoJoin(joinId);
      return { done: true };
    },
  };
}
