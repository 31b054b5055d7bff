import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { WicketError } from '../domain/errors.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Clock, KeyWrap } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import type { SecretKind } from '../storage/tables.ts';

/** What may be shown of a secret. */
export interface SecretStatus {
  readonly present: boolean;
  /** Null when it is not set, or so short that four characters would tell too much. */
  readonly lastFour: string | null;
  readonly updatedAt: number | null;
  /** False when it is stored but cannot be opened with this device's key. */
  readonly readable: boolean;
}

/** The secrets of every connection: stored encrypted, in memory in clear, never on the way out. */
export interface Secrets {
  /** The secret in clear; null when it is not set. Throws `secret_unreadable`. */
  get(connectionId: ConnectionId, kind: SecretKind): string | null;
  /** Stores these in one transaction; null clears. Works also when what is stored cannot be opened any more. */
  set(connectionId: ConnectionId, values: Partial<Record<SecretKind, string | null>>): Promise<void>;
  clear(connectionId: ConnectionId, kind: SecretKind): Promise<void>;
  status(connectionId: ConnectionId, kind: SecretKind): SecretStatus;
  /** Whether everything that is stored can be opened here. */
  allReadable(): boolean;
  /** True when this shell's own key is the wrong one (a mistyped passphrase, another key file); a folder of the other shell alone is not. */
  hasWrongKey(): Promise<boolean>;
  /** App secrets of all connections, each once: what a webhook's signature is checked with. */
  appSecrets(): readonly string[];
  /** Verify tokens of all connections, each once. */
  verifyTokens(): readonly string[];
}

export interface SecretsDeps {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly keyWrap: KeyWrap;
  /** Further wraps that this device can open: those of its other shell. */
  readonly otherKeyWraps?: readonly KeyWrap[];
  readonly clock: Clock;
}

interface DataKey {
  readonly key: Buffer;
  /** Tells which key made a box, without telling the key. */
  readonly id: Buffer;
}

interface Held {
  /** Undefined when the box cannot be opened. */
  readonly value: string | undefined;
  readonly lastFour: string;
  readonly updatedAt: number;
}

/**
 * Opens the folder's secrets. Does not reject when they cannot be read: the inbox works without them, and says so where one is needed.
 * A folder that the device's other shell has written is made readable for both: one data key, wrapped for each.
 */
export async function createSecrets({ storage, keyWrap, otherKeyWraps = [], clock }: SecretsDeps): Promise<Secrets> {
  const held = new Map<string, Held>();
  let appSecrets: readonly string[] = [];
  let verifyTokens: readonly string[] = [];
  let dataKey = await openDataKey(storage, keyWrap);
  for (const other of otherKeyWraps) await shareWith(other);
  await load();

  /** Where the other shell made a data key of its own, its secrets come under ours; where only it has one, that is ours too. */
  async function shareWith(other: KeyWrap): Promise<void> {
    const theirs = await openDataKey(storage, other);
    if (theirs === undefined || theirs.id.equals(dataKey?.id ?? Buffer.alloc(0))) return;
    if (dataKey === undefined) {
      dataKey = theirs;
      // Ours may be there and only locked for now: then it stays.
      const wraps = await storage.read.secrets.keyWraps();
      if (!wraps.some(({ kind }) => kind === keyWrap.kind)) await orUnreadable(storeWrap(keyWrap, theirs));
      return;
    }
    const ours = dataKey;
    const wrapped = await orUnreadable(other.wrap(ours.key));
    if (wrapped === undefined) return;
    await storage.write(async (tx) => {
      for (const row of await tx.secrets.boxes()) {
        const value = open(theirs, row.connection_id, row.kind, row.box);
        if (value !== undefined) await tx.secrets.put({ ...row, box: seal(ours, row.connection_id, row.kind, value) });
      }
      await tx.secrets.putKeyWrap({ kind: other.kind, wrapped, created_at: clock.now() });
    });
  }

  async function load(): Promise<void> {
    const rows = await storage.read.secrets.boxes();
    held.clear();
    for (const row of rows) {
      const value = dataKey === undefined ? undefined : open(dataKey, row.connection_id, row.kind, row.box);
      held.set(place(row.connection_id, row.kind), { value, lastFour: row.last_four, updatedAt: row.updated_at });
    }
    appSecrets = valuesOf('app_secret');
    verifyTokens = valuesOf('verify_token');
  }

  function valuesOf(kind: SecretKind): readonly string[] {
    const values = new Set<string>();
    for (const [at, { value }] of held) if (at.endsWith(`:${kind}`) && value !== undefined) values.add(value);
    return [...values];
  }

  /** The key is tried again first: a keychain that was locked may be open by now. Only then a new one takes its place. */
  async function keyForWriting(): Promise<DataKey> {
    dataKey ??= await openDataKey(storage, keyWrap);
    if (dataKey !== undefined) return dataKey;
    const made = toDataKey(randomBytes(32));
    await storeWrap(keyWrap, made);
    dataKey = made;
    return made;
  }

  /** A wrap that could not be opened may only have met a wrong passphrase: it is kept under another name, and tried again. */
  async function storeWrap(wrap: KeyWrap, { key }: DataKey): Promise<void> {
    const wrapped = await wrap.wrap(key);
    await storage.write(async (tx) => {
      const former = (await tx.secrets.keyWraps()).find(({ kind }) => kind === wrap.kind);
      if (former !== undefined) await tx.secrets.putKeyWrap({ ...former, kind: `${formerPrefix(wrap.kind)}${former.created_at}` });
      await tx.secrets.putKeyWrap({ kind: wrap.kind, wrapped, created_at: clock.now() });
    });
  }

  async function set(connectionId: ConnectionId, values: Partial<Record<SecretKind, string | null>>): Promise<void> {
    const key = await keyForWriting();
    await storage.write(async (tx) => {
      for (const [kind, value] of Object.entries(values) as [SecretKind, string | null | undefined][]) {
        if (value === undefined) continue;
        if (value === null || value === '') await tx.secrets.remove(connectionId, kind);
        else {
          const box = seal(key, connectionId, kind, value);
          await tx.secrets.put({ connection_id: connectionId, kind, box, last_four: lastFourOf(value), updated_at: clock.now() });
        }
      }
      tx.changed({ type: 'connections' });
    });
    await load();
  }

  return {
    get(connectionId, kind) {
      const found = held.get(place(connectionId, kind));
      if (found === undefined) return null;
      if (found.value === undefined) throw new WicketError('secret_unreadable', { detail: { kind } });
      return found.value;
    },
    set,
    clear: (connectionId, kind) => set(connectionId, { [kind]: null }),
    status(connectionId, kind) {
      const found = held.get(place(connectionId, kind));
      return {
        present: found !== undefined,
        lastFour: found === undefined || found.lastFour === '' ? null : found.lastFour,
        updatedAt: found?.updatedAt ?? null,
        readable: found === undefined || found.value !== undefined,
      };
    },
    allReadable: () => [...held.values()].every(({ value }) => value !== undefined),
    async hasWrongKey() {
      if (dataKey !== undefined || held.size === 0) return false;
      return (await storage.read.secrets.keyWraps()).some(({ kind }) => kind === keyWrap.kind);
    },
    appSecrets: () => appSecrets,
    verifyTokens: () => verifyTokens,
  };
}

/** The data key by this device's wrap; undefined when there is none yet or it cannot be opened. */
async function openDataKey(storage: Pick<Storage, 'read'>, keyWrap: KeyWrap): Promise<DataKey | undefined> {
  const rows = (await storage.read.secrets.keyWraps()).filter(({ kind }) => kind === keyWrap.kind || kind.startsWith(formerPrefix(keyWrap.kind)));
  const newestFirst = rows.toSorted((a, b) => Number(b.kind === keyWrap.kind) - Number(a.kind === keyWrap.kind) || b.created_at - a.created_at);
  for (const row of newestFirst) {
    const key = await orUnreadable(keyWrap.unwrap(row.wrapped));
    if (key !== undefined) return toDataKey(Buffer.from(key));
  }
  return undefined;
}

/** Under which name a wrap lies that another one took the place of. */
function formerPrefix(kind: KeyWrap['kind']): string {
  return `former ${kind} `;
}

/** Undefined where the wrap cannot be used on this device or for now. */
async function orUnreadable<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof WicketError && thrown.code === 'secret_unreadable') return undefined;
    throw thrown;
  }
}

function toDataKey(key: Buffer): DataKey {
  return { key, id: createHash('sha256').update('wicket data key').update(key).digest().subarray(0, keyIdBytes) };
}

const keyIdBytes = 8;
const nonceBytes = 12;
const tagBytes = 16;

/** Key id, nonce, tag, ciphertext. The place is authenticated too, so that a box cannot be moved to another connection. */
function seal({ key, id }: DataKey, connectionId: ConnectionId, kind: SecretKind, value: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(place(connectionId, kind)));
  const sealed = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([id, nonce, cipher.getAuthTag(), sealed]);
}

/** Undefined when another key made the box, or it was changed. */
function open({ key, id }: DataKey, connectionId: ConnectionId, kind: SecretKind, stored: Uint8Array): string | undefined {
  const box = Buffer.from(stored);
  const tagAt = keyIdBytes + nonceBytes;
  const sealedAt = tagAt + tagBytes;
  if (box.length < sealedAt || !box.subarray(0, keyIdBytes).equals(id)) return undefined;
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(keyIdBytes, tagAt), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(place(connectionId, kind)));
  decipher.setAuthTag(box.subarray(tagAt, sealedAt));
  try {
    return Buffer.concat([decipher.update(box.subarray(sealedAt)), decipher.final()]).toString('utf8');
  } catch {
    return undefined;
  }
}

function place(connectionId: ConnectionId, kind: SecretKind): string {
  return `${connectionId}:${kind}`;
}

/** Four characters of a short secret would be most of it. */
function lastFourOf(value: string): string {
  return value.length >= 12 ? value.slice(-4) : '';
}
