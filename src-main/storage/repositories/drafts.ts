import type { ConversationId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export type DraftsRepository = ReturnType<typeof createDraftsRepository>;

/** Text that is written but not sent. */
export function createDraftsRepository(db: Queries) {
  return {
    /** Null when there is none, or no such conversation. */
    async get(id: ConversationId): Promise<string | null> {
      const row = await db.selectFrom('conversation').select('draft').where('id', '=', id).executeTakeFirst();
      return row?.draft ?? null;
    },
    /** Null takes it away. False when there is no such conversation. */
    async set(id: ConversationId, text: string | null, at: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable('conversation')
        .set({ draft: text, draft_at: text === null ? null : at })
        .where('id', '=', id)
        .executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
