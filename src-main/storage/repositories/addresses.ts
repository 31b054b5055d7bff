import type { ConversationId, MessageId, Wamid } from '../../domain/ids.ts';
import { matchKey } from '../../domain/phone.ts';
import type { Queries } from '../storage.ts';

/** Finds what the command line names by Meta's addresses. */
export function createAddressesRepository(db: Queries) {
  return {
    /** Conversations of the person with a `wa_id` (this spelling, else another one of the same line) or a BSUID, over all connections. */
    async conversationsOf(address: { readonly waId: string } | { readonly userId: string }): Promise<ConversationId[]> {
      const query = db
        .selectFrom('identity')
        .innerJoin('conversation', 'conversation.contact_id', 'identity.contact_id')
        .select('conversation.id')
        .distinct();
      if ('userId' in address) {
        return ids(await query.where('identity.kind', 'in', ['user_id', 'parent_user_id']).where('identity.value', '=', address.userId).execute());
      }
      const exact = await query.where('identity.kind', '=', 'wa_id').where('identity.value', '=', address.waId).execute();
      return ids(exact.length > 0 ? exact : await query.where('identity.match_key', '=', matchKey(address.waId)).execute());
    },

    /** Our id of a message of that conversation; null when it is not there. */
    async messageByWamid(conversationId: ConversationId, wamid: string): Promise<MessageId | null> {
      const row = await db
        .selectFrom('message')
        .select('id')
        .where('wamid', '=', wamid as Wamid)
        .where('conversation_id', '=', conversationId)
        .executeTakeFirst();
      return row?.id ?? null;
    },
  };
}

function ids(rows: readonly { readonly id: ConversationId }[]): ConversationId[] {
  return rows.map(({ id }) => id);
}
