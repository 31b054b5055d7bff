import { chmodSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { WicketError } from '../../domain/errors.ts';

/** The part of the machine that decides where folders lie. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

export const thisMachine = (): Surroundings => ({ platform: process.platform, env: process.env, home: homedir() });

/** The two data folders of one program run: real data, and the sandbox's own beside it. */
export interface DataFolders {
  readonly real: string;
  readonly sandbox: string;
}

const sandboxEnding = '-sandbox';

/** The system's data folder for `wicket`. */
export function defaultDataFolder(machine: Surroundings = thisMachine()): string {
  const { env, home } = machine;
  if (machine.platform === 'darwin') return join(home, 'Library', 'Application Support', 'wicket');
  if (machine.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'wicket');
  return join(absolute(env['XDG_DATA_HOME']) ?? join(home, '.local', 'share'), 'wicket');
}

/** Where device preferences, the key file and the session key lie: never inside a data folder. */
export function configFolder(machine: Surroundings = thisMachine()): string {
  const { env, home } = machine;
  if (machine.platform === 'darwin') return join(home, 'Library', 'Preferences', 'wicket');
  if (machine.platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'wicket');
  return join(absolute(env['XDG_CONFIG_HOME']) ?? join(home, '.config'), 'wicket');
}

/**
 * Which folders `--data` and `--sandbox` mean. A named folder is the one that opens: the sandbox's with `--sandbox`, the real
 * one without; the other lies beside it, or is the default. Throws `folder_unusable` for an empty name.
 */
export function chooseFolders(named: string | undefined, sandbox: boolean, machine: Surroundings = thisMachine()): DataFolders {
  if (named === undefined) {
    const real = defaultDataFolder(machine);
    return { real, sandbox: real + sandboxEnding };
  }
  if (named.trim() === '') {
    throw new WicketError('folder_unusable', { message: 'The name of the data folder is empty.', cure: 'Name a folder after --data, or leave the option out.' });
  }
  const folder = resolve(named);
  if (!sandbox) return { real: folder, sandbox: folder + sandboxEnding };
  const beside = basename(folder).endsWith(sandboxEnding)
    ? join(dirname(folder), basename(folder).slice(0, -sandboxEnding.length))
    : defaultDataFolder(machine);
  return { real: beside, sandbox: folder };
}

/** Makes a folder that only its owner can look into. Throws `folder_unusable`. */
export function makePrivateFolder(folder: string): void {
  try {
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (made !== undefined && process.platform !== 'win32') chmodSync(folder, 0o700);
  } catch (cause) {
    throw new WicketError('folder_unusable', { cause });
  }
}

/** XDG says that a relative path must be ignored. */
function absolute(path: string | undefined): string | undefined {
  return path?.startsWith('/') === true ? path : undefined;
}
