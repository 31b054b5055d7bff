import type { Database } from 'better-sqlite3';
import type { Clock, Log } from '../ports.ts';
import { createJournal } from './journal-append.ts';
import { migrate } from './migrate.ts';
import { createQuerySession } from './queries.ts';
import { createRepositories } from './repositories/index.ts';
import { makeDatabaseFile, openReader, openWriter } from './sqlite.ts';
import { createStatementCache } from './statement-cache.ts';
import type { Storage } from './storage.ts';
import { createUnitOfWork } from './unit-of-work.ts';

export interface OpenStorageOptions {
  /** The data folder; made when it is missing. */
  readonly folder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Blocks this long after each durable commit, as a slow disk would. For benchmarks. */
  readonly flushDelayMs?: number;
}

/**
 * Opens the database of a data folder, making or migrating it. Throws `folder_unusable`, `database_newer`, `database_damaged` or
 * `disk_full`. The folder's lock is the caller's business.
 */
export async function openStorage({ folder, log, flushDelayMs = 0 }: OpenStorageOptions): Promise<Storage> {
  const file = makeDatabaseFile(folder);
  const writer = openWriter(file);
  let reader: Database | undefined;
  try {
    const { from, to } = migrate(writer);
    if (from !== to) log.info('storage.migrated', { from, to });
    reader = openReader(file);
    return assemble(writer, reader, to, log, flushDelayMs);
  } catch (thrown) {
    reader?.close();
    writer.close();
    throw thrown;
  }
}

function assemble(writer: Database, reader: Database, schemaVersion: number, log: Log, flushDelayMs: number): Storage {
  const work = createUnitOfWork({ db: writer, log, flushDelayMs });
  const journal = createJournal(writer, work, log);
  let closing: Promise<void> | undefined;

  async function close(): Promise<void> {
    journal.close();
    await work.close();
    reader.close();
    try {
      // Somebody who reads the folder from outside may hold the log back; whoever opens it next empties it then.
      writer.pragma('busy_timeout = 250');
      writer.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      writer.close();
    }
  }

  return {
    read: createRepositories(createQuerySession(createStatementCache(reader), log).queries),
    write: work.write,
    onCommit: work.onCommit,
    journal,
    schemaVersion,
    close: () => (closing ??= close()),
  };
}
