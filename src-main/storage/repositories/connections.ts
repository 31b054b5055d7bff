import type { Insertable, Selectable, Updateable } from 'kysely';
import type { ConnectionId, PhoneNumberId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import type { ConnectionTable } from '../tables.ts';

/** One connected business number, without its secrets. */
export type ConnectionRow = Selectable<ConnectionTable>;
export type NewConnection = Omit<Insertable<ConnectionTable>, 'id' | 'answered_version' | 'token_refused_at' | 'paused_reason' | 'updated_at'>;
export type ConnectionPatch = Omit<Updateable<ConnectionTable>, 'id' | 'created_at' | 'updated_at'>;

/** The connected business numbers. */
export type ConnectionsRepository = ReturnType<typeof createConnectionsRepository>;

export function createConnectionsRepository(db: Queries) {
  const select = () => db.selectFrom('connection').selectAll();
  return {
    /** All, oldest first. */
    list(): Promise<ConnectionRow[]> {
      return select().orderBy('id').execute();
    },

    byId(id: ConnectionId): Promise<ConnectionRow | undefined> {
      return select().where('id', '=', id).executeTakeFirst();
    },

    /** By Meta's id of the number, as webhooks name it. */
    byPhoneNumberId(phoneNumberId: PhoneNumberId): Promise<ConnectionRow | undefined> {
      return select().where('phone_number_id', '=', phoneNumberId).executeTakeFirst();
    },

    /** A broken unique `phone_number_id` is thrown as SQLite's own error: ask `byPhoneNumberId` first, in the same transaction. */
    async insert(connection: NewConnection): Promise<ConnectionId> {
      const row = await db
        .insertInto('connection')
        .values({ ...connection, updated_at: connection.created_at })
        .returning('id')
        .executeTakeFirstOrThrow();
      return row.id;
    },

    /** True when there is such a connection. */
    async update(id: ConnectionId, patch: ConnectionPatch, at: number): Promise<boolean> {
      const result = await db
        .updateTable('connection')
        .set({ ...patch, updated_at: at })
        .where('id', '=', id)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** Meta refused the token at this time; null once it works again. True when that is news. */
    async setTokenRefused(id: ConnectionId, at: number | null): Promise<boolean> {
      const result = await db
        .updateTable('connection')
        .set({ token_refused_at: at })
        .where('id', '=', id)
        .where('token_refused_at', at === null ? 'is not' : 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** The Graph version that Meta answered with, where it differs from the one asked for; else null. True when that is news. */
    async setAnsweredVersion(id: ConnectionId, version: string | null): Promise<boolean> {
      const result = await db
        .updateTable('connection')
        .set({ answered_version: version })
        .where('id', '=', id)
        .where('answered_version', 'is not', version)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },

    /** Why this number's queue stands still; null lets it go on. True when that is news. */
    async setPaused(id: ConnectionId, reason: string | null): Promise<boolean> {
      const result = await db
        .updateTable('connection')
        .set({ paused_reason: reason })
        .where('id', '=', id)
        .where('paused_reason', 'is not', reason)
        .executeTakeFirst();
      return result.numUpdatedRows > 0n;
    },
  };
}
