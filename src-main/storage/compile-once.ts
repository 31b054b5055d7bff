import type { CompiledQuery } from 'kysely';
import type { Queries } from './storage.ts';

/** A query whose text never changes, run with other values each time. */
export type CompiledRead<Args extends readonly unknown[], Row> = (db: Queries, ...args: Args) => Promise<Row[]>;

interface Plan<Row> {
  readonly query: CompiledQuery<Row>;
  /** For each parameter of the text the argument that it takes, or its constant value. */
  readonly parameters: readonly ({ readonly argument: number } | { readonly constant: unknown })[];
}

/**
 * Builds a query at its first use and keeps its text: for reads that run so often that building them costs as much as running them.
 * `build` may only hand its arguments on as values; it must not look at them.
 */
export function compileOnce<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => { compile(): CompiledQuery<Row> },
): CompiledRead<Args, Row> {
  let plan: Plan<Row> | undefined;
  return async (db, ...args) => {
    plan ??= planOf(build, db, args.length);
    const parameters = plan.parameters.map((from) => ('argument' in from ? args[from.argument] : from.constant));
    const { rows } = await db.executeQuery<Row>({ ...plan.query, parameters });
    return rows;
  };
}

/** Compiles with a mark in place of each argument, and sees where the marks end up. */
function planOf<Args extends readonly unknown[], Row>(
  build: (db: Queries, ...args: Args) => { compile(): CompiledQuery<Row> },
  db: Queries,
  count: number,
): Plan<Row> {
  const marks: unknown[] = Array.from({ length: count }, (_, i) => Symbol(`argument ${i}`));
  const query = build(db, ...(marks as unknown as Args)).compile();
  const parameters = query.parameters.map((parameter) => {
    const argument = marks.indexOf(parameter);
    return argument === -1 ? { constant: parameter } : { argument };
  });
  return { query, parameters };
}
