import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WicketError } from '../../domain/errors.ts';
import { callControl, serveControl } from './control-socket.ts';
import { type FolderOwner, lockFolder, readLock } from './folder-lock.ts';

let root: string;
const owners: FolderOwner[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lock-test-'));
});

afterEach(async () => {
  for (const owner of owners.splice(0)) await owner.release();
  rmSync(root, { recursive: true, force: true });
});

async function own(folder: string): Promise<FolderOwner> {
  const owner = await lockFolder(folder);
  owners.push(owner);
  return owner;
}

/** Another process that owns the folder until it is ended; resolves once it does. */
async function ownElsewhere(folder: string): Promise<{ kill(): Promise<void> }> {
  const module = fileURLToPath(new URL('folder-lock.ts', import.meta.url));
  const script = `
    const { lockFolder } = await import(${JSON.stringify(module)});
    const owner = await lockFolder(${JSON.stringify(folder)});
    owner.serve(async (request) => ({ pid: process.pid, request }));
    setInterval(() => {}, 1000);
    console.log('owner');
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    async kill() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}

const locked = expect.objectContaining({ code: 'folder_locked' }) as WicketError;

describe('one owner per data folder', () => {
  it('makes the folder private and leaves nothing in it once released', async () => {
    const folder = join(root, 'data');
    const owner = await own(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'lock')).mode & 0o777).toBe(0o600);
    expect(statSync(readLock(folder)?.socket ?? '').mode & 0o777).toBe(0o600);
    await owner.release();
    await owner.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a second owner in the same process and can be had again afterwards', async () => {
    const first = await own(root);
    await expect(lockFolder(root)).rejects.toEqual(locked);
    await first.release();
    await own(root);
  });

  it('refuses while another process owns it and takes over once that was killed', async () => {
    const other = await ownElsewhere(root);
    try {
      await expect(lockFolder(root)).rejects.toEqual(locked);
    } finally {
      await other.kill();
    }
    const stale = readLock(root);
    await own(root);
    expect(readLock(root)?.pid).toBe(process.pid);
    expect(existsSync(stale?.socket ?? '')).toBe(false);
    expect(readdirSync(root).filter((name) => name.startsWith('lock'))).toEqual(['lock']);
  });

  it('has exactly one winner among many that find a stale lock', async () => {
    const other = await ownElsewhere(root);
    await other.kill();
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(root)));
    const won = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
    owners.push(...won);
    expect(won).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason as unknown)).toEqual(Array.from({ length: 11 }, () => locked));
    expect(await callableAfter(won[0])).toEqual({ value: 'here' });
  });

  async function callableAfter(owner: FolderOwner | undefined): Promise<unknown> {
    owner?.serve(async () => 'here');
    return callControl(root, {});
  }

  it('takes over a lock file that cannot be read', async () => {
    writeFileSync(join(root, 'lock'), '{"pid":');
    await own(root);
    expect(readLock(root)?.pid).toBe(process.pid);
  });

  it('serves a folder whose path is longer than a socket may have', async () => {
    const folder = join(root, 'x'.repeat(120), 'data');
    const owner = await own(folder);
    owner.serve(async () => 'far away');
    const socket = readLock(folder)?.socket ?? '';
    expect(Buffer.byteLength(socket)).toBeLessThan(104);
    expect(await callControl(folder, {})).toEqual({ value: 'far away' });
    await owner.release();
    expect(existsSync(join(socket, '..'))).toBe(false);
  });

  it('says that a folder cannot be used', async () => {
    const file = join(root, 'file');
    writeFileSync(file, '');
    await expect(lockFolder(join(file, 'data'))).rejects.toMatchObject({ code: 'folder_unusable' });
  });
});

describe('the control socket', () => {
  it('finds nobody where nobody runs, also after the owner was killed', async () => {
    expect(await callControl(root, { ping: 1 })).toBeUndefined();
    const other = await ownElsewhere(root);
    expect(await callControl(root, { ping: 1 })).toMatchObject({ value: { request: { ping: 1 } } });
    await other.kill();
    expect(await callControl(root, { ping: 1 })).toBeUndefined();
  });

  it('answers requests that came before the owner was ready', async () => {
    const owner = await own(root);
    const early = callControl(root, { text: 'línea\nzwei' });
    owner.serve(async (request) => ({ echo: request }));
    expect(await early).toEqual({ value: { echo: { text: 'línea\nzwei' } } });
  });

  it('carries the error of the owner as the same error, and nothing of an unexpected one', async () => {
    const owner = await serveControl({
      folder: root,
      handle: async (request) => {
        if (request === 'known') throw new WicketError('window_closed', { detail: { conversationId: 7 } });
        throw new Error('/secret/inside');
      },
    });
    owners.push(owner);
    await expect(callControl(root, 'known')).rejects.toMatchObject({ code: 'window_closed', detail: { conversationId: 7 } });
    const unexpected = await callControl(root, 'other').catch((thrown: unknown) => thrown);
    expect(unexpected).toMatchObject({ code: 'internal' });
    expect(String(unexpected)).not.toContain('secret');
  });

  it('gives a large answer whole', async () => {
    const value = { rows: Array.from({ length: 20_000 }, (_, row) => `row ${row} ✓`) };
    owners.push(await serveControl({ folder: root, handle: async () => value }));
    expect(await callControl(root, {})).toEqual({ value });
  });

  it('hangs up on whoever does not know the token', async () => {
    let asked = 0;
    owners.push(await serveControl({ folder: root, handle: async () => (asked += 1) }));
    const socket = createConnection(readLock(root)?.socket ?? '');
    await once(socket, 'connect');
    const closed = once(socket, 'close');
    socket.write('{"token":"guess","request":{}}\n');
    await closed;
    expect(asked).toBe(0);
  });

  it('rejects when the owner takes too long', async () => {
    owners.push(await serveControl({ folder: root, handle: () => new Promise(() => undefined) }));
    await expect(callControl(root, {}, 20)).rejects.toMatchObject({ code: 'timed_out' });
  });

  it('rejects when the owner goes away before it answers', async () => {
    const { promise: asked, resolve: hear } = Promise.withResolvers<void>();
    const owner = await own(root);
    owner.serve(() => {
      hear();
      return new Promise(() => undefined);
    });
    const call = expect(callControl(root, {})).rejects.toMatchObject({ code: 'bridge_lost' });
    await asked;
    await owner.release();
    await call;
  });

  it('keeps the token out of every file but the lock', async () => {
    const folder = join(root, 'data');
    mkdirSync(folder);
    await own(folder);
    const token = readLock(folder)?.token ?? '';
    expect(token).toHaveLength(32);
    const files = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
    expect(files.filter((name) => readFileSync(join(folder, name), 'utf8').includes(token))).toEqual(['lock']);
  });
});
