import { sql } from 'kysely';
import type { ContactId, IdentityId } from '../../domain/ids.ts';
import type { IdentityKind } from '../../domain/identity.ts';
import type { Queries } from '../storage.ts';
import type { PairKind } from '../tables.ts';
import { idList } from './conversations.ts';

/** An identity as ingest works with it. Times are epoch ms by Meta's clock. */
export interface IdentityState {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  readonly value: string;
  contactId: ContactId;
  profileName: string | null;
  profileNameAt: number | null;
  username: string | null;
  usernameAt: number | null;
  firstSeenAt: number;
  lastSeenAt: number;
  timed: 0 | 1;
}

export interface PairRow {
  readonly aId: IdentityId;
  readonly bId: IdentityId;
  readonly kind: PairKind;
  readonly firstAt: number;
}

export interface ContactState {
  readonly id: ContactId;
  readonly localName: string | null;
  readonly displayName: string | null;
  readonly searchText: string;
  readonly isGroup: 0 | 1;
}

/** Identities, the evidence between them, and the contacts that they form: the write side. */
export type IdentitiesRepository = ReturnType<typeof createIdentitiesRepository>;

export function createIdentitiesRepository(db: Queries) {
  const columns = sql`i.id, i.kind, i.value, i.contact_id as contactId, i.profile_name as profileName, i.profile_name_at as profileNameAt,
    i.username, i.username_at as usernameAt, coalesce(i.first_seen_at, 0) as firstSeenAt, coalesce(i.last_seen_at, 0) as lastSeenAt, i.timed`;

  return {
    async find(wanted: readonly { readonly kind: IdentityKind; readonly value: string }[]): Promise<IdentityState[]> {
      if (wanted.length === 0) return [];
      const list = JSON.stringify(wanted.map(({ kind, value }) => [kind, value]));
      const { rows } = await sql<IdentityState>`SELECT ${columns} FROM json_each(${list}) AS j
        CROSS JOIN identity AS i ON i.kind = j.value ->> 0 AND i.value = j.value ->> 1`.execute(db);
      return rows;
    },

    async byIds(ids: readonly IdentityId[]): Promise<IdentityState[]> {
      const { rows } = await sql<IdentityState>`SELECT ${columns} FROM identity AS i WHERE i.id IN ${idList(ids)}`.execute(db);
      return rows;
    },

    async ofContacts(contactIds: readonly ContactId[]): Promise<IdentityState[]> {
      const { rows } = await sql<IdentityState>`SELECT ${columns} FROM identity AS i WHERE i.contact_id IN ${idList(contactIds)}`.execute(db);
      return rows;
    },

    /** Evidence that goes out from these. */
    async pairsFrom(ids: readonly IdentityId[]): Promise<PairRow[]> {
      if (ids.length === 0) return [];
      const { rows } = await sql<PairRow>`SELECT a_id AS aId, b_id AS bId, kind, first_at AS firstAt
        FROM identity_pair WHERE a_id IN ${idList(ids)}`.execute(db);
      return rows;
    },

    /** Everything that hangs together with these identities, by evidence or by spelling of a number. */
    async cluster(seeds: readonly IdentityId[]): Promise<{ identities: IdentityState[]; pairs: PairRow[] }> {
      const { rows: found } = await sql<{ id: IdentityId }>`
        WITH RECURSIVE reached (id) AS (
          SELECT value FROM json_each(${JSON.stringify(seeds)})
          UNION SELECT p.b_id FROM reached AS r JOIN identity_pair AS p ON p.a_id = r.id
          UNION SELECT p.a_id FROM reached AS r JOIN identity_pair AS p ON p.b_id = r.id
          UNION SELECT o.id FROM reached AS r JOIN identity AS i ON i.id = r.id
            JOIN identity AS o ON o.match_key = i.match_key AND i.match_key IS NOT NULL
        ) SELECT id FROM reached`.execute(db);
      const ids = found.map(({ id }) => id);
      const { rows: identities } = await sql<IdentityState>`SELECT ${columns} FROM identity AS i WHERE i.id IN ${idList(ids)}`.execute(db);
      const { rows: pairs } = await sql<PairRow>`SELECT a_id AS aId, b_id AS bId, kind, first_at AS firstAt
        FROM identity_pair WHERE a_id IN ${idList(ids)}`.execute(db);
      return { identities, pairs };
    },

    /** Whether another spelling of this number is known. */
    async hasSpelling(matchKey: string, otherThan: string): Promise<boolean> {
      const row = await db.selectFrom('identity').select('id').where('match_key', '=', matchKey).where('value', '<>', otherThan).limit(1).executeTakeFirst();
      return row !== undefined;
    },

    async insert(identity: Omit<IdentityState, 'id'> & { readonly matchKey: string | null }): Promise<IdentityId> {
      const row = await db
        .insertInto('identity')
        .values({
          kind: identity.kind,
          value: identity.value,
          match_key: identity.matchKey,
          contact_id: identity.contactId,
          profile_name: identity.profileName,
          profile_name_at: identity.profileNameAt,
          username: identity.username,
          username_at: identity.usernameAt,
          first_seen_at: identity.firstSeenAt,
          last_seen_at: identity.lastSeenAt,
          timed: identity.timed,
        })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    },

    /** Writes names, times and contact of identities that changed. */
    async update(changed: readonly IdentityState[]): Promise<void> {
      if (changed.length === 0) return;
      const list = JSON.stringify(
        changed.map((i) => [i.id, i.contactId, i.profileName, i.profileNameAt, i.username, i.usernameAt, i.firstSeenAt, i.lastSeenAt, i.timed]),
      );
      await sql`UPDATE identity SET contact_id = j.value ->> 1, profile_name = j.value ->> 2, profile_name_at = j.value ->> 3, username = j.value ->> 4,
        username_at = j.value ->> 5, first_seen_at = j.value ->> 6, last_seen_at = j.value ->> 7, timed = j.value ->> 8
        FROM json_each(${list}) AS j WHERE identity.id = j.value ->> 0`.execute(db);
    },

    /** Stores evidence; of several reports the earliest and the latest time stay. */
    async putPair(aId: IdentityId, bId: IdentityId, kind: PairKind, at: number): Promise<void> {
      await sql`INSERT INTO identity_pair (a_id, b_id, kind, first_at, last_at) VALUES (${aId}, ${bId}, ${kind}, ${at}, ${at})
        ON CONFLICT (a_id, b_id, kind) DO UPDATE SET first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at)`.execute(db);
    },

    async insertContact(createdAt: number, isGroup: boolean): Promise<ContactId> {
      const row = await db
        .insertInto('contact')
        .values({ local_name: null, display_name: null, is_group: isGroup ? 1 : 0, created_at: createdAt })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    },

    async contacts(ids: readonly ContactId[]): Promise<ContactState[]> {
      return await db
        .selectFrom('contact')
        .select(['id', 'local_name as localName', 'display_name as displayName', 'search_text as searchText', 'is_group as isGroup'])
        .where('id', 'in', idList<ContactId>(ids))
        .execute();
    },

    async setNames(contacts: readonly Pick<ContactState, 'id' | 'displayName' | 'searchText'>[]): Promise<void> {
      const list = JSON.stringify(contacts.map(({ id, displayName, searchText }) => [id, displayName, searchText]));
      await sql`UPDATE contact SET display_name = j.value ->> 1, search_text = j.value ->> 2
        FROM json_each(${list}) AS j WHERE contact.id = j.value ->> 0`.execute(db);
    },

    async setLocalName(id: ContactId, localName: string | null): Promise<void> {
      await db.updateTable('contact').set({ local_name: localName }).where('id', '=', id).execute();
    },

    /** Takes a contact away that nothing names any more. */
    async deleteContact(id: ContactId): Promise<void> {
      await db.deleteFrom('contact').where('id', '=', id).execute();
    },

    async logJoin(join: {
      readonly kept: ContactId;
      readonly joined: ContactId;
      readonly joinedName: string | null;
      readonly reason: string;
      readonly a: IdentityId;
      readonly b: IdentityId;
      readonly at: number;
    }): Promise<void> {
      await db
        .insertInto('contact_join')
        .values({
          kept_contact_id: join.kept,
          joined_contact_id: join.joined,
          joined_name: join.joinedName,
          reason: join.reason,
          a_identity_id: join.a,
          b_identity_id: join.b,
          at: join.at,
          undone_at: null,
        })
        .execute();
    },

    async join(id: number) {
      return await db
        .selectFrom('contact_join')
        .select(['id', 'kept_contact_id as kept', 'joined_contact_id as joined', 'reason', 'a_identity_id as a', 'b_identity_id as b', 'undone_at as undoneAt'])
        .where('id', '=', id)
        .executeTakeFirst();
    },

    /** Standing joins into a contact that was itself joined move on with it. */
    async moveJoins(from: ContactId, to: ContactId): Promise<void> {
      await db.updateTable('contact_join').set({ kept_contact_id: to }).where('kept_contact_id', '=', from).where('undone_at', 'is', null).execute();
    },

    async markUndone(id: number, at: number): Promise<void> {
      await db.updateTable('contact_join').set({ undone_at: at }).where('id', '=', id).execute();
    },
  };
}
