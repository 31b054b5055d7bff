import { randomBytes } from 'node:crypto';
import { chmodSync, constants, copyFileSync, linkSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { WicketError } from '../../domain/errors.ts';
import { connect, type ControlHandler, serveConnection } from './control-protocol.ts';
import { makePrivateFolder } from './folders.ts';

/** What the lock file says. Whoever can read it (0600) may give the owner requests. */
export interface LockFile {
  readonly pid: number;
  /** Path of the control socket, or the name of the pipe. */
  readonly socket: string;
  readonly token: string;
}

/** This process owns the folder. */
export interface FolderOwner {
  /** From now on requests are answered; those that came earlier have waited. */
  serve(handle: ControlHandler): void;
  /** Gives the folder free. Safe to call twice. */
  release(): Promise<void>;
}

/** Systems take about 107 bytes for a socket's path, macOS 103. */
const maxSocketPathBytes = 100;
const takeoverMs = 5000;
const retryMs = 20;

/**
 * Becomes the folder's only owner, making the folder where it is missing. The owner listens on a socket that dies with its process,
 * so that the lock of a process that is gone is taken over. Rejects with `folder_locked` or `folder_unusable`.
 */
export async function lockFolder(folder: string): Promise<FolderOwner> {
  makePrivateFolder(folder);
  const token = randomBytes(16).toString('hex');
  const { promise: handler, resolve: serve } = Promise.withResolvers<ControlHandler>();
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    serveConnection(socket, token, handler);
  });
  const path = await listenSomewhere(server, folder, token);

  let released: Promise<void> | undefined;
  async function stopListening(): Promise<void> {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of connections) socket.destroy();
    await closed;
    removeSocket(path);
  }

  try {
    await claim(folder, { pid: process.pid, socket: path, token });
  } catch (thrown) {
    await stopListening();
    throw thrown;
  }
  return {
    serve,
    release: () =>
      (released ??= (async () => {
        if (readLock(folder)?.token === token) rmSync(lockPath(folder), { force: true });
        await stopListening();
      })()),
  };
}

/** The lock of a folder; null when there is none that can be read. */
export function readLock(folder: string): LockFile | null {
  try {
    const lock: unknown = JSON.parse(readFileSync(lockPath(folder), 'utf8'));
    return isLock(lock) ? lock : null;
  } catch {
    return null;
  }
}

function isLock(value: unknown): value is LockFile {
  if (typeof value !== 'object' || value === null) return false;
  const { pid, socket, token } = value as Partial<Record<keyof LockFile, unknown>>;
  return typeof pid === 'number' && typeof socket === 'string' && typeof token === 'string';
}

function lockPath(folder: string): string {
  return join(folder, 'lock');
}

/** The lock appears whole and at once (a link), and only where none is. One that nobody answers for is removed first. */
async function claim(folder: string, lock: LockFile): Promise<void> {
  const draft = join(folder, `lock-${lock.token}`);
  const giveUpAt = Date.now() + takeoverMs;
  try {
    writeDraft(draft, lock);
    while (!tryLink(draft, lockPath(folder))) {
      if (Date.now() > giveUpAt || (await isOwned(folder))) throw new WicketError('folder_locked');
      if (!(await removeStale(folder, draft))) await new Promise((resolve) => setTimeout(resolve, retryMs));
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(file: string, lock: LockFile): void {
  try {
    writeFileSync(file, JSON.stringify(lock), { mode: 0o600 });
  } catch (cause) {
    const full = cause instanceof Error && 'code' in cause && cause.code === 'ENOSPC';
    throw new WicketError(full ? 'disk_full' : 'folder_unusable', { cause });
  }
}

async function isOwned(folder: string): Promise<boolean> {
  const lock = readLock(folder);
  if (lock === null) return false;
  const socket = await connect(lock.socket);
  socket?.destroy();
  return socket !== null;
}

/** Only one process at a time removes a stale lock, and looks again before it does: else it might remove a fresh one. */
async function removeStale(folder: string, draft: string): Promise<boolean> {
  const guard = join(folder, 'lock-takeover');
  if (!tryLink(draft, guard)) {
    if (isOlderThan(guard, takeoverMs / 2)) rmSync(guard, { force: true });
    return false;
  }
  try {
    const stale = readLock(folder);
    if (!(await isOwned(folder))) {
      rmSync(lockPath(folder), { force: true });
      if (stale !== null) removeSocket(stale.socket);
    }
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

function isOlderThan(file: string, ms: number): boolean {
  try {
    return Date.now() - statSync(file).mtimeMs > ms;
  } catch {
    return false;
  }
}

/** False when there is such a file already. Disks without links get an exclusive copy. */
function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (thrown) {
    if (isTaken(thrown)) return false;
  }
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL);
    return true;
  } catch (thrown) {
    if (isTaken(thrown)) return false;
    throw new WicketError('folder_unusable', { cause: thrown });
  }
}

function isTaken(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 'EEXIST';
}

/** In the folder itself where the path is short enough and the disk takes sockets, else in a private folder of the system's own. */
async function listenSomewhere(server: Server, folder: string, token: string): Promise<string> {
  const name = `control-${token.slice(0, 8)}.sock`;
  if (process.platform === 'win32') return listen(server, `\\\\.\\pipe\\wicket-${token}`);
  const inFolder = join(folder, name);
  if (Buffer.byteLength(inFolder) <= maxSocketPathBytes) {
    try {
      return await listen(server, inFolder);
    } catch {
      // Some shared disks have no sockets.
    }
  }
  const base = process.env['XDG_RUNTIME_DIR'];
  let failure: unknown;
  for (const parent of base === undefined ? [tmpdir(), '/tmp'] : [base, tmpdir(), '/tmp']) {
    try {
      return await listen(server, join(mkdtempSync(join(parent, runtimePrefix)), name));
    } catch (thrown) {
      failure = thrown;
    }
  }
  throw new WicketError('folder_unusable', { cause: failure });
}

const runtimePrefix = 'wicket-';

function listen(server: Server, path: string): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      // A connection that cannot be taken (no file descriptor left) is that caller's misfortune, not the owner's.
      server.on('error', () => undefined);
      server.unref();
      try {
        if (process.platform !== 'win32') chmodSync(path, 0o600);
        resolve(path);
      } catch (thrown) {
        // A disk that cannot be written may say yes and make nothing.
        server.close(() => reject(thrown));
      }
    });
  });
}

/** Removes a socket of ours, and the private folder that was made for it. */
function removeSocket(path: string): void {
  if (process.platform === 'win32' || !/^control-[0-9a-f]{8}\.sock$/.test(basename(path))) return;
  rmSync(path, { force: true });
  const parent = dirname(path);
  if (basename(parent).startsWith(runtimePrefix) && /^[A-Za-z0-9]{6}$/.test(basename(parent).slice(runtimePrefix.length))) {
    rmSync(parent, { recursive: true, force: true });
  }
}
