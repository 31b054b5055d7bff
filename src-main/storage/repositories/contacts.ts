import type { ContactId, IdentityId } from '../../domain/ids.ts';
import { compileOnce } from '../compile-once.ts';
import type { Queries } from '../storage.ts';
import { idList } from './id-list.ts';

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

export type ContactsRepository = ReturnType<typeof createContactsRepository>;

/** Reads of contacts. */
export function createContactsRepository(db: Queries) {
  return {
    async get(id: ContactId): Promise<ContactRecord | null> {
      const [row] = await contact(db, id);
      return row ?? null;
    },

    /** Latest seen first. */
    async identities(id: ContactId): Promise<IdentityRecord[]> {
      return await identities(db, id);
    },

    /** The joins into this contact that stand, newest first. */
    async joins(id: ContactId): Promise<JoinRecord[]> {
      return await joins(db, id);
    },

    /** The names of the contacts behind identities; groups and the nameless are left out. */
    async authors(ids: readonly IdentityId[]): Promise<Map<IdentityId, string>> {
      const found = await db
        .selectFrom('identity as i')
        .innerJoin('contact as p', 'p.id', 'i.contact_id')
        .select(['i.id', 'p.display_name as name'])
        .where('i.id', 'in', idList<IdentityId>(ids))
        .where('p.is_group', '=', 0)
        .execute();
      return new Map(found.flatMap(({ id, name }) => (name === null ? [] : [[id, name] as const])));
    },
  };
}

const contact = compileOnce((db, id: ContactId) =>
  db
    .selectFrom('contact')
    .select(['id', 'local_name as localName', 'display_name as name', 'is_group as isGroup'])
    .where('id', '=', id),
);

const identities = compileOnce((db, id: ContactId) =>
  db
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
    .orderBy('id', 'desc'),
);

const joins = compileOnce((db, id: ContactId) =>
  db
    .selectFrom('contact_join')
    .select(['id', 'reason', 'joined_name as joinedName', 'at'])
    .where('kept_contact_id', '=', id)
    .where('undone_at', 'is', null)
    .orderBy('id', 'desc'),
);
