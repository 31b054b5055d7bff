import { sql } from 'kysely';
import { mediaFailureWords, type MediaFailureCode } from '../../domain/media-failure.ts';
import type { ConnectionId, ConversationId, MessageId, PhoneNumberId, WabaId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import type { MediaTable } from '../tables.ts';
import { idList } from './id-list.ts';

/** A file that a message names. At least one of `metaId` and `url` says where to get it; with neither it is gone from the start. */
export interface NotedMedia {
  readonly connectionId: ConnectionId;
  readonly messageId: MessageId;
  readonly metaId: string | null;
  /** The webhook's address, good for minutes. */
  readonly url: string | null;
  readonly toldMime: string | null;
  /** Lower-case hex. */
  readonly toldSha256: string | null;
  readonly createdAt: number;
  /** When Meta's id dies. */
  readonly deadlineAt: number | null;
}

/** Where the bytes of a message's file are, in the shape in which the page gets it. */
export interface MediaRecord {
  readonly mediaId: number;
  readonly state: MediaTable['state'];
  readonly url: string | null;
  readonly mime: string;
  readonly bytes: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
  readonly waveform: number[] | null;
  readonly pages: number | null;
  readonly deadlineAt: number | null;
  readonly nextTryAt: number | null;
  readonly failure: { readonly message: string; readonly cure: string } | null;
  readonly hashMismatch: boolean;
}

/** A stored file behind a media id. */
export interface StoredMediaRecord {
  readonly mediaId: number;
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
}

/** One download that may start, with the number that it belongs to. */
export interface DueMedia {
  readonly id: number;
  readonly messageId: MessageId;
  readonly conversationId: ConversationId;
  readonly metaId: string | null;
  readonly url: string | null;
  readonly toldSha256: string | null;
  readonly toldMime: string | null;
  readonly attempts: number;
  readonly createdAt: number;
  readonly deadlineAt: number | null;
  readonly connectionId: ConnectionId;
  readonly phoneNumberId: PhoneNumberId;
  readonly wabaId: WabaId;
  readonly graphUrl: string;
  readonly graphVersion: string;
}

export interface MediaFigures {
  readonly waiting: number;
  readonly failed: number;
  readonly stored: number;
  /** Of all stored files, each counted once. */
  readonly bytes: number;
}

export interface GalleryRecord {
  readonly messageId: MessageId;
  readonly at: number;
  readonly kind: string;
  /** The message's content as it came, JSON; null when there is none. */
  readonly content: string | null;
}

/** Kinds that a gallery shows. */
const galleryKinds = ['image', 'video', 'document', 'audio'] as const;

export type MediaRepository = ReturnType<typeof createMediaRepository>;

/** Files of messages: what is to be downloaded, what is here, and what Meta keeps of ours. */
export function createMediaRepository(db: Queries) {
  return {
    /** Notes a customer's file for download. Idempotent by message; another file in the same message's place starts anew. */
    async note(media: NotedMedia): Promise<void> {
      await noteAll(db, [media]);
    },

    /** The same for a whole batch in one statement. */
    async noteAll(list: readonly NotedMedia[]): Promise<void> {
      if (list.length > 0) await noteAll(db, list);
    },

    /** Notes a file of ours, whose bytes are here. */
    async noteOwn(media: { readonly connectionId: ConnectionId; readonly messageId: MessageId; readonly sha256: string; readonly createdAt: number }): Promise<void> {
      await db
        .insertInto('media')
        .values({
          connection_id: media.connectionId,
          message_id: media.messageId,
          meta_id: null,
          url: null,
          told_mime: null,
          told_sha256: null,
          told_bytes: null,
          state: 'stored',
          next_at: null,
          deadline_at: null,
          failure: null,
          sha256: media.sha256,
          created_at: media.createdAt,
        })
        .onConflict((conflict) => conflict.column('message_id').doUpdateSet({ state: 'stored', sha256: media.sha256, failure: null, next_at: null }))
        .execute();
    },

    /** By message; messages without a file are left out. */
    async viewsOf(messageIds: readonly MessageId[]): Promise<Map<MessageId, MediaRecord>> {
      if (messageIds.length === 0) return new Map();
      const rows = await db
        .selectFrom('media as a')
        .leftJoin('media_file as f', 'f.sha256', 'a.sha256')
        .select([
          'a.id', 'a.message_id', 'a.state', 'a.told_mime', 'a.told_sha256', 'a.told_bytes', 'a.sha256', 'a.deadline_at', 'a.next_at', 'a.failure',
          'f.mime', 'f.bytes', 'f.width', 'f.height', 'f.duration_ms', 'f.pages', 'f.waveform',
        ])
        .where('a.message_id', 'in', idList<MessageId>(messageIds))
        .execute();
      return new Map(rows.map((row) => [row.message_id, recordOf(row)]));
    },

    /** The stored file behind a media id; null when its bytes are not here. */
    async storedById(id: number): Promise<StoredMediaRecord | null> {
      const row = await db
        .selectFrom('media as a')
        .innerJoin('media_file as f', 'f.sha256', 'a.sha256')
        .select(['a.id as mediaId', 'f.sha256', 'f.mime', 'f.bytes'])
        .where('a.id', '=', id)
        .where('a.state', '=', 'stored')
        .executeTakeFirst();
      return row ?? null;
    },

    /** The stored file of a message, for forwarding and trying again; null when its bytes are not here. */
    async storedOfMessage(messageId: MessageId): Promise<StoredMediaRecord | null> {
      const row = await db
        .selectFrom('media as a')
        .innerJoin('media_file as f', 'f.sha256', 'a.sha256')
        .select(['a.id as mediaId', 'f.sha256', 'f.mime', 'f.bytes'])
        .where('a.message_id', '=', messageId)
        .where('a.state', '=', 'stored')
        .executeTakeFirst();
      return row ?? null;
    },

    /** Downloads that may start now, oldest first. */
    async due(now: number, blocked: readonly ConnectionId[], limit: number): Promise<DueMedia[]> {
      return await db
        .selectFrom('media as a')
        .innerJoin('message as m', 'm.id', 'a.message_id')
        .innerJoin('connection as c', 'c.id', 'a.connection_id')
        .select([
          'a.id', 'a.message_id as messageId', 'm.conversation_id as conversationId', 'a.meta_id as metaId', 'a.url', 'a.told_sha256 as toldSha256',
          'a.told_mime as toldMime', 'a.attempts', 'a.created_at as createdAt', 'a.deadline_at as deadlineAt', 'a.connection_id as connectionId',
          'c.phone_number_id as phoneNumberId', 'c.waba_id as wabaId', 'c.graph_url as graphUrl', 'c.graph_version as graphVersion',
        ])
        // A literal, so that the planner sees that the partial index fits.
        .where(sql<boolean>`a.state = 'waiting'`)
        .where('a.next_at', '<=', now)
        .where('a.connection_id', 'not in', idList<ConnectionId>(blocked))
        .orderBy('a.next_at')
        .limit(limit)
        .execute();
    },

    /** When the next download is due (epoch ms); null when none waits. */
    async nextAt(blocked: readonly ConnectionId[]): Promise<number | null> {
      const row = await db
        .selectFrom('media')
        .select('next_at')
        .where(sql<boolean>`state = 'waiting'`)
        .where('next_at', 'is not', null)
        .where('connection_id', 'not in', idList<ConnectionId>(blocked))
        .orderBy('next_at')
        .limit(1)
        .executeTakeFirst();
      return row?.next_at ?? null;
    },

    /** Whether downloads of these numbers wait. */
    async anyWaiting(connectionIds: readonly ConnectionId[]): Promise<boolean> {
      const row = await db
        .selectFrom('media')
        .select('id')
        .where(sql<boolean>`state = 'waiting'`)
        .where('connection_id', 'in', idList<ConnectionId>(connectionIds))
        .limit(1)
        .executeTakeFirst();
      return row !== undefined;
    },

    /** Marks these as being downloaded. */
    async claim(ids: readonly number[]): Promise<void> {
      await db.updateTable('media').set({ state: 'downloading' }).where('id', 'in', idList(ids)).where('state', '=', 'waiting').execute();
    },

    /** Gives a download back untried: something must happen first that is not its fault. */
    async giveBack(id: number, nextAt: number): Promise<void> {
      await db.updateTable('media').set({ state: 'waiting', next_at: nextAt }).where('id', '=', id).where('state', '=', 'downloading').execute();
    },

    /** What an earlier process was downloading waits again. Says how many. */
    async giveBackAll(): Promise<number> {
      const result = await db.updateTable('media').set({ state: 'waiting' }).where('state', '=', 'downloading').executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    /** Makes everything that waits due now. */
    async bringForward(now: number): Promise<void> {
      await db.updateTable('media').set({ next_at: now }).where(sql<boolean>`state = 'waiting'`).where('next_at', '>', now).execute();
    },

    /** The bytes are here. Nothing changes when the message has another file by now. */
    async stored(id: number, sha256: string): Promise<void> {
      await db
        .updateTable('media')
        .set({ state: 'stored', sha256, next_at: null, failure: null })
        .where('id', '=', id)
        .where('state', '=', 'downloading')
        .execute();
    },

    /** It did not work: to be tried again at `nextAt`, or for good. */
    async notStored(id: number, code: MediaFailureCode, to: { readonly state: 'waiting'; readonly nextAt: number } | { readonly state: 'failed' | 'gone' }): Promise<void> {
      await db
        .updateTable('media')
        .set((eb) => ({
          state: to.state,
          next_at: to.state === 'waiting' ? to.nextAt : null,
          failure: failureJson(code),
          attempts: eb('attempts', '+', 1),
        }))
        .where('id', '=', id)
        .where('state', '=', 'downloading')
        .execute();
    },

    /** A stored file's bytes are missing on disk: it is fetched again where Meta may still have it. Says which messages that are. */
    async lost(sha256: string, now: number): Promise<{ readonly messageId: MessageId; readonly conversationId: ConversationId }[]> {
      const messages = await db
        .selectFrom('media as a')
        .innerJoin('message as m', 'm.id', 'a.message_id')
        .select(['a.message_id as messageId', 'm.conversation_id as conversationId'])
        .where('a.sha256', '=', sha256)
        .execute();
      const gone = failureJson('gone');
      await db
        .updateTable('media')
        .set({
          state: sql<'waiting' | 'gone'>`iif(meta_id is null, 'gone', 'waiting')`,
          next_at: sql<number | null>`iif(meta_id is null, null, ${now})`,
          failure: sql<string | null>`iif(meta_id is null, ${gone}, null)`,
          sha256: null,
          attempts: 0,
        })
        .where('sha256', '=', sha256)
        .execute();
      await db.deleteFrom('media_file').where('sha256', '=', sha256).execute();
      return messages;
    },

    /** Tries again now what waits, failed or is gone; it counts like any other try. Null when there is no such download, or nothing to get it by. */
    async retry(id: number, now: number): Promise<{ readonly messageId: MessageId; readonly conversationId: ConversationId } | null> {
      const row = await db
        .selectFrom('media as a')
        .innerJoin('message as m', 'm.id', 'a.message_id')
        .select(['a.message_id as messageId', 'm.conversation_id as conversationId'])
        .where('a.id', '=', id)
        .where((eb) => eb.or([eb('a.meta_id', 'is not', null), eb('a.url', 'is not', null)]))
        .executeTakeFirst();
      if (row === undefined) return null;
      await db
        .updateTable('media')
        .set({ state: 'waiting', next_at: now })
        .where('id', '=', id)
        .where('state', 'in', ['waiting', 'failed', 'gone'])
        .execute();
      return row;
    },

    async figures(): Promise<MediaFigures> {
      const states = await db.selectFrom('media').select(['state', (eb) => eb.fn.countAll<number>().as('n')]).groupBy('state').execute();
      const { bytes } = await db.selectFrom('media_file').select(sql<number>`coalesce(sum(bytes), 0)`.as('bytes')).executeTakeFirstOrThrow();
      const of = (...wanted: readonly string[]) => states.filter(({ state }) => wanted.includes(state)).reduce((sum, { n }) => sum + n, 0);
      return { waiting: of('waiting', 'downloading'), failed: of('failed', 'gone'), stored: of('stored'), bytes };
    },

    /** Messages with files of a conversation, newest first, without deleted ones; `before` is one of them. */
    async gallery(conversationId: ConversationId, before: { readonly at: number; readonly id: MessageId } | null, limit: number): Promise<GalleryRecord[]> {
      let query = db
        .selectFrom('message as m')
        .innerJoin('media as a', 'a.message_id', 'm.id')
        .select(['m.id as messageId', 'm.sort_at as at', 'm.kind', 'm.content'])
        .where('m.conversation_id', '=', conversationId)
        .where('m.kind', 'in', galleryKinds)
        .where(
          sql<boolean>`not exists (select 1 from message_deletion as d where d.connection_id = m.connection_id and d.target_wamid = m.wamid)`,
        )
        .orderBy('m.sort_at', 'desc')
        .orderBy('m.id', 'desc')
        .limit(limit);
      if (before !== null) query = query.where(sql<boolean>`(m.sort_at, m.id) < (${before.at}, ${before.id})`);
      return await query.execute();
    },

    /** Meta's id of a file that was uploaded from this number; null when it must be uploaded (again). */
    async upload(connectionId: ConnectionId, sha256: string, mime: string, now: number): Promise<string | null> {
      const row = await db
        .selectFrom('media_upload')
        .select('meta_id')
        .where('connection_id', '=', connectionId)
        .where('sha256', '=', sha256)
        .where('mime', '=', mime)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row?.meta_id ?? null;
    },

    async putUpload(upload: { readonly connectionId: ConnectionId; readonly sha256: string; readonly mime: string; readonly metaId: string; readonly expiresAt: number }): Promise<void> {
      const { connectionId, sha256, mime, metaId, expiresAt } = upload;
      await db
        .insertInto('media_upload')
        .values({ connection_id: connectionId, sha256, mime, meta_id: metaId, expires_at: expiresAt })
        .onConflict((conflict) => conflict.columns(['connection_id', 'sha256', 'mime']).doUpdateSet({ meta_id: metaId, expires_at: expiresAt }))
        .execute();
    },

    /** Meta does not know this id any more. */
    async dropUpload(connectionId: ConnectionId, metaId: string): Promise<void> {
      await db.deleteFrom('media_upload').where('connection_id', '=', connectionId).where('meta_id', '=', metaId).execute();
    },

    /** Forgets the file of a message that is taken away; the bytes go with the next sweep when nothing else needs them. */
    async forget(messageId: MessageId): Promise<void> {
      await db.deleteFrom('media').where('message_id', '=', messageId).execute();
    },

    /** Forgets the files of messages that are no more, and uploads that Meta no longer keeps. */
    async forgetStrays(now: number): Promise<void> {
      await db
        .deleteFrom('media')
        .where(({ not, exists, selectFrom }) => not(exists(selectFrom('message').select('message.id').whereRef('message.id', '=', 'media.message_id'))))
        .execute();
      await db.deleteFrom('media_upload').where('expires_at', '<=', now).execute();
    },
  };
}

async function noteAll(db: Queries, list: readonly NotedMedia[]): Promise<void> {
  const rows = list.map((media) => {
    const nowhere = media.metaId === null && media.url === null;
    return [
      media.connectionId, media.messageId, media.metaId, media.url, media.toldMime, media.toldSha256, nowhere ? 'gone' : 'waiting',
      nowhere ? null : media.createdAt, media.deadlineAt, nowhere ? failureJson('no_source') : null, media.createdAt,
    ];
  });
  // The same file told again changes nothing; an id takes the place of an address without one.
  await sql`INSERT INTO media (connection_id, message_id, meta_id, url, told_mime, told_sha256, state, next_at, deadline_at, failure, created_at)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10
    FROM json_each(${JSON.stringify(rows)}) WHERE true
    ON CONFLICT (message_id) DO UPDATE SET meta_id = excluded.meta_id, url = excluded.url, told_mime = excluded.told_mime,
      told_sha256 = excluded.told_sha256, state = excluded.state, attempts = 0, next_at = excluded.next_at, deadline_at = excluded.deadline_at,
      failure = excluded.failure, sha256 = NULL
    WHERE excluded.meta_id IS NOT media.meta_id OR (excluded.meta_id IS NULL AND excluded.url IS NOT media.url)`.execute(db);
}

function recordOf(row: {
  readonly id: number;
  readonly state: MediaTable['state'];
  readonly told_mime: string | null;
  readonly told_sha256: string | null;
  readonly told_bytes: number | null;
  readonly sha256: string | null;
  readonly deadline_at: number | null;
  readonly next_at: number | null;
  readonly failure: string | null;
  readonly mime: string | null;
  readonly bytes: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly duration_ms: number | null;
  readonly pages: number | null;
  readonly waveform: Uint8Array | null;
}): MediaRecord {
  const here = row.state === 'stored' && row.sha256 !== null;
  return {
    mediaId: row.id,
    state: row.state,
    // The hash makes the address another one in another data folder, so that a browser's cache never shows a stranger's file.
    url: here ? `/media/${row.id}/${row.sha256?.slice(0, 16) ?? ''}` : null,
    mime: row.mime ?? row.told_mime ?? 'application/octet-stream',
    bytes: row.bytes ?? row.told_bytes,
    width: row.width,
    height: row.height,
    durationMs: row.duration_ms,
    waveform: row.waveform === null ? null : [...row.waveform],
    pages: row.pages,
    deadlineAt: here ? null : row.deadline_at,
    nextTryAt: row.state === 'waiting' ? row.next_at : null,
    failure: row.failure === null ? null : mediaFailureWords(codeOf(row.failure)),
    hashMismatch: here && row.told_sha256 !== null && row.told_sha256 !== row.sha256,
  };
}

function failureJson(code: MediaFailureCode): string {
  return JSON.stringify({ code });
}

function codeOf(failure: string): string {
  const read = JSON.parse(failure) as { readonly code?: unknown };
  return typeof read.code === 'string' ? read.code : '';
}
