import { WicketError } from '../domain/errors.ts';
import type { Storage } from '../storage/storage.ts';

const key = 'folderWorld';

/** Marks a new folder as real or the sandbox's; rejects with `sandbox_folder_mixed` when the two would meet in one. */
export async function keepWorldsApart(storage: Pick<Storage, 'read' | 'write'>, world: 'real' | 'sandbox'): Promise<void> {
  const stored = await storage.read.settings.get(key);
  if (stored === world) return;
  if (stored === null || stored === undefined) {
    await storage.write((tx) => tx.settings.set(key, world));
    return;
  }
  throw new WicketError('sandbox_folder_mixed', {
    message:
      world === 'real' ? 'This data folder belongs to the sandbox.' : 'This data folder holds real conversations, so the sandbox stays out of it.',
    cure: world === 'real' ? 'Start with --sandbox, or use another data folder.' : 'Use another data folder for the sandbox.',
  });
}
