import type { ContactId, IdentityId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

/** One person, whatever the number of their identities. */
export interface ContactRecord {
  readonly id: ContactId;
  readonly localName: string | null;
  readonly name: string | null;
  readonly isGroup: 0 | 1;
}

export interface IdentityRecord {
  readonly id: IdentityId;
  readonly kind: 'user_id' | 'parent_user_id' | 'wa_id' | 'group';
  readonly value: string;
  readonly profileName: string | null;
  readonly profileNameAt: number | null;
  readonly username: string | null;
  readonly usernameAt: number | null;
  readonly lastSeenAt: number | null;
}

export interface JoinRecord {
  readonly id: number;
  readonly reason: string;
  readonly joinedName: string | null;
  readonly at: number;
}

/** Who stands behind an identity. */
export interface AuthorRecord {
  readonly identityId: IdentityId;
  readonly name: string | null;
  readonly value: string;
}

export type ContactsRepository = ReturnType<typeof createContactsRepository>;

/** Reads of contacts, and the name that a person gives them. */
export function createContactsRepository(db: Queries) {
  return {
    async get(id: ContactId): Promise<ContactRecord | null> {
      const row = await db
        .selectFrom('contact')
        .select(['id', 'local_name as localName', 'display_name as name', 'is_group as isGroup'])
        .where('id', '=', id)
        .executeTakeFirst();
      return row ?? null;
    },

    /** Latest seen first. */
    async identities(id: ContactId): Promise<IdentityRecord[]> {
      return await db
        .selectFrom('identity')
        .select([
          'id',
          'kind',
          'value',
          'profile_name as profileName',
          'profile_name_at as profileNameAt',
          'username',
          'username_at as usernameAt',
          'last_seen_at as lastSeenAt',
        ])
        .where('contact_id', '=', id)
        .orderBy('last_seen_at', 'desc')
        .orderBy('id', 'desc')
        .execute();
    },

    /** The joins into this contact that stand, newest first. */
    async joins(id: ContactId): Promise<JoinRecord[]> {
      return await db
        .selectFrom('contact_join')
        .select(['id', 'reason', 'joined_name as joinedName', 'at'])
        .where('kept_contact_id', '=', id)
        .where('undone_at', 'is', null)
        .orderBy('id', 'desc')
        .execute();
    },

    /** The name set by hand; null takes it away. False when there is no such contact. What is shown is derived anew by the caller. */
    async setLocalName(id: ContactId, localName: string | null): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('contact')
        .set({ local_name: localName })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
