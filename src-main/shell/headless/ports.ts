import type { KeyWrap, Notifier, Ports } from '../../ports.ts';
import { systemClock } from '../shared/clock.ts';
import { makePrivateFolder } from '../shared/folders.ts';
import { createPassphraseWrap, deviceKeyFileWrap } from '../shared/key-wrap.ts';
import { type LogFile, openLog } from '../shared/log.ts';

export interface HeadlessPorts extends Ports {
  readonly log: LogFile;
}

export interface HeadlessPortsOptions {
  /** The data folder, absolute; made when it is not there. */
  readonly data: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
}

const silent: Notifier = { show: () => undefined };

/** Secrets are wrapped with WICKET_PASSPHRASE when that is set, else with the key file (WICKET_KEY_FILE, or `key` in the config folder). */
export function headlessKeyWrap(env: Readonly<Record<string, string | undefined>> = process.env): KeyWrap {
  const passphrase = env['WICKET_PASSPHRASE'];
  if (passphrase !== undefined && passphrase !== '') return createPassphraseWrap(passphrase);
  return deviceKeyFileWrap(env);
}

/** What plain Node gives the core. Throws `folder_unusable`. */
export function createHeadlessPorts({ data, env = process.env }: HeadlessPortsOptions): HeadlessPorts {
  makePrivateFolder(data);
  return {
    clock: systemClock,
    log: openLog(data),
    keyWrap: headlessKeyWrap(env),
    notifier: silent,
    fetch: (url, init) => fetch(url, init),
    paths: { data },
  };
}
