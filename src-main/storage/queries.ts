import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Log } from '../ports.ts';
import { toStorageError } from './sqlite-errors.ts';
import type { StatementCache } from './statement-cache.ts';
import type { Queries } from './storage.ts';

/** A query above this is told in the log. */
const slowMs = 20;

/** Typed queries over one connection. `ended` makes them refuse: a statement must not slip out of its transaction. */
export interface QuerySession {
  readonly queries: Queries;
  end(): void;
}

export function createQuerySession(prepare: StatementCache, log: Log): QuerySession {
  const connection = new SynchronousConnection(prepare, log);
  return {
    queries: new Kysely({ dialect: new SynchronousDialect(connection) }),
    end: () => connection.end(),
  };
}

/** Every statement runs to its end before the next begins, so one connection serves all without a lock. */
class SynchronousAdapter extends SqliteAdapter {
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

class SynchronousDialect implements Dialect {
  readonly #connection: SynchronousConnection;

  constructor(connection: SynchronousConnection) {
    this.#connection = connection;
  }

  createDriver(): Driver {
    return new SynchronousDriver(this.#connection);
  }

  createQueryCompiler(): SqliteQueryCompiler {
    return new SqliteQueryCompiler();
  }

  createAdapter(): SqliteAdapter {
    return new SynchronousAdapter();
  }

  createIntrospector(db: Kysely<unknown>): SqliteIntrospector {
    return new SqliteIntrospector(db);
  }
}

class SynchronousConnection implements DatabaseConnection {
  readonly #prepare: StatementCache;
  readonly #log: Log;
  #ended = false;

  constructor(prepare: StatementCache, log: Log) {
    this.#prepare = prepare;
    this.#log = log;
  }

  end(): void {
    this.#ended = true;
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    if (this.#ended) throw new Error('A query came after the end of its transaction.');
    const startedAt = performance.now();
    try {
      const statement = this.#prepare(query.sql);
      if (statement.reader) return { rows: statement.all(...query.parameters) as Row[] };
      const { changes, lastInsertRowid } = statement.run(...query.parameters);
      return { rows: [], insertId: BigInt(lastInsertRowid), numAffectedRows: BigInt(changes) };
    } catch (thrown) {
      throw toStorageError(thrown);
    } finally {
      const tookMs = performance.now() - startedAt;
      if (tookMs > slowMs) this.#log.warn('storage.slow_query', { tookMs: Math.round(tookMs), sql: query.sql.slice(0, 300) });
    }
  }

  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error('Streams are not offered: a statement that stays open would hold back the checkpoint. Read by pages.');
  }
}

class SynchronousDriver implements Driver {
  readonly #connection: SynchronousConnection;

  constructor(connection: SynchronousConnection) {
    this.#connection = connection;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async beginTransaction(): Promise<void> {
    throw new Error('Transactions are begun by the unit of work only: storage.write(…).');
  }

  async commitTransaction(): Promise<void> {
    throw new Error('Transactions are ended by the unit of work only: storage.write(…).');
  }

  async rollbackTransaction(): Promise<void> {
    throw new Error('Transactions are ended by the unit of work only: storage.write(…).');
  }

  async releaseConnection(): Promise<void> {}

  async destroy(): Promise<void> {}
}
