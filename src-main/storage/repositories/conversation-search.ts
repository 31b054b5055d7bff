import { sql } from 'kysely';
import type { Queries } from '../storage.ts';
import { conversationRows, isClosing, isUnread } from './conversations.ts';
import type { ClosingRange, ConversationFilter, ConversationRecord, RowCursor } from './conversations.ts';
import { idList } from './id-list.ts';

/** From here on so many conversations fit that walking the list in its own order finds a page sooner than sorting all of them. */
const manyHits = 2500;

/** What a contact's search text must hold: every word. Already folded, see `domain/search-text`. */
export interface ConversationSearch extends ConversationFilter {
  readonly words: readonly string[];
  /** Also contacts with an identity of this match key: another spelling of the same number. */
  readonly matchKey: string | null;
  readonly closing: ClosingRange | null;
}

export interface SearchedPage {
  readonly records: readonly ConversationRecord[];
  /** How many conversations fit in all. */
  readonly total: number;
}

export type ConversationSearchRepository = ReturnType<typeof createConversationSearchRepository>;

/** Finds conversations by the name or number of their contact; newest first. */
export function createConversationSearchRepository(db: Queries) {
  function hits(search: ConversationSearch) {
    return db
      .selectFrom('conversation as c')
      .innerJoin('contact as p', 'p.id', 'c.contact_id')
      .where(fits(search))
      .$if(search.connectionId !== null, (query) => query.where('c.connection_id', '=', search.connectionId))
      .$if(search.unreadOnly, (query) => query.where(isUnread))
      .$if(search.closing !== null, (query) => query.where(search.closing === null ? sql<boolean>`true` : isClosing(search.closing)));
  }

  return {
    async page(search: ConversationSearch, after: RowCursor | null, limit: number): Promise<SearchedPage> {
      const found = await hits(search)
        .select('c.id')
        .limit(manyHits + 1)
        .execute();
      const few = found.length <= manyHits;
      const total = few ? found.length : (await hits(search).select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()).total;

      let query = conversationRows(db).orderBy('c.last_at', 'desc').orderBy('c.id', 'desc').limit(limit);
      if (few) query = query.where('c.id', 'in', idList(found.map(({ id }) => id)));
      else {
        query = query.where(fits(search));
        if (search.connectionId !== null) query = query.where('c.connection_id', '=', search.connectionId);
        if (search.unreadOnly) query = query.where(isUnread);
        if (search.closing !== null) query = query.where(isClosing(search.closing));
      }
      if (after !== null) query = query.where(sql<boolean>`(c.last_at, c.id) < (${after.at}, ${after.id})`);
      return { records: await query.execute(), total };
    },
  };
}

function fits({ words, matchKey }: ConversationSearch) {
  const all = sql.join(
    words.map((word) => sql`instr(p.search_text, ${word}) > 0`),
    sql` and `,
  );
  if (matchKey === null) return sql<boolean>`(${all})`;
  return sql<boolean>`(${all} or p.id in (select i.contact_id from identity i where i.match_key = ${matchKey}))`;
}
