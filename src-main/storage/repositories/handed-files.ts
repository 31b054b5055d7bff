import { sql } from 'kysely';
import type { Queries } from '../storage.ts';

/** A file that a person handed over and has not sent yet. */
export interface HandedFileRecord {
  readonly fileId: string;
  /** As the person's own computer calls it, cleaned. */
  readonly name: string;
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly pages: number | null;
}

export type HandedFilesRepository = ReturnType<typeof createHandedFilesRepository>;

export function createHandedFilesRepository(db: Queries) {
  return {
    async add(file: { readonly fileId: string; readonly sha256: string; readonly name: string; readonly createdAt: number }): Promise<void> {
      await db.insertInto('handed_file').values({ id: file.fileId, sha256: file.sha256, name: file.name, created_at: file.createdAt }).execute();
    },

    async get(fileId: string): Promise<HandedFileRecord | null> {
      const row = await db
        .selectFrom('handed_file as h')
        .innerJoin('media_file as f', 'f.sha256', 'h.sha256')
        .select(['h.id as fileId', 'h.name', 'h.sha256', 'f.mime', 'f.bytes', 'f.width', 'f.height', 'f.duration_ms as durationMs', 'f.pages'])
        .where('h.id', '=', fileId)
        .executeTakeFirst();
      return row ?? null;
    },

    /** True when there was such a file. */
    async release(fileId: string): Promise<boolean> {
      const result = await db.deleteFrom('handed_file').where('id', '=', fileId).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },

    /** Lets go of what was handed over before a time and lies in no draft. Says how many. */
    async releaseOld(before: number): Promise<number> {
      const result = await db
        .deleteFrom('handed_file')
        .where('created_at', '<', before)
        .where(sql<boolean>`not exists (select 1 from conversation as c where c.draft_extras is not null and instr(c.draft_extras, handed_file.id) > 0)`)
        .executeTakeFirst();
      return Number(result.numDeletedRows);
    },
  };
}
