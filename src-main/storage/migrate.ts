import { chmodSync, copyFileSync, constants, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { WicketError } from '../domain/errors.ts';
import * as first from './migrations/0010-first.ts';
import * as media from './migrations/0020-media.ts';
import { toStorageError } from './sqlite-errors.ts';

/** One step of the schema. Numbered in tens; frozen once released. */
export interface Migration {
  readonly version: number;
  /** Rewrites so much that a copy of the file is kept before it. */
  readonly heavy?: boolean;
  up(db: Database): void;
}

/** All steps, oldest first. A new one is added at the end. */
export const migrations: readonly Migration[] = [first, media];

/** Marks the file as ours in SQLite's header: "Wckt". */
const applicationId = 0x57_63_6b_74;

export interface Migrated {
  readonly from: number;
  readonly to: number;
  /** The copy that was kept; null when no pending step was heavy. */
  readonly copy: string | null;
}

/**
 * Brings the database to the newest step: all pending ones in one transaction, the version number last. Throws `database_newer` when a
 * newer program wrote it, `database_damaged` when it cannot be read, `folder_unusable` when it is some other program's database.
 */
export function migrate(db: Database, steps: readonly Migration[] = migrations): Migrated {
  try {
    const from = pragmaNumber(db, 'user_version');
    const to = steps.at(-1)?.version ?? 0;
    checkOwner(db, from);
    if (from > to) throw new WicketError('database_newer', { detail: { found: from, known: to } });
    const pending = steps.filter((step) => step.version > from);
    const copy = from > 0 && pending.some((step) => step.heavy === true) ? keepCopy(db, from) : null;
    if (pending.length > 0) {
      db.transaction(() => {
        for (const step of pending) step.up(db);
        db.pragma(`application_id = ${applicationId}`);
        db.pragma(`user_version = ${to}`);
      }).exclusive();
    }
    return { from, to, copy };
  } catch (thrown) {
    throw toStorageError(thrown);
  }
}

/** The version of a database that is looked at only, and so must be as new as the program. Throws as `migrate` does. */
export function checkVersion(db: Database, steps: readonly Migration[] = migrations): number {
  try {
    const found = pragmaNumber(db, 'user_version');
    const known = steps.at(-1)?.version ?? 0;
    checkOwner(db, found);
    if (found > known) throw new WicketError('database_newer', { detail: { found, known } });
    if (found < known) {
      throw new WicketError('folder_unusable', {
        message: 'The data folder was written by an older Wicket and has not been brought up to date yet.',
        cure: 'Start Wicket on it once.',
        detail: { found, known },
      });
    }
    return found;
  } catch (thrown) {
    throw toStorageError(thrown);
  }
}

function checkOwner(db: Database, version: number): void {
  const owner = pragmaNumber(db, 'application_id');
  const tables = db.prepare<[], { n: number }>('SELECT count(*) AS n FROM sqlite_schema').get()?.n ?? 0;
  const foreign = owner === 0 ? version > 0 || tables > 0 : owner !== applicationId;
  if (foreign) {
    throw new WicketError('folder_unusable', {
      message: 'The database in this folder belongs to another program.',
      cure: 'Choose another data folder.',
    });
  }
}

/** The log is emptied into the file first, so that the file alone is the whole database. */
function keepCopy(db: Database, version: number): string {
  db.pragma('wal_checkpoint(TRUNCATE)');
  const copy = `${db.name}.before-${version}`;
  try {
    copyFileSync(db.name, copy, constants.COPYFILE_FICLONE);
    chmodSync(copy, 0o600);
    return copy;
  } catch (thrown) {
    rmSync(copy, { force: true });
    const full = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
    throw new WicketError(full ? 'disk_full' : 'folder_unusable', { cause: thrown });
  }
}

function pragmaNumber(db: Database, name: string): number {
  return Number(db.pragma(name, { simple: true }));
}
