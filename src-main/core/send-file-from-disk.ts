import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import type { FileGrant } from '../../src-preload/contract/content.ts';
import { WicketError } from '../domain/errors.ts';

/** Hands over a file that the person at the command line named by its absolute path. Rejects with `file_missing` when it cannot be read. */
export async function takeFromDisk(
  files: { take(bytes: AsyncIterable<Uint8Array>, about: { readonly name: string; readonly mime: string | null }): Promise<FileGrant> },
  path: string,
): Promise<FileGrant> {
  const facts = isAbsolute(path) ? await stat(path).catch(() => null) : null;
  if (facts?.isFile() !== true) throw new WicketError('file_missing', { message: 'There is no file of that name.', cure: 'Check the path.' });
  try {
    return await files.take(createReadStream(path), { name: basename(path), mime: null });
  } catch (thrown) {
    if ((thrown as { readonly code?: unknown }).code !== 'EACCES') throw thrown;
    throw new WicketError('file_missing', { message: 'The file may not be read.', cure: 'Check its permissions.', cause: thrown });
  }
}
