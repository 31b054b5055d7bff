import { randomBytes } from 'node:crypto';
import type { Storage } from '../storage/storage.ts';

const key = 'folderTag';

/** The stored tag; null while none was made. */
export async function readFolderTag(settings: Storage['read']['settings']): Promise<string | null> {
  const tag = await settings.get(key);
  return typeof tag === 'string' ? tag : null;
}

/**
 * The tag that marks this data folder's messages in `biz_opaque_callback_data`, made on first use. Another folder that sends from the same number
 * has another one, so its message ids are not taken for ours.
 */
export async function folderTag(storage: Storage): Promise<string> {
  const known = await readFolderTag(storage.read.settings);
  if (known !== null) return known;
  return storage.write(async (tx) => {
    const made = (await readFolderTag(tx.settings)) ?? randomBytes(6).toString('hex');
    await tx.settings.set(key, made);
    return made;
  });
}
