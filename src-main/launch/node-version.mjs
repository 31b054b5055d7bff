/**
 * The floor below everything: better-sqlite3 crashes on an older Node instead of refusing it, so every entry asks here
 * before anything else is imported. Plain JavaScript on purpose: an old Node must be able to read it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const oldest = [22, 15];
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @param {string} version */
export function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** Node 24 comes with the project as an optional package on the platforms where most people are. */
function bundledNode() {
  const { resolve } = createRequire(import.meta.url);
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const folder = dirname(resolve(`${name}/package.json`));
    const program = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Resolves when this Node is good. Otherwise runs the same command again with the Node that the project brings and ends with it,
 * or says what to do.
 */
export async function requireNode() {
  const current = process.versions.node;
  const enough = isNewEnough(current);
  if (enough && process.features.typescript) return;
  const program = enough ? process.execPath : bundledNode();
  if (program === null || process.env.WICKET_NODE_TRIED === '1') {
    console.error(`Wicket needs Node ${oldest.join('.')} or newer, and this is Node ${current}. Install Node 24 and run the same command again.`);
    process.exit(1);
  }
  const flags = enough ? ['--experimental-strip-types', '--disable-warning=ExperimentalWarning'] : [];
  const child = spawn(program, [...flags, ...process.argv.slice(1)], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(program)}${delimiter}${process.env.PATH ?? ''}`, WICKET_NODE_TRIED: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  // npm's shell passes no endings on: when the parent goes, the child is told.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill('SIGTERM');
  }, 250).unref();
  const code = await new Promise((resolve) => child.once('exit', (status) => resolve(status ?? 1)));
  process.exit(code);
}
