import { sql } from 'kysely';
import type { Queries } from '../storage.ts';

/** What the doctor counts anew, row by row, instead of believing the running totals. */
export interface DoctorFigures {
  readonly journal: {
    readonly deliveries: number;
    readonly unsplit: number;
    readonly outcomes: Readonly<Record<string, number>>;
    /** The running totals, for comparison. */
    readonly totals: Readonly<Record<string, number>>;
  };
  readonly database: {
    /** `ok`, or SQLite's first finding. */
    readonly integrity: string;
    readonly brokenReferences: number;
    readonly bytes: number;
    readonly schemaVersion: number;
    readonly connections: number;
    readonly conversations: number;
    readonly contacts: number;
    readonly messages: number;
  };
  readonly outbox: { readonly queued: number; readonly sending: number; readonly held: number; readonly unsure: number; readonly failed: number };
  /** Connections whose token Meta refused, by our id. */
  readonly refusedTokens: readonly number[];
}

/** Counts and checks the whole database; takes time in proportion to its size. */
export function createDoctorRepository(db: Queries) {
  const count = async (table: 'webhook_delivery' | 'connection' | 'conversation' | 'contact' | 'message'): Promise<number> => {
    const row = await db.selectFrom(table).select((of) => of.fn.countAll<number>().as('n')).executeTakeFirstOrThrow();
    return row.n;
  };
  const pragma = async (name: 'page_count' | 'page_size' | 'user_version'): Promise<number> => {
    const { rows } = await sql<Record<string, number>>`PRAGMA ${sql.raw(name)}`.execute(db);
    return rows[0]?.[name] ?? 0;
  };

  return {
    async examine(): Promise<DoctorFigures> {
      const outcomes = await db
        .selectFrom('webhook_item')
        .select((of) => ['outcome', of.fn.countAll<number>().as('n')])
        .groupBy('outcome')
        .execute();
      const totals = await db.selectFrom('journal_total').selectAll().execute();
      const unsplit = await db
        .selectFrom('webhook_delivery')
        .select((of) => of.fn.countAll<number>().as('n'))
        .where('split', '=', 0)
        .executeTakeFirstOrThrow();
      const integrity = await sql<{ quick_check: string }>`PRAGMA quick_check(1)`.execute(db);
      const broken = await sql`PRAGMA foreign_key_check`.execute(db);
      const outbox = await db
        .selectFrom('outbox')
        .select((of) => ['state', of.fn.countAll<number>().as('n')])
        .where('kind', '=', 'message')
        .groupBy('state')
        .execute();
      const states = await db
        .selectFrom('message')
        .select((of) => ['state', of.fn.countAll<number>().as('n')])
        .where('state', 'in', ['unsure', 'failed'])
        .groupBy('state')
        .execute();
      const refused = await db.selectFrom('connection').select('id').where('token_refused_at', 'is not', null).execute();
      const inOutbox = (state: string): number => outbox.find((row) => row.state === state)?.n ?? 0;
      return {
        journal: {
          deliveries: await count('webhook_delivery'),
          unsplit: unsplit.n,
          outcomes: Object.fromEntries(outcomes.map((row) => [row.outcome, row.n])),
          totals: Object.fromEntries(totals.map((row) => [row.outcome, row.items])),
        },
        database: {
          integrity: integrity.rows[0]?.quick_check ?? 'no answer',
          brokenReferences: broken.rows.length,
          bytes: (await pragma('page_count')) * (await pragma('page_size')),
          schemaVersion: await pragma('user_version'),
          connections: await count('connection'),
          conversations: await count('conversation'),
          contacts: await count('contact'),
          messages: await count('message'),
        },
        outbox: {
          queued: inOutbox('queued'),
          sending: inOutbox('sending'),
          held: inOutbox('held'),
          unsure: states.find((row) => row.state === 'unsure')?.n ?? 0,
          failed: states.find((row) => row.state === 'failed')?.n ?? 0,
        },
        refusedTokens: refused.map((row) => row.id),
      };
    },
  };
}
