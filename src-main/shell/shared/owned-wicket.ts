import type { ComposeOptions, Wicket } from '../../compose.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * Becomes the data folder's only owner, opens a core on it and answers the command line over its control socket. Closing the core
 * gives the folder free; `afterwards` then runs, as it does when nothing could be opened. Rejects with `folder_locked` when somebody
 * else owns the folder, and as `compose` does.
 */
export async function openOwned(
  compose: (options: ComposeOptions) => Promise<Wicket>,
  options: ComposeOptions,
  afterwards: () => Promise<void> = () => Promise.resolve(),
): Promise<Wicket> {
  let release = afterwards;
  try {
    const owner = await lockFolder(options.ports.paths.data);
    release = () => owner.release().finally(afterwards);
    const wicket = await compose(options);
    owner.serve((request) => wicket.operate(request));
    let closing: Promise<void> | undefined;
    return { ...wicket, close: () => (closing ??= wicket.close().finally(release)) };
  } catch (thrown) {
    options.ports.log.error('folder.not_opened', {}, thrown);
    await release();
    throw thrown;
  }
}
