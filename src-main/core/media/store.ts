import { createHash, randomUUID } from 'node:crypto';
import { openAsBlob } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { WicketError } from '../../domain/errors.ts';
import type { SniffHints } from '../../domain/sniff.ts';
import { fileSource } from './byte-source.ts';
import { type FileFacts, fileFacts } from './file-facts.ts';

/** Bytes that came in completely and lie on disk under a name of their own, not yet kept. */
export interface Received {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly bytes: number;
  readonly head: Buffer;
  readonly tempFile: string;
}

/** The files below `media/`: `<first two hex>/<sha256>`, readable by their owner only. */
export interface MediaStore {
  pathOf(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** The kept bytes, read from disk as they are needed; null when they are not there. */
  open(sha256: string): Promise<Blob | null>;
  /**
   * Streams to disk, flushed. Rejects with `too_large` above `most` bytes and with `disk_full`; with what the stream throws. Nothing stays
   * behind then.
   */
  receive(bytes: AsyncIterable<Uint8Array>, most: number): Promise<Received>;
  look(received: Received, hints: SniffHints): Promise<FileFacts>;
  /** Puts received bytes to their place. To be called inside `exclusive`. */
  keep(received: Received): Promise<void>;
  discard(received: Received): Promise<void>;
  remove(sha256: string): Promise<void>;
  /** Runs `work` while nothing else keeps or removes this content. */
  exclusive<T>(sha256: string, work: () => Promise<T>): Promise<T>;
  /** Free bytes of the disk. */
  free(): Promise<number>;
  /** Throws away what an earlier process left half done. */
  tidy(): Promise<void>;
}

/** Small files are written with one call. */
const GATHER_BYTES = 512 * 1024;

export function createMediaStore(folder: string): MediaStore {
  const root = join(folder, 'media');
  const incoming = join(root, 'incoming');
  const made = new Set<string>();
  const locks = new Map<string, Promise<unknown>>();

  async function make(path: string): Promise<void> {
    if (made.has(path)) return;
    await mkdir(path, { recursive: true, mode: 0o700 });
    made.add(path);
  }

  const folderOf = (sha256: string): string => join(root, sha256.slice(0, 2));
  const pathOf = (sha256: string): string => join(folderOf(sha256), sha256);

  return {
    pathOf,

    async has(sha256) {
      return await stat(pathOf(sha256)).then(
        (found) => found.isFile(),
        () => false,
      );
    },

    async open(sha256) {
      try {
        return await openAsBlob(pathOf(sha256));
      } catch (thrown) {
        if (await this.has(sha256)) throw thrown;
        return null;
      }
    },

    async receive(bytes, most) {
      await make(incoming);
      const tempFile = join(incoming, randomUUID());
      let handle: FileHandle | null = null;
      try {
        handle = await open(tempFile, 'wx', 0o600);
        const received = await copy(bytes, handle, most);
        await handle.datasync();
        return { ...received, tempFile };
      } catch (thrown) {
        await handle?.close();
        handle = null;
        await rm(tempFile, { force: true });
        throw toDiskError(thrown);
      } finally {
        await handle?.close();
      }
    },

    async look({ head, bytes, tempFile }, hints) {
      const source = fileSource(head, bytes, () => open(tempFile, 'r'));
      try {
        return await fileFacts(source, hints);
      } finally {
        await source.close();
      }
    },

    async keep({ sha256, tempFile }) {
      await make(folderOf(sha256));
      await rename(tempFile, pathOf(sha256)).catch((thrown: unknown) => {
        throw toDiskError(thrown);
      });
    },

    discard: ({ tempFile }) => rm(tempFile, { force: true }),
    remove: (sha256) => rm(pathOf(sha256), { force: true }),

    async exclusive(sha256, work) {
      const before = locks.get(sha256) ?? Promise.resolve();
      const mine = before.then(work, work);
      locks.set(sha256, mine);
      try {
        return await mine;
      } finally {
        if (locks.get(sha256) === mine) locks.delete(sha256);
      }
    },

    async free() {
      await make(root);
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },

    async tidy() {
      const names = await readdir(incoming).catch(() => []);
      for (const name of names) await rm(join(incoming, name), { force: true });
    },
  };
}

/** Nothing is copied on the way: pieces are hashed and written as they came. */
async function copy(bytes: AsyncIterable<Uint8Array>, handle: FileHandle, most: number): Promise<Omit<Received, 'tempFile'>> {
  const hash = createHash('sha256');
  let head: Uint8Array | null = null;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let total = 0;
  const flush = async (): Promise<void> => {
    const pieces = gathered;
    const length = gatheredBytes;
    gathered = [];
    gatheredBytes = 0;
    const { bytesWritten } = await handle.writev(pieces);
    // A disk that is nearly full takes a part; what is left then fails with the reason.
    if (bytesWritten < length) await handle.writeFile(Buffer.concat(pieces).subarray(bytesWritten));
  };
  for await (const chunk of bytes) {
    total += chunk.byteLength;
    if (total > most) throw new WicketError('too_large');
    hash.update(chunk);
    head ??= chunk;
    gathered.push(chunk);
    gatheredBytes += chunk.byteLength;
    if (gatheredBytes >= GATHER_BYTES) await flush();
  }
  if (gatheredBytes > 0) await flush();
  return { sha256: hash.digest('hex'), bytes: total, head: head === null ? Buffer.alloc(0) : Buffer.from(head.buffer, head.byteOffset, head.byteLength) };
}

const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

function toDiskError(thrown: unknown): unknown {
  return thrown instanceof Error && 'code' in thrown && fullCodes.has(thrown.code) ? new WicketError('disk_full', { cause: thrown }) : thrown;
}
