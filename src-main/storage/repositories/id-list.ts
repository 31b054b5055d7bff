import { sql } from 'kysely';

/** A list of ids as one parameter, so that the statement's text stays the same whatever its length. */
export function idList<T extends number | string>(ids: readonly T[]) {
  return jsonList<T>(JSON.stringify(ids));
}

/** The same for a list that is JSON already. */
export function jsonList<T extends number | string>(json: string) {
  return sql<T>`(select value from json_each(${json}))`;
}
