import { sql } from 'kysely';
import type { Queries } from '../storage.ts';

/** What is known of stored bytes. */
export interface MediaFileRecord {
  /** Lower-case hex; the file's name on disk. */
  readonly sha256: string;
  /** Sniffed, not believed. */
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly pages: number | null;
}

export type MediaFilesRepository = ReturnType<typeof createMediaFilesRepository>;

/** Stored bytes, once for each content however often it was sent. */
export function createMediaFilesRepository(db: Queries) {
  return {
    async get(sha256: string): Promise<MediaFileRecord | null> {
      const row = await db
        .selectFrom('media_file')
        .select(['sha256', 'mime', 'bytes', 'width', 'height', 'duration_ms as durationMs', 'pages'])
        .where('sha256', '=', sha256)
        .executeTakeFirst();
      return row ?? null;
    },

    /** The same content again changes nothing. True when it is new. */
    async put(file: MediaFileRecord, at: number): Promise<boolean> {
      const result = await db
        .insertInto('media_file')
        .values({
          sha256: file.sha256,
          mime: file.mime,
          bytes: file.bytes,
          width: file.width,
          height: file.height,
          duration_ms: file.durationMs,
          pages: file.pages,
          waveform: null,
          stored_at: at,
        })
        .onConflict((conflict) => conflict.column('sha256').doNothing())
        .executeTakeFirst();
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
    },

    /** Files that no message and no handed-over file refers to, and that were stored before `storedBefore`. */
    async unused(storedBefore: number, limit: number): Promise<string[]> {
      const rows = await db
        .selectFrom('media_file as f')
        .select('f.sha256')
        .where('f.stored_at', '<', storedBefore)
        .where(unreferenced())
        .limit(limit)
        .execute();
      return rows.map(({ sha256 }) => sha256);
    },

    /** Takes one out unless something refers to it (any more, or again). True when its bytes may go. */
    async dropIfUnused(sha256: string): Promise<boolean> {
      const result = await db.deleteFrom('media_file as f').where('f.sha256', '=', sha256).where(unreferenced()).executeTakeFirst();
      return result.numDeletedRows > 0n;
    },
  };
}

function unreferenced() {
  return sql<boolean>`not exists (select 1 from media as a where a.sha256 = f.sha256) and not exists (select 1 from handed_file as h where h.sha256 = f.sha256)`;
}
