import Conf from 'conf';
import { randomBytes } from 'node:crypto';
import { configFolder } from '../shared/folders.ts';

interface Preferences {
  /** Base64 of 32 bytes that sign the sessions of this device's hosts. */
  readonly sessionKey?: string;
}

/** What belongs to this device rather than to a data folder, in a file of mode 0600. */
export function readSessionKey(folder: string = configFolder()): Uint8Array {
  const file = new Conf<Preferences>({ cwd: folder, configName: 'headless', configFileMode: 0o600 });
  const there = Buffer.from(file.get('sessionKey') ?? '', 'base64');
  if (there.length === 32) return there;
  const made = randomBytes(32);
  file.set('sessionKey', made.toString('base64'));
  return made;
}
