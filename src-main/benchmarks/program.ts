import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { business } from './business.ts';

export const root = join(import.meta.dirname, '..', '..');

/** A program that was started to be measured, or to measure. */
export interface Program<T> {
  readonly child: ChildProcess;
  /** What its first line says. */
  readonly ready: T;
  /** From its start to that line. */
  readonly readyAfterMs: number;
  /** Ends it and waits until it is gone. */
  end(): Promise<void>;
}

/** Runs a file with this Node and resolves when it has printed a line of JSON. Its folders of settings lie in `home`. */
export async function startProgram<T>(file: string, words: readonly string[], home: string): Promise<Program<T>> {
  const from = performance.now();
  const child = spawn(process.execPath, [file, ...words], { cwd: root, env: environment(home), stdio: ['ignore', 'pipe', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const gone = once(child, 'exit');
  const stop = (): void => void child.kill('SIGKILL');
  process.once('exit', stop);
  void gone.then(() => process.off('exit', stop));
  const line = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line').then(([text]) => text as string),
    gone.then(([code]) => Promise.reject(new Error(`${file} ended (${code}) before it said anything:\n${errors}`))),
  ]);
  return {
    child,
    ready: JSON.parse(line) as T,
    readyAfterMs: performance.now() - from,
    async end() {
      child.kill('SIGTERM');
      await gone;
    },
  };
}

function environment(home: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'share'),
    WICKET_ACCESS_TOKEN: business.accessToken,
    WICKET_APP_SECRET: business.appSecret,
    WICKET_VERIFY_TOKEN: business.verifyToken,
  };
}

/** What the host prints when it is ready. */
export interface Ready {
  readonly ui: string;
  readonly webhook: string;
}

/** Gives the folder's number its secrets, as a person would with the command line. */
export function connectFolder(data: string, home: string): void {
  const { phoneNumberId, wabaId, phone } = business;
  const words = ['connect', '--data', data, '--phone-number-id', phoneNumberId, '--waba-id', wabaId, '--phone', phone, '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'out', 'main', 'cli.js'), ...words], { env: environment(home), encoding: 'utf8' });
  if (status !== 0) throw new Error(`The number could not be connected: ${stdout}${stderr}`);
}

/** Starts the built host, as people run it. */
export function startBuiltHost(data: string, home: string): Promise<Program<Ready>> {
  return startProgram(join(root, 'out', 'main', 'headless.js'), ['--data', data, '--port', '0', '--webhook-port', '0', '--json'], home);
}

/** Memory of a process that is not shared with the disk's cache or paged out (MB of 1,000,000 bytes). */
export function residentMb(pid: number): number {
  if (process.platform === 'linux') {
    const found = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return (Number(found?.[1]) * 1024) / 1e6;
  }
  return (Number(spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout) * 1024) / 1e6;
}
