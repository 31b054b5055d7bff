import type { Queries } from '../storage.ts';

/** Settings of the product by name, as JSON values. What a name means and its default is the core's business. */
export type SettingsRepository = ReturnType<typeof createSettingsRepository>;

export function createSettingsRepository(db: Queries) {
  return {
    /** Every stored setting; what was never changed is not here. Names that begin with a dot are the program's own notes and left out. */
    async all(): Promise<ReadonlyMap<string, unknown>> {
      const rows = await db.selectFrom('setting').select(['key', 'value']).where('key', 'not like', '.%').execute();
      return new Map(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    },

    /** The stored value; undefined when it was never set. */
    async get(key: string): Promise<unknown> {
      const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
      return row === undefined ? undefined : (JSON.parse(row.value) as unknown);
    },

    /** Stores a value that JSON can hold. */
    async set(key: string, value: unknown): Promise<void> {
      const json = JSON.stringify(value);
      await db
        .insertInto('setting')
        .values({ key, value: json })
        .onConflict((conflict) => conflict.column('key').doUpdateSet({ value: json }))
        .execute();
    },

    /** Goes back to the default. */
    async clear(key: string): Promise<void> {
      await db.deleteFrom('setting').where('key', '=', key).execute();
    },
  };
}
