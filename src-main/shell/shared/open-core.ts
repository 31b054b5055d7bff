import type { ComposeOptions, Wicket } from '../../compose.ts';
import type { Ports } from '../../ports.ts';
import { lockFolder } from './folder-lock.ts';
import type { LogFile } from './log.ts';
import { keepYoungMemorySmall } from './young-memory.ts';

export interface OwnedOptions extends ComposeOptions {
  readonly ports: Ports & { readonly log: LogFile };
}

/**
 * Becomes the data folder's only owner, runs a core on it and answers the command line over its control socket. Closing the core
 * gives the folder free and ends the log. Rejects with `folder_locked` when somebody else owns the folder, and as `compose` does.
 */
export async function openCore(compose: (options: ComposeOptions) => Promise<Wicket>, options: OwnedOptions): Promise<Wicket> {
  const { log, paths } = options.ports;
  let release = (): Promise<void> => log.close();
  try {
    const owner = await lockFolder(paths.data);
    release = () => owner.release().finally(() => log.close());
    const core = await compose(options);
    owner.serve((request) => core.operate(request));
    keepYoungMemorySmall();
    let closing: Promise<void> | undefined;
    return { ...core, close: () => (closing ??= core.close().finally(release)) };
  } catch (thrown) {
    log.error('core.not_opened', {}, thrown);
    await release();
    throw thrown;
  }
}
