import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { WicketError } from '../domain/errors.ts';
import { toStorageError } from './sqlite-errors.ts';

/** The database's place in a data folder. SQLite keeps `-wal` and `-shm` beside it. */
export function databaseFile(folder: string): string {
  return join(folder, 'wicket.db');
}

/** Pages that each connection keeps in memory, in KiB. The system's own file cache does the rest. */
const cacheKib = 8 * 1024;
/** Pages of 4 KiB in the write-ahead log before they go into the file: fewer, larger checkpoints than SQLite's 1,000. */
const checkpointPages = 4000;

/**
 * Makes the folder (0700) and the file (0600) where they are missing; SQLite gives its side files the file's mode.
 * Throws `folder_unusable` when that cannot be done.
 */
export function makeDatabaseFile(folder: string): string {
  const file = databaseFile(folder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC') throw new WicketError('disk_full', { cause: thrown });
    throw new WicketError('folder_unusable', { cause: thrown });
  }
  return file;
}

/** The only connection that writes. */
export function openWriter(file: string): Database {
  return open(file, false, (db) => {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    db.pragma('secure_delete = ON');
    db.pragma(`wal_autocheckpoint = ${checkpointPages}`);
    db.pragma(`journal_size_limit = ${checkpointPages * 4096}`);
  });
}

/** A connection that cannot write. The writer must have been opened before, for the log's index file. */
export function openReader(file: string): Database {
  return open(file, true, (db) => {
    db.pragma('query_only = ON');
  });
}

function open(file: string, readonly: boolean, tune: (db: Database) => void): Database {
  let db: Database | undefined;
  try {
    db = new Sqlite(file, { readonly, fileMustExist: true, timeout: 5000 });
    db.pragma('foreign_keys = ON');
    db.pragma(`cache_size = -${cacheKib}`);
    db.pragma('temp_store = MEMORY');
    tune(db);
    return db;
  } catch (thrown) {
    db?.close();
    throw toStorageError(thrown);
  }
}
