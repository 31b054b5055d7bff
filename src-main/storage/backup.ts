import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { WicketError } from '../domain/errors.ts';
import { databaseFile, openReader } from './sqlite.ts';
import { toStorageError } from './sqlite-errors.ts';

/** Pages copied at once: about 2 ms, then the event loop has its turn. */
const pagesAtOnce = 256;

/**
 * Copies the database of an open folder into one file (0600), as it is at this moment, while it is being written to. The file appears
 * only when it is whole. Rejects with `disk_full`, `folder_unusable` or `database_damaged`.
 */
export async function backupDatabase(folder: string, file: string): Promise<void> {
  const draft = `${file}.part`;
  try {
    closeSync(openSync(draft, 'w', 0o600));
  } catch (thrown) {
    throw new WicketError('folder_unusable', { cause: thrown });
  }
  const source = openReader(databaseFile(folder));
  try {
    // A read transaction holds this moment; without it every commit would make the copy begin anew.
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM sqlite_schema').get();
    await source.backup(draft, { progress: () => pagesAtOnce });
    flush(draft);
    renameSync(draft, file);
  } catch (thrown) {
    rmSync(draft, { force: true });
    throw toStorageError(thrown);
  } finally {
    source.close();
  }
}

function flush(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}
