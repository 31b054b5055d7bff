import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './run.ts';

const lookMs = 250;

/** Runs a built entry in this process and gives its exit code. */
export async function runBuilt(entry: 'cli' | 'headless', words: readonly string[]): Promise<number> {
  const file = join(root, 'out', 'main', `${entry}.js`);
  process.argv = [process.argv[0] ?? 'node', file, ...words];
  endWithParent();
  await import(pathToFileURL(file).href);
  return Number(process.exitCode ?? 0);
}

/**
 * npm puts a shell between itself and the program, and that shell does not pass endings on: told to end, npm and its shell go and the
 * program would stay behind, holding its ports and its folder. So it watches for its parent to change.
 */
export function endWithParent(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, 'SIGTERM');
  }, lookMs);
  looking.unref();
}
