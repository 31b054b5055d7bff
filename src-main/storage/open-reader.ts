import { existsSync } from 'node:fs';
import { WicketError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';
import { checkVersion } from './migrate.ts';
import { createQuerySession } from './queries.ts';
import { createRepositories, type Repositories } from './repositories/index.ts';
import { databaseFile, openReader } from './sqlite.ts';
import { createStatementCache } from './statement-cache.ts';

/** A data folder's database opened to look at only: works beside its owner and alone. */
export interface StorageReader {
  readonly schemaVersion: number;
  /** Repositories on one moment of the database: however long `work` takes, what is written meanwhile is not seen. */
  snapshot<T>(work: (read: Repositories) => Promise<T>): Promise<T>;
  close(): void;
}

/**
 * Opens without migrating. Throws `not_found` when the folder has no database, `database_newer`, `database_damaged`, `folder_unusable`;
 * a file that an older Wicket wrote is `folder_unusable` until Wicket has opened it once.
 */
export function openStorageReader({ folder, log }: { folder: string; log: Log }): StorageReader {
  const file = databaseFile(folder);
  if (!existsSync(file)) throw new WicketError('not_found', { message: 'There is no Wicket data in that folder.', cure: 'Check the folder.' });
  const db = openReader(file);
  try {
    const schemaVersion = checkVersion(db);
    const prepare = createStatementCache(db);
    return {
      schemaVersion,
      async snapshot(work) {
        const session = createQuerySession(prepare, log);
        db.exec('BEGIN');
        try {
          return await work(createRepositories(session.queries));
        } finally {
          session.end();
          db.exec('COMMIT');
        }
      },
      close: () => void db.close(),
    };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}
