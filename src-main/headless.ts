import { readArguments, usage, UsageError } from './commands/arguments.ts';
import { host, hostSpec } from './commands/host.ts';
import { refuse, type Terminal } from './commands/output.ts';
import { compose } from './compose.ts';
import { startHeadlessHost } from './shell/headless/host.ts';
import { chooseFolders } from './shell/shared/folders.ts';

/** The host without Electron, as `npm start` runs it: `wicket host` with nothing around it. */
const words = process.argv.slice(2);
const terminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  env: process.env,
  askHidden: () => Promise.resolve(null),
  untilToldToEnd: new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  }),
};

process.exitCode = await run();

async function run(): Promise<number> {
  if (words.includes('--help')) {
    terminal.out(usage(hostSpec));
    return 0;
  }
  try {
    return await host(readArguments(hostSpec, words), terminal, ({ data, ...choices }) =>
      startHeadlessHost({ ...choices, compose, folders: chooseFolders(data, choices.sandbox) }),
    );
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) return refuse(terminal, thrown, words.includes('--json'));
    terminal.err(`${thrown.message}\n\n${usage(hostSpec)}`);
    return 2;
  }
}
