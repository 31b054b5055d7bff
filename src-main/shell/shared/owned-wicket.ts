import type { ComposeOptions, Wicket } from '../../compose.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * Becomes the data folder's only owner, opens a core on it and answers the command line over its control socket. Closing the core
 * gives the folder free, then runs `afterwards`, which also runs when nothing could be opened. Rejects with `folder_locked` when
 * somebody else owns the folder, and as `compose` does.
 */
export async function openOwned(
  compose: (options: ComposeOptions) => Promise<Wicket>,
  options: ComposeOptions,
  afterwards: () => Promise<void>,
): Promise<Wicket> {
  try {
    const owner = await lockFolder(options.ports.paths.data);
    try {
      const core = await compose(options);
      owner.serve((request) => core.operate(request));
      let closing: Promise<void> | undefined;
      const close = async (): Promise<void> => {
        await core.close();
        await owner.release();
        await afterwards();
      };
      return { ...core, close: () => (closing ??= close()) };
    } catch (thrown) {
      await owner.release();
      throw thrown;
    }
  } catch (thrown) {
    options.ports.log.error('core.open_failed', {}, thrown);
    await afterwards();
    throw thrown;
  }
}
