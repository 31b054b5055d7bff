import { WicketError } from '../domain/errors.ts';

/** SQLite's own code of a thrown error, `SQLITE_FULL` for example; undefined when it is not one of SQLite's. */
export function sqliteCode(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || typeof thrown.code !== 'string') return undefined;
  return thrown.code.startsWith('SQLITE_') ? thrown.code : undefined;
}

/**
 * Gives what the person can act on a code of ours (`disk_full`, `database_damaged`, `folder_unusable`, `folder_locked`).
 * Everything else, broken constraints among it, stays as it was thrown.
 */
export function toStorageError(thrown: unknown): unknown {
  const code = sqliteCode(thrown);
  if (code === undefined) return thrown;
  const options = { cause: thrown, detail: { sqlite: code } };
  if (code === 'SQLITE_FULL') return new WicketError('disk_full', options);
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return new WicketError('database_damaged', options);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return new WicketError('folder_locked', options);
  if (/^SQLITE_(IOERR|READONLY|CANTOPEN|PERM|AUTH)/.test(code)) return new WicketError('folder_unusable', options);
  return thrown;
}
