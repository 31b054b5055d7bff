import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { WicketError } from '../../domain/errors.ts';
import type { KeyWrap } from '../../ports.ts';
import { configFolder } from './folders.ts';

const formatByte = 1;
const saltBytes = 16;
const nonceBytes = 12;
const tagBytes = 16;

/** Wraps with a random key in a file of mode 0600, made at first use. It must lie outside the data folder: a copied folder then opens nowhere else. */
export function createKeyFileWrap(file: string): KeyWrap {
  return {
    kind: 'key-file',
    wrap: async (key) => seal(await readOrMakeKey(file), key),
    unwrap: async (wrapped) => {
      const own = await readKey(file);
      if (own === null) throw new WicketError('secret_unreadable', { cure: 'Put the key file back, or enter the secrets again in Settings.' });
      return unseal(own, wrapped);
    },
  };
}

/** The key file of this device: WICKET_KEY_FILE, or `key` in the config folder. */
export function deviceKeyFileWrap(env: Readonly<Record<string, string | undefined>> = process.env): KeyWrap {
  return createKeyFileWrap(env['WICKET_KEY_FILE'] ?? join(configFolder(), 'key'));
}

/** Wraps with a key made of a passphrase by scrypt; each wrap has a salt of its own. */
export function createPassphraseWrap(passphrase: string): KeyWrap {
  return {
    kind: 'passphrase',
    wrap: async (key) => {
      const salt = randomBytes(saltBytes);
      return Buffer.concat([salt, seal(await stretch(passphrase, salt), key)]);
    },
    unwrap: async (wrapped) => {
      const salt = wrapped.subarray(0, saltBytes);
      return unseal(await stretch(passphrase, salt), wrapped.subarray(saltBytes));
    },
  };
}

/** About 100 ms and 64 MiB per guess. */
function stretch(passphrase: string, salt: Uint8Array): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 1024 * 1024 };
    scrypt(passphrase.normalize('NFKC'), salt, 32, cost, (failed, key) => (failed === null ? resolve(key) : reject(failed)));
  });
}

function seal(key: Uint8Array, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  return Buffer.concat([Buffer.of(formatByte), nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function unseal(key: Uint8Array, sealed: Uint8Array): Uint8Array {
  try {
    if (sealed[0] !== formatByte || sealed.length < 1 + nonceBytes + tagBytes) throw new Error('unknown format');
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(1, 1 + nonceBytes), { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(1 + nonceBytes, -tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new WicketError('secret_unreadable', { cause });
  }
}

async function readKey(file: string): Promise<Uint8Array | null> {
  let key: Buffer;
  try {
    key = Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return null;
    throw new WicketError('secret_unreadable', { cause: thrown, cure: 'Make the key file readable for this account.' });
  }
  if (key.length !== 32) throw new WicketError('secret_unreadable', { cure: 'The key file is damaged: put its copy back.' });
  return key;
}

/** Two programs that start at once agree on one key: the file appears complete or not at all, and the first stays. */
async function readOrMakeKey(file: string): Promise<Uint8Array> {
  const there = await readKey(file);
  if (there !== null) return there;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600 });
  try {
    await link(draft, file);
    await chmod(file, 0o600);
  } catch (thrown) {
    if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIST') throw thrown;
  } finally {
    await rm(draft, { force: true });
  }
  const made = await readKey(file);
  if (made === null) throw new WicketError('secret_unreadable');
  return made;
}
