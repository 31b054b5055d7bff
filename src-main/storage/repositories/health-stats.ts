import { sql } from 'kysely';
import type { Queries } from '../storage.ts';

export interface DatabaseFigures {
  readonly bytes: number;
  readonly messages: number;
  readonly conversations: number;
  readonly contacts: number;
}

export interface OutboxFigures {
  readonly queued: number;
  readonly sending: number;
  readonly unsure: number;
  readonly failed: number;
  /** When the next queued thing is tried (epoch ms); null when nothing is queued. */
  readonly nextTryAt: number | null;
}

export interface NoticeRecord {
  readonly at: number;
  readonly field: string;
  /** JSON as Meta gave it. */
  readonly content: string;
}

export type HealthStatsRepository = ReturnType<typeof createHealthStatsRepository>;

/** The figures of the health page. */
export function createHealthStatsRepository(db: Queries) {
  return {
    async database(): Promise<DatabaseFigures> {
      const sizes = await sql<{ pages: number; size: number }>`
        select (select page_count from pragma_page_count) as pages, (select page_size from pragma_page_size) as size
      `.execute(db);
      const row = sizes.rows[0];
      const counted = await db
        .selectNoFrom([
          db.selectFrom('conversation').select(sql<number>`coalesce(sum(message_count), 0)`.as('n')).as('messages'),
          db.selectFrom('conversation').select((eb) => eb.fn.countAll<number>().as('n')).as('conversations'),
          db.selectFrom('contact').select((eb) => eb.fn.countAll<number>().as('n')).as('contacts'),
        ])
        .executeTakeFirstOrThrow();
      return {
        bytes: row === undefined ? 0 : row.pages * row.size,
        messages: counted.messages ?? 0,
        conversations: counted.conversations ?? 0,
        contacts: counted.contacts ?? 0,
      };
    },

    async outbox(): Promise<OutboxFigures> {
      const states = await db
        .selectFrom('outbox')
        .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
        .where('kind', '=', 'message')
        .groupBy('state')
        .execute();
      const troubles = await db
        .selectFrom('message')
        .select(['state', (eb) => eb.fn.countAll<number>().as('n')])
        // Literals, so that the planner sees that the partial index fits.
        .where(sql<boolean>`state in ('unsure', 'failed')`)
        .groupBy('state')
        .execute();
      const { nextTryAt } = await db
        .selectFrom('outbox')
        .select((eb) => eb.fn.min<number | null>('next_at').as('nextTryAt'))
        .where(sql<boolean>`state = 'queued'`)
        .executeTakeFirstOrThrow();
      const of = (rows: readonly { state: string | null; n: number }[], state: string) =>
        rows.find((row) => row.state === state)?.n ?? 0;
      return {
        // What is held waits for its cure, and goes out then.
        queued: of(states, 'queued') + of(states, 'held'),
        sending: of(states, 'sending'),
        unsure: of(troubles, 'unsure'),
        failed: of(troubles, 'failed'),
        nextTryAt,
      };
    },

    /** What Meta told about the account, newest first. */
    async notices(limit: number): Promise<NoticeRecord[]> {
      return await db.selectFrom('notice').select(['at', 'field', 'content']).orderBy('at', 'desc').limit(limit).execute();
    },
  };
}
