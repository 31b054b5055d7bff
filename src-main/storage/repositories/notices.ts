import { sql } from 'kysely';
import type { Queries } from '../storage.ts';

/** One notice of Meta's about account, number, template or customer, kept as it came. */
export interface NewNotice {
  /** Names the content: the same notice again is harmless. */
  readonly key: string;
  readonly phoneNumberId: string | null;
  readonly wabaId: string | null;
  readonly field: string;
  /** Epoch ms by Meta's clock where it tells one. */
  readonly at: number;
  readonly content: string;
}

export type NoticesRepository = ReturnType<typeof createNoticesRepository>;

export function createNoticesRepository(db: Queries) {
  return {
    /** Stores a notice; false when it was known. Of several arrivals the earliest time stays. */
    async put(notice: NewNotice): Promise<boolean> {
      const known = await db.selectFrom('notice').select(['id', 'at']).where('key', '=', notice.key).executeTakeFirst();
      if (known !== undefined) {
        if (notice.at < known.at) await db.updateTable('notice').set({ at: notice.at }).where('id', '=', known.id).execute();
        return false;
      }
      await sql`INSERT INTO notice (key, phone_number_id, waba_id, field, at, content)
        VALUES (${notice.key}, ${notice.phoneNumberId}, ${notice.wabaId}, ${notice.field}, ${notice.at}, ${notice.content})`.execute(db);
      return true;
    },
  };
}
