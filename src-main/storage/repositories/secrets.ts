import type { Selectable } from 'kysely';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import type { SecretKind, Tables } from '../tables.ts';

export type SecretRow = Selectable<Tables['secret']>;
export type KeyWrapRow = Selectable<Tables['key_wrap']>;
/** What may be told about a secret. */
export type SecretStatus = Omit<SecretRow, 'box'>;

/** Encrypted secrets and the wrapped data key. Nothing here is in clear but the last four characters. */
export type SecretsRepository = ReturnType<typeof createSecretsRepository>;

export function createSecretsRepository(db: Queries) {
  return {
    /** The boxes of one kind, or of every kind. */
    boxes(kind?: SecretKind): Promise<SecretRow[]> {
      let query = db.selectFrom('secret').select(['connection_id', 'kind', 'box', 'last_four', 'updated_at']);
      if (kind !== undefined) query = query.where('kind', '=', kind);
      return query.orderBy('connection_id').orderBy('kind').execute();
    },

    box(connectionId: ConnectionId, kind: SecretKind): Promise<SecretRow | undefined> {
      return db
        .selectFrom('secret')
        .select(['connection_id', 'kind', 'box', 'last_four', 'updated_at'])
        .where('connection_id', '=', connectionId)
        .where('kind', '=', kind)
        .executeTakeFirst();
    },

    /** Which secrets are set, without their boxes. */
    statuses(): Promise<SecretStatus[]> {
      return db.selectFrom('secret').select(['connection_id', 'kind', 'last_four', 'updated_at']).orderBy('connection_id').orderBy('kind').execute();
    },

    async put(row: SecretRow): Promise<void> {
      const { box, last_four, updated_at } = row;
      await db
        .insertInto('secret')
        .values(row)
        .onConflict((conflict) => conflict.columns(['connection_id', 'kind']).doUpdateSet({ box, last_four, updated_at }))
        .execute();
    },

    /** True when it was set. */
    async remove(connectionId: ConnectionId, kind: SecretKind): Promise<boolean> {
      const result = await db.deleteFrom('secret').where('connection_id', '=', connectionId).where('kind', '=', kind).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    keyWraps(): Promise<KeyWrapRow[]> {
      return db.selectFrom('key_wrap').select(['kind', 'wrapped', 'created_at']).orderBy('kind').execute();
    },

    async putKeyWrap(row: KeyWrapRow): Promise<void> {
      const { wrapped, created_at } = row;
      await db
        .insertInto('key_wrap')
        .values(row)
        .onConflict((conflict) => conflict.column('kind').doUpdateSet({ wrapped, created_at }))
        .execute();
    },
  };
}
