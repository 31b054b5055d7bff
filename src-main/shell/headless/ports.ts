import { join } from 'node:path';
import type { Notifier, Ports } from '../../ports.ts';
import { systemClock } from '../shared/clock.ts';
import { configFolder, makePrivateFolder } from '../shared/folders.ts';
import { type LogFile, openLog } from '../shared/log.ts';
import { createKeyFileWrap, createPassphraseWrap } from './key-wrap.ts';

export interface HeadlessPorts extends Ports {
  readonly log: LogFile;
}

export interface HeadlessPortsOptions {
  /** The data folder, absolute; made when it is not there. */
  readonly data: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const silent: Notifier = { show: () => undefined };

/**
 * What plain Node gives the core. Secrets are wrapped with WICKET_PASSPHRASE when that is set, else with the key file
 * (WICKET_KEY_FILE, or `key` in the config folder). Throws `folder_unusable`.
 */
export function createHeadlessPorts({ data, env = process.env }: HeadlessPortsOptions): HeadlessPorts {
  makePrivateFolder(data);
  const passphrase = env['WICKET_PASSPHRASE'];
  const keyFile = env['WICKET_KEY_FILE'] ?? join(configFolder(), 'key');
  return {
    clock: systemClock,
    log: openLog(data),
    keyWrap: passphrase === undefined || passphrase === '' ? createKeyFileWrap(keyFile) : createPassphraseWrap(passphrase),
    notifier: silent,
    fetch: (url, init) => fetch(url, init),
    paths: { data },
  };
}
