import { zstdDecompressSync } from 'node:zlib';
import type { DeliveryId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';

/** Codecs of a stored body. */
export const codec = { plain: 0, zstd: 1 } as const;

/** Row of `journal_total` that holds the bytes of all kept bodies, as they are stored. */
export const bodyBytesTotal = 'body_bytes';

/** Names under which the tidying notes how far it has come, so that nobody has to read the whole journal. */
export const tidyNotes = { packed: '.journal.packedTo', cleared: '.journal.clearedTo' } as const;

/** One stored delivery, as the tidying of the journal looks at it. */
export interface StoredDelivery {
  readonly id: DeliveryId;
  readonly receivedAt: number;
  readonly split: boolean;
  readonly packed: boolean;
  readonly body: Uint8Array | null;
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

    /** The deliveries after this id, oldest first, with their bodies. */
    async after(id: DeliveryId | 0, limit: number): Promise<StoredDelivery[]> {
      const rows = await db
        .selectFrom('webhook_delivery')
        .select(['id', 'received_at', 'body', 'codec', 'split'])
        .where('id', '>', id as DeliveryId)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        receivedAt: row.received_at,
        split: row.split === 1,
        packed: row.codec === codec.zstd,
        body: row.body,
      }));
    },

    /** Puts the packed form in place of the plain one. Give `addBytes` the difference. */
    async setPacked(id: DeliveryId, packed: Uint8Array): Promise<void> {
      await db.updateTable('webhook_delivery').set({ body: packed, codec: codec.zstd }).where('id', '=', id).where('body', 'is not', null).execute();
    },

    /** Moves the running total of kept bytes. */
    async addBytes(bytes: number): Promise<void> {
      await db
        .insertInto('journal_total')
        .values({ outcome: bodyBytesTotal, items: bytes })
        .onConflict((conflict) => conflict.column('outcome').doUpdateSet((row) => ({ items: row('journal_total.items', '+', row.ref('excluded.items')) })))
        .execute();
    },

    /** Lets go of the bodies of these deliveries; items and outcomes stay. */
    async clear(from: DeliveryId, to: DeliveryId): Promise<void> {
      await db
        .updateTable('webhook_delivery')
        .set({ body: null, codec: codec.plain })
        .where('id', '>=', from)
        .where('id', '<=', to)
        .where('body', 'is not', null)
        .execute();
    },

    /** When the oldest kept body came (null when none is kept), and the bytes that they all take. */
    async kept(): Promise<{ oldestBodyAt: number | null; bodyBytes: number }> {
      const total = await db.selectFrom('journal_total').select('items').where('outcome', '=', bodyBytesTotal).executeTakeFirst();
      const note = await db.selectFrom('setting').select('value').where('key', '=', tidyNotes.cleared).executeTakeFirst();
      const oldest = await db
        .selectFrom('webhook_delivery')
        .select('received_at')
        .where('id', '>', Number(note?.value ?? 0) as DeliveryId)
        .where('body', 'is not', null)
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      return { oldestBodyAt: oldest?.received_at ?? null, bodyBytes: Math.max(0, total?.items ?? 0) };
    },
  };
}
