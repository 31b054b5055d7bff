import { WicketError } from '../domain/errors.ts';
import type { ConnectionId, ContactId, ConversationId } from '../domain/ids.ts';
import { cleanTypedNumber } from '../domain/phone.ts';
import type { Clock } from '../ports.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { renameContacts } from './ingest/contacts-of.ts';
import { learnPeople } from './ingest/index.ts';
import type { Handlers } from './rpc.ts';

export interface StartConversationParts {
  readonly storage: Pick<Storage, 'write'>;
  readonly clock: Clock;
  readonly currentSeq: () => number;
}

/**
 * The conversation with a typed number: the one that is there, by any spelling of the line, else a new one. Its window was never open, so
 * nothing can be sent in it before the customer writes or a template goes out.
 */
export function createStartConversationHandlers({ storage, clock, currentSeq }: StartConversationParts): Pick<Handlers, 'conversations.start'> {
  return {
    'conversations.start': async ({ connectionId, phone, name }) => {
      const conversationId = await storage.write(async (tx) => {
        const connection = await tx.connections.byId(connectionId);
        if (connection === undefined) throw new WicketError('no_connection');
        const digits = cleanTypedNumber(phone, connection.phone);
        if (digits === null) throw new WicketError('bad_phone_number');
        if (digits === connection.phone.replaceAll(/\D/gu, '')) {
          throw new WicketError('bad_phone_number', { message: 'That is the number that you write from.', cure: "Enter the customer's number." });
        }
        const { id, contactId, isNew } = await find(tx, connectionId, digits, clock.now());
        if (isNew && name !== null && name !== '') {
          await tx.identities.setLocalName(contactId, name);
          await renameContacts(tx, [contactId]);
        }
        tx.changed({ type: 'conversation', id });
        return id;
      });
      return { conversationId, seq: currentSeq() };
    },
  };
}

async function find(
  tx: Transaction,
  connectionId: ConnectionId,
  digits: string,
  now: number,
): Promise<{ readonly id: ConversationId; readonly contactId: ContactId; readonly isNew: boolean }> {
  const known = [];
  for (const id of await tx.addresses.conversationsOf({ waId: digits })) {
    const context = await tx.messageSends.context(id);
    if (context !== null) known.push(context);
  }
  const here = known.find((context) => context.connectionId === connectionId);
  if (here !== undefined) return { id: here.conversationId, contactId: here.contactId, isNew: false };
  const contactId = known[0]?.contactId ?? (await learnPeople(tx, { userId: null, numbers: [digits] }, now))?.contactId;
  if (contactId === undefined) throw new WicketError('bad_phone_number');
  // Somebody of whom a number is known, but with whom nobody spoke yet.
  const other = (await tx.conversationWrites.ofContacts([contactId])).find((conversation) => conversation.connectionId === connectionId);
  if (other !== undefined) return { id: other.id, contactId, isNew: false };
  const { id } = await tx.conversationWrites.insert(connectionId, contactId);
  return { id, contactId, isNew: true };
}
