import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { packageCommand, root, runNode } from './run.ts';

const out = join(root, 'out');
const stamp = join(out, 'built-from');
const lock = join(root, 'node_modules', '.wicket-build');

/** Builds main, preload and page; `--if-stale` only when their sources have changed since. */
export async function main(words: readonly string[]): Promise<number> {
  if (!words.includes('--if-stale')) rmSync(stamp, { force: true });
  return (await buildIfStale()) ? 0 : 1;
}

/** Builds when the sources differ from those of the last build; false when that failed. Words go to standard error. */
export async function buildIfStale(): Promise<boolean> {
  const sources = fingerprint();
  return isBuilt(sources) || build(sources);
}

function isBuilt(sources: string): boolean {
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sources;
}

/** Two commands started at once build once: the second waits for the first. */
async function build(sources: string): Promise<boolean> {
  const release = await takeTurn();
  try {
    if (isBuilt(sources)) return true;
    console.error('Building Wicket…');
    rmSync(stamp, { force: true });
    const { code } = await runNode(packageCommand('electron-vite'), ['build', '--logLevel', 'error'], { output: 'stderr' });
    if (code !== 0) {
      console.error('Wicket could not be built; the lines above say why.');
      return false;
    }
    mkdirSync(out, { recursive: true });
    writeFileSync(stamp, sources);
    return true;
  } finally {
    release();
  }
}

async function takeTurn(): Promise<() => void> {
  for (;;) {
    try {
      const handle = openSync(lock, 'wx');
      writeFileSync(handle, String(process.pid));
      closeSync(handle);
      return () => rmSync(lock, { force: true });
    } catch (thrown) {
      if (!(thrown instanceof Error) || !('code' in thrown) || thrown.code !== 'EEXIST') throw thrown;
      if (!isAlive(holder())) rmSync(lock, { force: true });
      else await wait(100);
    }
  }
}

function holder(): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // The file is empty for the instant between its creation and its writing.
    if (pid === 0) return Date.now() - statSync(lock).mtimeMs < 2000 ? process.pid : null;
    return pid;
  } catch {
    return null;
  }
}

function isAlive(pid: number | null): boolean {
  if (pid === null || !Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A hash over everything that the bundles are made of. */
function fingerprint(): string {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0] ?? '');
  for (const file of ['package.json', 'package-lock.json', 'electron.vite.config.ts', 'resources/icon.svg']) add(join(root, file));
  for (const folder of ['src-main', 'src-preload', 'src-renderer']) walk(join(root, folder));
  return hash.digest('hex');

  function walk(folder: string): void {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) walk(path);
      else if (!/\.test\.tsx?$/.test(entry.name)) add(path);
    }
  }

  function add(path: string): void {
    hash.update(relative(root, path)).update('\0').update(readFileSync(path)).update('\0');
  }
}
