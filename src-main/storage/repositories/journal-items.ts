import { zstdDecompressSync } from 'node:zlib';
import { type RawBuilder, sql } from 'kysely';
import type { ConnectionId, DeliveryId, PhoneNumberId } from '../../domain/ids.ts';
import type { Queries } from '../storage.ts';
import type { ItemOutcome } from '../tables.ts';
import { codec } from './journal-bodies.ts';
import { idList } from './conversations.ts';

/** A webhook body on its way into items. */
export interface WaitingDelivery {
  readonly id: DeliveryId;
  readonly receivedAt: number;
  /** As received; null once retention has let it go. */
  readonly body: Uint8Array | null;
}

export interface ItemRow {
  readonly deliveryId: DeliveryId;
  readonly ordinal: number;
  readonly kind: string;
  readonly phoneNumberId: string | null;
  readonly key: string | null;
  readonly outcome: ItemOutcome;
  readonly reason: string | null;
}

/** Which settled items to run again. */
export type ItemSelection = 'waiting' | 'unsettled' | { readonly phoneNumberId: string };

/** Bodies that are read at once (bytes); Meta's largest is 3 MB. */
const mostBytes = 2 * 1024 * 1024;

/** Items of the journal and what became of them: ingest's side. */
export type JournalItemsRepository = ReturnType<typeof createJournalItemsRepository>;

export function createJournalItemsRepository(db: Queries) {
  /** Ids of the next deliveries whose bodies together are not too large; at least one. */
  async function few(condition: RawBuilder<unknown>, after: number, limit: number): Promise<DeliveryId[]> {
    const { rows } = await sql<{ id: DeliveryId; bytes: number }>`SELECT id, coalesce(length(body), 0) AS bytes FROM webhook_delivery
      WHERE ${condition} AND id > ${after} ORDER BY id LIMIT ${limit}`.execute(db);
    let bytes = 0;
    const ids: DeliveryId[] = [];
    for (const row of rows) {
      bytes += row.bytes;
      if (ids.length > 0 && bytes > mostBytes) break;
      ids.push(row.id);
    }
    return ids;
  }

  async function bodies(ids: readonly DeliveryId[]): Promise<WaitingDelivery[]> {
    if (ids.length === 0) return [];
    const rows = await db
      .selectFrom('webhook_delivery')
      .select(['id', 'received_at', 'body', 'codec'])
      .where('id', 'in', idList<DeliveryId>(ids))
      .orderBy('id')
      .execute();
    return rows.map(unpacked);
  }

  return {
    /** Deliveries not yet split, oldest first, after this id; as many as fit into memory easily. */
    async unsplit(after: number, limit: number): Promise<WaitingDelivery[]> {
      return await bodies(await few(sql`split = 0`, after, limit));
    },

    /** Split deliveries whose bodies are still kept, oldest first, after this id; as many as fit into memory easily. */
    async kept(after: number, limit: number): Promise<DeliveryId[]> {
      return await few(sql`split = 1 AND body IS NOT NULL`, after, limit);
    },

    /** Deliveries by id, oldest first. */
    deliveries: bodies,

    /** Deliveries that hold items of the selection, oldest first, after this id. */
    async deliveriesWith(selection: ItemSelection, after: number, limit: number): Promise<DeliveryId[]> {
      const condition =
        selection === 'waiting' ? sql`outcome = 'waiting'` : selection === 'unsettled'
          ? sql`outcome IN ('waiting', 'quarantined')`
          : sql`reason = 'unknown_number' AND phone_number_id = ${selection.phoneNumberId}`;
      const { rows } = await sql<{ id: DeliveryId }>`SELECT DISTINCT delivery_id AS id FROM webhook_item
        WHERE ${condition} AND delivery_id > ${after} ORDER BY delivery_id LIMIT ${limit}`.execute(db);
      return rows.map(({ id }) => id);
    },

    async itemsOf(ids: readonly DeliveryId[]): Promise<ItemRow[]> {
      return await db
        .selectFrom('webhook_item')
        .select(['delivery_id as deliveryId', 'ordinal', 'kind', 'phone_number_id as phoneNumberId', 'key', 'outcome', 'reason'])
        .where('delivery_id', 'in', idList<DeliveryId>(ids))
        .execute();
    },

    /** Numbers that are connected. */
    async connections(): Promise<{ id: ConnectionId; phoneNumberId: PhoneNumberId }[]> {
      return await db.selectFrom('connection').select(['id', 'phone_number_id as phoneNumberId']).execute();
    },

    /** Stores what became of items, marks these deliveries as split, and moves the running totals by the difference. */
    async record(items: readonly ItemRow[], split: readonly DeliveryId[]): Promise<void> {
      if (items.length === 0) return;
      const list = JSON.stringify(items.map((i) => [i.deliveryId, i.ordinal, i.kind, i.phoneNumberId, i.key, i.outcome, i.reason]));
      const change = new Map<string, number>([['unsplit', -split.length]]);
      for (const { outcome } of items) change.set(outcome, (change.get(outcome) ?? 0) + 1);
      const { rows: before } = await sql<{ outcome: string; n: number }>`SELECT i.outcome, count(*) AS n FROM json_each(${list}) AS j
        CROSS JOIN webhook_item AS i ON i.delivery_id = j.value ->> 0 AND i.ordinal = j.value ->> 1 GROUP BY i.outcome`.execute(db);
      for (const { outcome, n } of before) change.set(outcome, (change.get(outcome) ?? 0) - n);

      await sql`INSERT INTO webhook_item (delivery_id, ordinal, kind, phone_number_id, key, outcome, reason)
        SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6 FROM json_each(${list}) WHERE true
        ON CONFLICT (delivery_id, ordinal) DO UPDATE SET kind = excluded.kind, phone_number_id = excluded.phone_number_id, key = excluded.key,
          outcome = excluded.outcome, reason = excluded.reason`.execute(db);
      if (split.length > 0) await db.updateTable('webhook_delivery').set({ split: 1 }).where('id', 'in', idList<DeliveryId>(split)).execute();
      const moved = JSON.stringify([...change].filter(([, n]) => n !== 0));
      await sql`UPDATE journal_total SET items = items + (j.value ->> 1) FROM json_each(${moved}) AS j WHERE journal_total.outcome = j.value ->> 0`.execute(db);
    },
  };
}

function unpacked(row: { id: DeliveryId; received_at: number; body: Uint8Array | null; codec: 0 | 1 }): WaitingDelivery {
  const body = row.body !== null && row.codec === codec.zstd ? zstdDecompressSync(row.body) : row.body;
  return { id: row.id, receivedAt: row.received_at, body };
}
