import { sql } from 'kysely';
import type { Queries } from '../storage.ts';
import { conversationRows, isClosing, isUnread } from './conversations.ts';
import type { ClosingRange, ConversationFilter, ConversationRecord, RowCursor } from './conversations.ts';

/** From here on so many contacts fit that walking the list in its own order finds a page sooner than sorting all of them. */
const manyHits = 2500;

/** What a contact's search text must hold: every word. Already folded, see `domain/search-text`. */
export interface ConversationSearch extends ConversationFilter {
  readonly words: readonly string[];
  /** Also contacts with an identity of this match key: another spelling of the same number. */
  readonly matchKey: string | null;
  readonly closing: ClosingRange | null;
}

export type ConversationSearchRepository = ReturnType<typeof createConversationSearchRepository>;

/** Finds conversations by the name or number of their contact; newest first. */
export function createConversationSearchRepository(db: Queries) {
  return {
    /** How many conversations fit. */
    async count(search: ConversationSearch): Promise<number> {
      // A scan of the names costs less than a look-up per conversation, so it goes first.
      let query = db
        .with((cte) => cte('hit').materialized(), () => hits(db, search))
        .selectFrom('hit')
        .innerJoin('conversation as c', 'c.contact_id', 'hit.id')
        .select((eb) => eb.fn.countAll<number>().as('total'));
      if (search.connectionId !== null) query = query.where('c.connection_id', '=', search.connectionId);
      if (search.unreadOnly) query = query.where(isUnread);
      if (search.closing !== null) query = query.where(isClosing(search.closing));
      const { total } = await query.executeTakeFirstOrThrow();
      return total;
    },

    /** One page of what fits; `total` comes from `count` and chooses the way. */
    async page(search: ConversationSearch, total: number, after: RowCursor | null, limit: number): Promise<ConversationRecord[]> {
      let query = conversationRows(db).orderBy('c.last_at', 'desc').orderBy('c.id', 'desc').limit(limit);
      query =
        total > manyHits
          ? query.where(fits(search))
          : query.where(
              'c.id',
              'in',
              db
                .with((cte) => cte('hit').materialized(), () => hits(db, search))
                .selectFrom('hit')
                .innerJoin('conversation as v', 'v.contact_id', 'hit.id')
                .select('v.id'),
            );
      if (search.connectionId !== null) query = query.where('c.connection_id', '=', search.connectionId);
      if (search.unreadOnly) query = query.where(isUnread);
      if (search.closing !== null) query = query.where(isClosing(search.closing));
      if (after !== null) query = query.where(sql<boolean>`(c.last_at, c.id) < (${after.at}, ${after.id})`);
      return await query.execute();
    },
  };
}

function hits(db: Queries, search: ConversationSearch) {
  return db.selectFrom('contact as p').select('p.id').where(fits(search));
}

function fits(search: ConversationSearch) {
  const words = sql.join(
    search.words.map((word) => sql`instr(p.search_text, ${word}) > 0`),
    sql` and `,
  );
  if (search.matchKey === null) return sql<boolean>`(${words})`;
  return sql<boolean>`(${words} or p.id in (select i.contact_id from identity i where i.match_key = ${search.matchKey}))`;
}
