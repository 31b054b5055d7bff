import { sql } from 'kysely';
import type { Queries } from '../storage.ts';
import type { ItemOutcome } from '../tables.ts';

/** The journal in numbers. A delivery that is not yet split counts as one waiting item. */
export interface JournalTotals {
  /** Webhook bodies acknowledged. */
  readonly deliveries: number;
  /** Of these, not yet split into items; contained in `waiting`. */
  readonly unsplit: number;
  /** Items: always the sum of the five below. */
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly ignored: number;
  readonly waiting: number;
  readonly quarantined: number;
}

export type JournalTotalsRepository = ReturnType<typeof createJournalTotalsRepository>;

export function createJournalTotalsRepository(db: Queries) {
  return {
    /** The running totals. */
    async get(): Promise<JournalTotals> {
      const rows = await db.selectFrom('journal_total').select(['outcome', 'items']).execute();
      return toTotals(new Map(rows.map((row) => [row.outcome, row.items])));
    },

    /** Moves running totals by these amounts, in the transaction that changes the rows. */
    async add(changes: Partial<Record<ItemOutcome | 'deliveries' | 'unsplit', number>>): Promise<void> {
      for (const [outcome, items] of Object.entries(changes)) {
        if (items === 0) continue;
        await db
          .updateTable('journal_total')
          .set((expression) => ({ items: expression('items', '+', items) }))
          .where('outcome', '=', outcome)
          .execute();
      }
    },

    /** Counts every row anew: what the running totals must agree with. Slow on a large journal. */
    async recount(): Promise<JournalTotals> {
      const deliveries = await db
        .selectFrom('webhook_delivery')
        .select([sql<number>`count(*)`.as('deliveries'), sql<number>`coalesce(sum(split = 0), 0)`.as('unsplit')])
        .executeTakeFirstOrThrow();
      const items = await db.selectFrom('webhook_item').select(['outcome', sql<number>`count(*)`.as('items')]).groupBy('outcome').execute();
      return toTotals(
        new Map<string, number>([
          ['deliveries', deliveries.deliveries],
          ['unsplit', deliveries.unsplit],
          ...items.map((row) => [row.outcome, row.items] as const),
        ]),
      );
    },
  };
}

function toTotals(counted: ReadonlyMap<string, number>): JournalTotals {
  const of = (outcome: string) => counted.get(outcome) ?? 0;
  const unsplit = of('unsplit');
  const outcomes = {
    applied: of('applied'),
    duplicate: of('duplicate'),
    ignored: of('ignored'),
    waiting: of('waiting') + unsplit,
    quarantined: of('quarantined'),
  };
  const received = Object.values(outcomes).reduce((sum, items) => sum + items, 0);
  return { deliveries: of('deliveries'), unsplit, received, ...outcomes };
}
