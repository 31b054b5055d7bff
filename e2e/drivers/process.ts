import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

/** An environment in which all of the program's folders lie below `home`, and no secret of the person is. */
export function environment(home: string, extra: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    DISPLAY: process.env['DISPLAY'],
    HOME: home,
    TMPDIR: process.env['TMPDIR'],
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    WICKET_CHROMIUM: process.env['WICKET_CHROMIUM'],
    LANG: 'en_GB.UTF-8',
    ...extra,
  };
}

export interface Program {
  readonly child: ChildProcess;
  /** Its standard error so far. */
  readonly errors: () => string;
  /** Resolves when it is gone. */
  readonly gone: Promise<number | null>;
  end(signal: NodeJS.Signals): Promise<void>;
}

export function startProgram(words: readonly string[], env: NodeJS.ProcessEnv, channel: boolean): Program {
  const child = spawn(process.execPath, [...words], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])] });
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.stdout?.setEncoding('utf8');
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  return {
    child,
    errors: () => errors,
    gone,
    end: async (signal) => {
      child.kill(signal);
      await gone;
    },
  };
}

/** Resolves with what `pick` finds, or rejects with the program's own words when it ends first. */
export function untilSaid<T>(program: Program, what: string, listen: (found: (value: T) => void) => void): Promise<T> {
  return Promise.race([
    new Promise<T>(listen),
    program.gone.then((code) => Promise.reject(new Error(`The program ended (${code}) before ${what}:\n${program.errors()}`))),
  ]);
}
