import type { Selectable } from 'kysely';
import type { ContactId, MessageId, Wamid } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import type { MessageTable } from '../tables.ts';

/** One stored message with its contact, as the export needs it. */
export type ExportedRow = Pick<Selectable<MessageTable>, (typeof messageColumns)[number]> & {
  readonly contact_id: ContactId;
  readonly display_name: string | null;
  /** The identity that wrote it, in a group; null elsewhere. */
  readonly author: string | null;
};

const messageColumns = [
  'id',
  'wamid',
  'connection_id',
  'conversation_id',
  'direction',
  'source',
  'kind',
  'text',
  'sort_at',
  'received_at',
  'state',
  'accepted_at',
  'sent_at',
  'delivered_at',
  'read_at',
  'played_at',
  'failed_at',
  'failure',
  'reply_to',
  'forwarded',
  'content',
  'delivery_id',
  'item_ordinal',
] as const satisfies readonly (keyof MessageTable)[];

/** Reads everything once, in slices, without standing in anybody's way. */
export function createHistoryExportRepository(db: Queries) {
  return {
    connections() {
      return db.selectFrom('connection').select(['id', 'name', 'phone', 'phone_number_id', 'waba_id']).orderBy('id').execute();
    },

    /** The next `limit` messages by our id, oldest stored first. */
    messagesAfter(after: MessageId | 0, limit: number): Promise<ExportedRow[]> {
      return db
        .selectFrom('message')
        .innerJoin('conversation', 'conversation.id', 'message.conversation_id')
        .innerJoin('contact', 'contact.id', 'conversation.contact_id')
        .select(messageColumns.map((column) => `message.${column}` as const))
        .leftJoin('identity', (join) => join.onRef('identity.id', '=', 'message.peer_identity_id').on('contact.is_group', '=', 1))
        .select(['conversation.contact_id', 'contact.display_name', 'identity.value as author'])
        .where('message.id', '>', after as MessageId)
        .orderBy('message.id')
        .limit(limit)
        .execute();
    },

    identitiesOf(contactIds: readonly ContactId[]) {
      return db
        .selectFrom('identity')
        .select(['contact_id', 'kind', 'value', 'username', 'last_seen_at'])
        .where('contact_id', 'in', [...contactIds])
        .orderBy('last_seen_at', 'desc')
        .orderBy('value')
        .execute();
    },

    /** Oldest first. */
    editsOf(wamids: readonly Wamid[]) {
      return db
        .selectFrom('message_edit')
        .select(['connection_id', 'target_wamid', 'at', 'text'])
        .where('target_wamid', 'in', [...wamids])
        .orderBy('at')
        .orderBy('wamid')
        .execute();
    },

    deletionsOf(wamids: readonly Wamid[]) {
      return db.selectFrom('message_deletion').select(['connection_id', 'target_wamid', 'direction', 'at']).where('target_wamid', 'in', [...wamids]).execute();
    },

    filesOf(messageIds: readonly MessageId[]) {
      return db
        .selectFrom('media')
        .leftJoin('media_file', 'media_file.sha256', 'media.sha256')
        .select(['media.message_id', 'media.state', 'media.meta_id', 'media.sha256', 'media.told_mime', 'media_file.mime', 'media_file.bytes'])
        .where('media.message_id', 'in', [...messageIds])
        .execute();
    },

    reactionsOn(wamids: readonly Wamid[]) {
      return db
        .selectFrom('reaction')
        .select(['connection_id', 'target_wamid', 'direction', 'emoji', 'at'])
        .where('target_wamid', 'in', [...wamids])
        .where('emoji', '!=', '')
        .execute();
    },
  };
}
