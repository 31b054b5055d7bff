import type { ComposeOptions, Wicket } from '../../compose.ts';
import type { Ports } from '../../ports.ts';
import { lockFolder } from './folder-lock.ts';
import type { LogFile } from './log.ts';

export interface OwnedOptions extends ComposeOptions {
  readonly ports: Ports & { readonly log: LogFile };
}

/**
 * Becomes the data folder's only owner, opens a core on it and answers the command line over its control socket. Closing the core
 * gives the folder free and ends the log. Rejects with `folder_locked` when somebody else owns it, and as `compose` does.
 */
export async function openOwned(compose: (options: ComposeOptions) => Promise<Wicket>, options: OwnedOptions): Promise<Wicket> {
  const { log, paths } = options.ports;
  try {
    const owner = await lockFolder(paths.data);
    try {
      const core = await compose(options);
      owner.serve((request) => core.operate(request));
      let closing: Promise<void> | undefined;
      const close = async (): Promise<void> => {
        await core.close();
        await owner.release();
        await log.close();
      };
      return { ...core, close: () => (closing ??= close()) };
    } catch (thrown) {
      await owner.release();
      throw thrown;
    }
  } catch (thrown) {
    log.error('core.open_failed', {}, thrown);
    await log.close();
    throw thrown;
  }
}
