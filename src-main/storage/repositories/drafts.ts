import type { ConversationId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

export type DraftsRepository = ReturnType<typeof createDraftsRepository>;

/** What is written but not sent: the text, and as JSON what else belongs to it (files, the message that it answers). */
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
    /** JSON of what the draft holds besides its text; null when that is nothing. */
    async extras(id: ConversationId): Promise<string | null> {
      const row = await db.selectFrom('conversation').select('draft_extras').where('id', '=', id).executeTakeFirst();
      return row?.draft_extras ?? null;
    },
    async setExtras(id: ConversationId, extras: string | null): Promise<boolean> {
      const { numUpdatedRows } = await db.updateTable('conversation').set({ draft_extras: extras }).where('id', '=', id).executeTakeFirst();
      return numUpdatedRows > 0n;
    },
  };
}
