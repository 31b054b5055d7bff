import type { Database, Statement } from 'better-sqlite3';

export type CachedStatement = Statement<unknown[], unknown>;

/** Gives the prepared statement of a text, preparing each text once. */
export type StatementCache = (sql: string) => CachedStatement;

/** Texts come from code, so their number is bounded but for lists of varying length: beyond this the oldest goes. */
const most = 400;

/** Kysely's own driver prepares each statement anew, which costs more than running a small one. */
export function createStatementCache(db: Database): StatementCache {
  const statements = new Map<string, CachedStatement>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement: CachedStatement = db.prepare<unknown[], unknown>(sql);
    if (statements.size >= most) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest);
        break;
      }
    }
    statements.set(sql, statement);
    return statement;
  };
}
