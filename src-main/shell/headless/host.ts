import type { ComposeOptions, Wicket } from '../../compose.ts';
import type { Failure } from '../../domain/errors.ts';
import type { DataFolders } from '../shared/folders.ts';
import { createHostSwitch, type World } from '../shared/host-switch.ts';
import { openCore } from '../shared/open-core.ts';
import { findPageFolder } from '../shared/page-files.ts';
import { version } from '../shared/version.ts';
import { createHeadlessPorts } from './ports.ts';
import { readSessionKey } from './preferences.ts';
import { startPageServer } from './server.ts';

export interface HeadlessHostOptions {
  readonly compose: (options: ComposeOptions) => Promise<Wicket>;
  readonly folders: DataFolders;
  readonly sandbox: boolean;
  /** Port of the page; 0 picks one. */
  readonly port: number;
  readonly webhookPort?: number;
  readonly sandboxPort?: number;
  /** Address to bind; 127.0.0.1 by default. */
  readonly listen?: string;
  readonly pageFolder?: string;
}

export interface HeadlessHost {
  /** The link that signs a browser in. */
  readonly ui: string;
  readonly webhook: string | null;
  readonly receiverFailure: Failure | null;
  readonly secretsFailure: Failure | null;
  readonly sandbox: string | null;
  close(): Promise<void>;
}

/** Runs the product without Electron: the core, and its page over loopback HTTP. Rejects with a `WicketError` when it cannot. */
export async function startHeadlessHost(options: HeadlessHostOptions): Promise<HeadlessHost> {
  const open = (world: World): Promise<Wicket> => {
    const ports = createHeadlessPorts({ data: options.folders[world] });
    const { webhookPort, sandboxPort } = options;
    return openCore(options.compose, {
      ports,
      shell: 'headless',
      version,
      sandbox: world === 'sandbox',
      mode: 'serve',
      ...(webhookPort === undefined ? {} : { webhookPort }),
      ...(sandboxPort === undefined ? {} : { sandboxPort }),
    });
  };
  const first = options.sandbox ? 'sandbox' : 'real';
  const core = await createHostSwitch(open, first);
  try {
    const serverLog = createHeadlessPorts({ data: options.folders[first] }).log;
    const server = await startPageServer({
      host: core,
      files: () => core.current()?.files ?? null,
      pageFolder: options.pageFolder ?? findPageFolder(),
      listen: options.listen ?? '127.0.0.1',
      port: options.port,
      sessionKey: readSessionKey(),
      scope: options.folders[first],
      log: serverLog,
    });
    return {
      ui: server.link,
      webhook: core.current()?.webhookUrl ?? null,
      receiverFailure: core.current()?.receiverFailure ?? null,
      secretsFailure: core.current()?.secretsFailure ?? null,
      sandbox: core.current()?.sandboxUrl ?? null,
      close: async () => {
        await server.close();
        await core.close();
        await serverLog.close();
      },
    };
  } catch (thrown) {
    await core.close();
    throw thrown;
  }
}
