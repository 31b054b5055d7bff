import { randomBytes } from 'node:crypto';
import type { FileGrant } from '../../../src-preload/contract/content.ts';
import { classifyFile, MAX_FILE_BYTES } from '../../domain/media-rules.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import { cleanFileName } from './file-name.ts';
import type { MediaStore } from './store.ts';

/** Above what can be sent, so that a picture that is too large can be taken in, seen and made smaller. */
export const MOST_HANDED_BYTES = MAX_FILE_BYTES + 28 * 1024 * 1024;

/** A handed-over file as the core uses it. */
export interface GrantedFile {
  readonly fileId: string;
  readonly sha256: string;
  /** Where the bytes lie. */
  readonly path: string;
  readonly name: string;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
}

/** Stored bytes behind an address of the page. */
export interface ServedFile {
  readonly sha256: string;
  readonly path: string;
  readonly mime: string;
  readonly bytes: number;
}

export interface FilesOptions {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly store: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files that pass between the page and the core. */
export interface Files {
  /**
   * Takes a file in and says as what it can be sent. Rejects with `too_large`, `disk_full` and with what the stream throws; nothing is kept
   * then.
   */
  take(bytes: AsyncIterable<Uint8Array>, about: { readonly name: string; readonly mime: string | null }): Promise<FileGrant>;
  /** Null when there is no such grant (any more). */
  grant(fileId: string): Promise<GrantedFile | null>;
  release(fileId: string): Promise<void>;
  /** A message's stored file, for `/media/…`; null when its bytes are not here. */
  media(mediaId: number): Promise<ServedFile | null>;
  /** A handed-over file, for `/files/…`. */
  handed(fileId: string): Promise<ServedFile | null>;
  /** The bytes are not where they should be: they are fetched again where Meta may still have them. */
  missing(sha256: string): Promise<void>;
}

export function createFiles({ storage, store, clock, log }: FilesOptions): Files {
  return {
    async take(bytes, { name, mime }) {
      const received = await store.receive(bytes, MOST_HANDED_BYTES);
      const { sha256 } = received;
      const cleaned = cleanFileName(name, 'file');
      const facts = await store.look(received, { mime, name: cleaned });
      const fileId = randomBytes(18).toString('base64url');
      const { width, height, durationMs, pages } = facts;
      const now = clock.now();
      await store.exclusive(sha256, async () => {
        await store.keep(received);
        await storage.write(async (tx) => {
          await tx.mediaFiles.put({ sha256, mime: facts.mime, bytes: facts.bytes, width, height, durationMs, pages }, now);
          await tx.handedFiles.add({ fileId, sha256, name: cleaned, createdAt: now });
        });
      });
      const { kinds, refusal } = classifyFile(facts);
      log.info('files.taken', { bytes: facts.bytes, mime: facts.mime, refused: refusal?.code ?? null });
      return { fileId, name: cleaned, mime: facts.mime, bytes: facts.bytes, width, height, kinds: [...kinds], refusal, url: `/files/${fileId}` };
    },

    async grant(fileId) {
      const found = await storage.read.handedFiles.get(fileId);
      if (found === null) return null;
      const { sha256, name, mime, bytes, width, height, durationMs } = found;
      return { fileId, sha256, path: store.pathOf(sha256), name, mime, bytes, width, height, durationMs };
    },

    async release(fileId) {
      const found = await storage.read.handedFiles.get(fileId);
      if (found === null) return;
      await storage.write((tx) => tx.handedFiles.release(fileId));
      await removeIfUnused({ storage, store }, found.sha256);
    },

    async media(mediaId) {
      const found = await storage.read.media.storedById(mediaId);
      return found === null ? null : { sha256: found.sha256, path: store.pathOf(found.sha256), mime: found.mime, bytes: found.bytes };
    },

    async handed(fileId) {
      const found = await storage.read.handedFiles.get(fileId);
      return found === null ? null : { sha256: found.sha256, path: store.pathOf(found.sha256), mime: found.mime, bytes: found.bytes };
    },

    async missing(sha256) {
      await store.exclusive(sha256, async () => {
        if (await store.has(sha256)) return;
        log.error('files.missing', {});
        await storage.write(async (tx) => {
          for (const { messageId, conversationId } of await tx.media.lost(sha256, clock.now())) {
            tx.changed({ type: 'message', id: messageId, conversationId });
          }
        });
      });
    },
  };
}

/** Takes bytes away that nothing refers to. */
export async function removeIfUnused({ storage, store }: { readonly storage: Pick<Storage, 'write'>; readonly store: MediaStore }, sha256: string): Promise<boolean> {
  return await store.exclusive(sha256, async () => {
    if (!(await storage.write((tx) => tx.mediaFiles.dropIfUnused(sha256)))) return false;
    await store.remove(sha256);
    return true;
  });
}
