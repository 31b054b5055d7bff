import type { Database } from 'better-sqlite3';
import type { Change } from '../domain/changes.ts';
import { WicketError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';
import { createQuerySession } from './queries.ts';
import { createRepositories } from './repositories/index.ts';
import { toStorageError } from './sqlite-errors.ts';
import { createStatementCache } from './statement-cache.ts';
import type { Lane, Storage, Transaction, WriteOptions } from './storage.ts';
import { createWriteQueue } from './write-queue.ts';

/** A unit above this is told in the log: everything else waited for it. */
const slowMs = 100;

/** A unit that has not ended after this is told as stuck: it waits for something that is not the database, or for another unit. */
const stuckMs = 10_000;

/** The writing connection and its queue. Everything that writes goes through one of these two doors. */
export interface UnitOfWork extends Pick<Storage, 'write' | 'onCommit'> {
  /** One durable transaction of prepared statements that runs without a pause. `settled` hears how it went, once it is on disk. */
  writeNow(lane: Lane, work: () => void, settled: (thrown?: unknown) => void): void;
  /** Refuses new work and resolves when the last has ended. */
  close(): Promise<void>;
}

export interface UnitOfWorkOptions {
  readonly db: Database;
  readonly log: Log;
  /** Blocks this long after each durable commit, as a slow disk would. For benchmarks. */
  readonly flushDelayMs: number;
}

export function createUnitOfWork({ db, log, flushDelayMs }: UnitOfWorkOptions): UnitOfWork {
  const prepare = createStatementCache(db);
  const begin = db.prepare('BEGIN IMMEDIATE');
  const commit = db.prepare('COMMIT');
  const rollback = db.prepare('ROLLBACK');
  const queue = createWriteQueue();
  const listeners = new Set<(changes: readonly Change[]) => void>();
  const delay = flushDelayMs > 0 ? new Int32Array(new SharedArrayBuffer(4)) : undefined;
  let flushes = true;
  let closed = false;

  /** `synchronous` cannot change inside a transaction. */
  function beginWith(durable: boolean): void {
    if (durable !== flushes) {
      db.pragma(durable ? 'synchronous = FULL' : 'synchronous = NORMAL');
      flushes = durable;
    }
    begin.run();
  }

  function end(durable: boolean): void {
    commit.run();
    if (durable && delay !== undefined) Atomics.wait(delay, 0, 0, flushDelayMs);
  }

  /** SQLite has rolled back by itself after some failures, a full disk among them. */
  function undo(): void {
    if (!db.inTransaction) return;
    try {
      rollback.run();
    } catch (thrown) {
      log.error('storage.rollback_failed', {}, thrown);
    }
  }

  function announce(changes: readonly Change[]): void {
    for (const listener of listeners) {
      try {
        listener(changes);
      } catch (thrown) {
        log.error('storage.commit_listener_failed', {}, thrown);
      }
    }
  }

  async function run<T>(work: (tx: Transaction) => Promise<T>, durable: boolean, changes: Change[]): Promise<T> {
    const session = createQuerySession(prepare, log);
    try {
      beginWith(durable);
      const value = await work({ ...createRepositories(session.queries), changed: (change) => void changes.push(change) });
      session.end();
      end(durable);
      return value;
    } catch (thrown) {
      session.end();
      undo();
      throw toStorageError(thrown);
    }
  }

  function write<T>(work: (tx: Transaction) => Promise<T>, options: WriteOptions = {}): Promise<T> {
    const { lane = 'normal', durable = true } = options;
    if (closed) return Promise.reject(folderClosed());
    return new Promise<T>((resolve, reject) => {
      queue.add(lane, async () => {
        const changes: Change[] = [];
        const startedAt = performance.now();
        const stuck = setTimeout(() => log.error('storage.write_stuck', { lane }), stuckMs);
        stuck.unref();
        try {
          const value = await run(work, durable, changes);
          if (changes.length > 0) announce(changes);
          resolve(value);
        } catch (thrown) {
          reject(thrown);
        } finally {
          clearTimeout(stuck);
        }
        const tookMs = performance.now() - startedAt;
        if (tookMs > slowMs) log.warn('storage.slow_write', { lane, tookMs: Math.round(tookMs) });
      });
    });
  }

  function writeNow(lane: Lane, work: () => void, settled: (thrown?: unknown) => void): void {
    queue.add(lane, () => {
      try {
        beginWith(true);
        work();
        end(true);
      } catch (thrown) {
        undo();
        settled(toStorageError(thrown));
        return;
      }
      settled();
    });
  }

  return {
    write,
    writeNow,
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      await queue.idle();
    },
  };
}

/** What a caller gets who comes after `close`. */
export function folderClosed(): WicketError {
  return new WicketError('internal', { message: 'The data folder is closed.', cure: 'Start Wicket again.' });
}
