import { randomBytes } from 'node:crypto';
import { WicketError } from '../domain/errors.ts';
import type { Storage } from '../storage/storage.ts';

export interface FolderIdentity {
  /** Random, made with the folder: tells its messages from those of another folder on the same number. */
  readonly tag: string;
}

const key = '.folder.identity';

/** Reads or makes the folder's identity. Rejects with `sandbox_folder_mixed` when sandbox and real data would meet in one folder. */
export async function folderIdentity(storage: Pick<Storage, 'read' | 'write'>, world: 'real' | 'sandbox'): Promise<FolderIdentity> {
  const stored = asIdentity(await storage.read.settings.get(key));
  if (stored === null) {
    const tag = randomBytes(6).toString('hex');
    await storage.write((tx) => tx.settings.set(key, { tag, world }));
    return { tag };
  }
  if (stored.world !== world) {
    throw new WicketError('sandbox_folder_mixed', {
      message: world === 'real' ? 'This data folder belongs to the sandbox.' : 'This data folder holds real conversations, so the sandbox stays out of it.',
      detail: { folder: stored.world },
    });
  }
  return { tag: stored.tag };
}

function asIdentity(value: unknown): { readonly tag: string; readonly world: string } | null {
  if (typeof value !== 'object' || value === null || !('tag' in value) || !('world' in value)) return null;
  const { tag, world } = value;
  return typeof tag === 'string' && typeof world === 'string' ? { tag, world } : null;
}
