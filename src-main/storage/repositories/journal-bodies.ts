import { zstdDecompressSync } from 'node:zlib';
import { sql } from 'kysely';
import type { DeliveryId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

/** Codecs of a stored body. */
export const codec = { plain: 0, zstd: 1 } as const;

/** A body that can be packed, or let go. */
export interface StoredBody {
  readonly id: DeliveryId;
  readonly body: Uint8Array;
}

/** The webhook bodies that the journal keeps. */
export type JournalBodiesRepository = ReturnType<typeof createJournalBodiesRepository>;

export function createJournalBodiesRepository(db: Queries) {
  return {
    /** The body as it was received, byte for byte; null once retention has let it go, or when there was no such delivery. */
    async body(id: DeliveryId): Promise<Uint8Array | null> {
      const row = await db.selectFrom('webhook_delivery').select(['body', 'codec']).where('id', '=', id).executeTakeFirst();
      if (row === undefined || row.body === null) return null;
      return row.codec === codec.zstd ? zstdDecompressSync(row.body) : row.body;
    },

    /** Bodies that are split, unpacked and older than the time, after this id, oldest first. */
    async packable(after: DeliveryId, before: number, limit: number): Promise<StoredBody[]> {
      const rows = await db
        .selectFrom('webhook_delivery')
        .select(['id', 'body'])
        .where('id', '>', after)
        .where('received_at', '<', before)
        .where('split', '=', 1)
        .where('codec', '=', codec.plain)
        .where('body', 'is not', null)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.flatMap(({ id, body }) => (body === null ? [] : [{ id, body }]));
    },

    /** Puts the packed form in place of the plain one, unless that has been let go meanwhile. */
    async setPacked(id: DeliveryId, packed: Uint8Array): Promise<void> {
      await db
        .updateTable('webhook_delivery')
        .set({ body: packed, codec: codec.zstd })
        .where('id', '=', id)
        .where('codec', '=', codec.plain)
        .where('body', 'is not', null)
        .execute();
    },

    /** Lets go of the bodies up to this id that came before the time and are split; items and outcomes stay. Gives how many. */
    async clear(after: DeliveryId, upTo: DeliveryId, before: number): Promise<number> {
      const result = await db
        .updateTable('webhook_delivery')
        .set({ body: null, codec: codec.plain })
        .where('id', '>', after)
        .where('id', '<=', upTo)
        .where('received_at', '<', before)
        .where('split', '=', 1)
        .where('body', 'is not', null)
        .executeTakeFirst();
      return Number(result.numUpdatedRows);
    },

    /** When the oldest kept body came (null when none is kept), and the bytes that they all take. Reads every row. */
    async kept(): Promise<{ oldestBodyAt: number | null; bodyBytes: number }> {
      return db
        .selectFrom('webhook_delivery')
        .select([sql<number | null>`min(received_at)`.as('oldestBodyAt'), sql<number>`coalesce(sum(length(body)), 0)`.as('bodyBytes')])
        .where('body', 'is not', null)
        .executeTakeFirstOrThrow();
    },
  };
}
