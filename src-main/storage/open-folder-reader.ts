import { existsSync } from 'node:fs';
import { WicketError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';
import { migrations } from './migrate.ts';
import { createQuerySession } from './queries.ts';
import { createRepositories, type Repositories } from './repositories/index.ts';
import { databaseFile, openReader } from './sqlite.ts';
import { createStatementCache } from './statement-cache.ts';

/** A data folder that is only read; its owner may be running beside. */
export interface StorageReader {
  readonly read: Repositories;
  close(): void;
}

/**
 * Opens the database of a data folder for reading. Throws `folder_unusable` where there is none, `database_newer` where another version
 * wrote it, `database_damaged` where it is not one.
 */
export function openFolderReader({ folder, log }: { readonly folder: string; readonly log: Log }): StorageReader {
  const file = databaseFile(folder);
  if (!existsSync(file)) {
    throw new WicketError('folder_unusable', { message: `${folder} is not a data folder of Wicket.`, cure: 'Check the path given with --data.' });
  }
  const db = openReader(file);
  const latest = migrations.at(-1)?.version ?? 0;
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version !== latest) {
    db.close();
    if (version > latest) throw new WicketError('database_newer');
    throw new WicketError('folder_unusable', {
      message: 'The data folder was written by an older Wicket.',
      cure: 'Start Wicket on it once, which brings it up to date.',
    });
  }
  return { read: createRepositories(createQuerySession(createStatementCache(db), log).queries), close: () => void db.close() };
}
