import { type SpawnOptions, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';

/** Root of the project: launch scripts run from its sources only. */
export const root = join(import.meta.dirname, '..', '..');

const require = createRequire(import.meta.url);

export interface Ended {
  readonly code: number;
  readonly stdout: string;
}

/** Environment for children: the Node that runs this script stands first. */
export function childEnvironment(extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}`, ...extra };
}

/** Runs a program to its end and passes ending signals on. `capture` keeps standard output and shows it as it comes. */
export function run(
  program: string,
  words: readonly string[],
  options: { readonly env?: NodeJS.ProcessEnv; readonly output?: 'show' | 'capture' | 'hide' | 'stderr'; readonly cwd?: string } = {},
): Promise<Ended> {
  const output = options.output ?? 'show';
  const stdio: SpawnOptions['stdio'] =
    output === 'show'
      ? 'inherit'
      : output === 'hide'
        ? ['inherit', 'ignore', 'ignore']
        : output === 'stderr'
          ? ['inherit', process.stderr, process.stderr]
          : ['inherit', 'pipe', 'inherit'];
  const child = spawn(program, [...words], { cwd: options.cwd ?? root, env: options.env ?? childEnvironment(), stdio });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, pass);
  let stdout = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    process.stdout.write(text);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve({ code: code ?? 1, stdout });
    });
  });
}

/** Runs a file with this Node. */
export function runNode(file: string, words: readonly string[], options: Parameters<typeof run>[2] = {}): Promise<Ended> {
  return run(process.execPath, [file, ...words], options);
}

/** The file behind a package's command, so that no shell and no `.cmd` is needed. */
export function packageCommand(name: string, command: string = name): string {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest) as { bin: string | Record<string, string> };
  const file = typeof bin === 'string' ? bin : bin[command];
  if (file === undefined) throw new Error(`${name} has no command ${command}`);
  return join(dirname(manifest), file);
}
