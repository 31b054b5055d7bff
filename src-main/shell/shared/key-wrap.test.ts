import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createKeyFileWrap, createPassphraseWrap } from './key-wrap.ts';

const key = new Uint8Array(32).map((_, index) => index);
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wicket-key-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a key file opens what it wrapped, is made once, and only its owner may read it', async () => {
  const file = join(folder, 'deep', 'key');
  const wrapped = await createKeyFileWrap(file).wrap(key);
  expect(Buffer.from(wrapped).includes(Buffer.from(key))).toBe(false);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await createKeyFileWrap(file).unwrap(wrapped)).toEqual(Buffer.from(key));
});

test('two programs that start at once agree on one key file', async () => {
  const file = join(folder, 'key');
  const wraps = Array.from({ length: 8 }, () => createKeyFileWrap(file));
  const wrapped = await Promise.all(wraps.map((wrap) => wrap.wrap(key)));
  for (const one of wrapped) expect(await createKeyFileWrap(file).unwrap(one)).toEqual(Buffer.from(key));
});

test('a key file that is gone, damaged or another one is said to be so', async () => {
  const file = join(folder, 'key');
  const wrapped = await createKeyFileWrap(file).wrap(key);
  await expect(createKeyFileWrap(join(folder, 'gone')).unwrap(wrapped)).rejects.toMatchObject({ code: 'secret_unreadable' });
  await createKeyFileWrap(join(folder, 'other')).wrap(key);
  await expect(createKeyFileWrap(join(folder, 'other')).unwrap(wrapped)).rejects.toMatchObject({ code: 'secret_unreadable' });
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 10));
  await expect(createKeyFileWrap(file).unwrap(wrapped)).rejects.toMatchObject({ code: 'secret_unreadable' });
});

test('a passphrase opens what it wrapped, in any way of writing its letters, and no other does', async () => {
  const wrapped = await createPassphraseWrap('cafe\u0301 noir').wrap(key);
  expect(await createPassphraseWrap('caf\u00e9 noir').unwrap(wrapped)).toEqual(Buffer.from(key));
  await expect(createPassphraseWrap('cafe noir').unwrap(wrapped)).rejects.toMatchObject({ code: 'secret_unreadable' });
  await expect(createPassphraseWrap('cafe noir').unwrap(new Uint8Array(3))).rejects.toMatchObject({ code: 'secret_unreadable' });
});
