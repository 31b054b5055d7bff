import { setTimeout as wait } from 'node:timers/promises';
import { readArguments, type Arguments, type CommandSpec, usage, UsageError } from './commands/arguments.ts';
import { connect, connectSpec, type ConnectionKeeper } from './commands/connect.ts';
import { doctor, doctorSpec } from './commands/doctor.ts';
import { exportCommand, exportSpec } from './commands/export.ts';
import type { FolderReader } from './commands/folder.ts';
import { host, hostSpec } from './commands/host.ts';
import { type ExitCode, refuse, type Terminal } from './commands/output.ts';
import { replay, replaySpec } from './commands/replay.ts';
import { sandbox, sandboxSpec } from './commands/sandbox.ts';
import { send, sendSpec } from './commands/send.ts';
import { processTerminal } from './commands/terminal.ts';
import { compose, type ComposeOptions, type Wicket } from './compose.ts';
import { openFolderReader } from './compose-folder-reader.ts';
import type { OperatorRequest } from './core/operator-requests.ts';
import type { SendRequest, SendResult } from './core/operator.ts';
import { WicketError } from './domain/errors.ts';
import type { Log } from './ports.ts';
import { startHeadlessHost } from './shell/headless/host.ts';
import { createHeadlessPorts, headlessKeyWrap } from './shell/headless/ports.ts';
import { systemClock } from './shell/shared/clock.ts';
import { callControl } from './shell/shared/control-socket.ts';
import { chooseFolders } from './shell/shared/folders.ts';
import { openCore } from './shell/shared/open-core.ts';
import { version } from './shell/shared/version.ts';

/** The `wicket` command: finds the command, reads its words, and hands it what it needs. */

/** Commands that only look leave nothing behind, not even a log. */
const quietLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** How long a command waits for another command that owns the folder and is just ending. */
const ownerEndsWithinMs = 15_000;

interface Command {
  readonly spec: CommandSpec;
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>;
}

const commands: readonly Command[] = [
  {
    spec: hostSpec,
    run: (args, terminal) =>
      host(args, terminal, ({ data, ...choices }) =>
        startHeadlessHost({ ...choices, compose, folders: chooseFolders(data, choices.sandbox) }),
      ),
  },
  { spec: connectSpec, run: (args, terminal) => connect(args, terminal, withKeeper) },
  { spec: sendSpec, run: (args, terminal) => send(args, terminal, deliver) },
  { spec: exportSpec, run: (args, terminal) => exportCommand(args, terminal, openFolder) },
  { spec: doctorSpec, run: (args, terminal) => doctor(args, terminal, openFolder) },
  { spec: replaySpec, run: (args, terminal) => replay(args, terminal, openFolder) },
  { spec: sandboxSpec, run: (args, terminal) => sandbox(args, terminal, { clock: systemClock, log: quietLog }) },
];

// The constants above must stand before the first command runs.
process.exitCode = await main(process.argv.slice(2), processTerminal());

async function main(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === '--version') {
    terminal.out(version);
    return 0;
  }
  if (name === undefined || name === '--help' || name === 'help') {
    (name === undefined ? terminal.err : terminal.out)(overview());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find(({ spec }) => spec.name === name);
  if (command === undefined) {
    terminal.err(`There is no command “${name}”.\n\n${overview()}`);
    return 2;
  }
  if (rest.includes('--help')) {
    terminal.out(usage(command.spec));
    return 0;
  }
  // Timers of the core keep no process alive, so while a command waits for one this does.
  const alive = setInterval(() => undefined, 60_000);
  try {
    return await command.run(readArguments(command.spec, rest), terminal);
  } catch (thrown) {
    if (!(thrown instanceof UsageError)) return refuse(terminal, thrown, rest.includes('--json'));
    terminal.err(`${thrown.message}\n\n${usage(command.spec)}`);
    return 2;
  } finally {
    clearInterval(alive);
  }
}

function overview(): string {
  const width = Math.max(...commands.map(({ spec }) => spec.name.length));
  return [
    'Usage: wicket COMMAND [OPTIONS]',
    '',
    ...commands.map(({ spec }) => `  ${spec.name.padEnd(width)}  ${spec.summary}`),
    '',
    '`wicket COMMAND --help` explains a command.',
  ].join('\n');
}

function dataFolder(named: string | undefined): string {
  return chooseFolders(named, false).real;
}

async function openFolder(named: string | undefined): Promise<FolderReader> {
  return openFolderReader({ clock: systemClock, keyWrap: headlessKeyWrap(), paths: { data: dataFolder(named) }, log: quietLog });
}

type OwnersWork<T> = (ask: (request: OperatorRequest) => Promise<unknown>) => Promise<T>;

/** Runs `work` with whoever owns the folder: a running host over its control socket, else this process. Work that may run twice says so. */
async function withOwner<T>(named: string | undefined, mode: ComposeOptions['mode'], work: OwnersWork<T>, mayRepeat: boolean): Promise<T> {
  const giveUpAt = Date.now() + ownerEndsWithinMs;
  for (;;) {
    try {
      return await withPresentOwner(dataFolder(named), mode, work);
    } catch (thrown) {
      const code = thrown instanceof WicketError ? thrown.code : null;
      const ownerEnds = code === 'folder_locked' || (code === 'bridge_lost' && mayRepeat);
      if (!ownerEnds || Date.now() > giveUpAt) throw thrown;
      await wait(50 + Math.random() * 100);
    }
  }
}

/** Whether somebody owns the folder and answers. An owner that goes away meanwhile was asked nothing yet. */
async function hasOwner(data: string): Promise<boolean> {
  try {
    return (await callControl(data, { do: 'call', method: 'app.state', input: {} } satisfies OperatorRequest)) !== undefined;
  } catch (thrown) {
    if (thrown instanceof WicketError && thrown.code === 'bridge_lost') throw new WicketError('folder_locked', { cause: thrown });
    throw thrown;
  }
}

async function withPresentOwner<T>(data: string, mode: ComposeOptions['mode'], work: OwnersWork<T>): Promise<T> {
  if (await hasOwner(data)) {
    return work(async (request) => {
      const answer = await callControl(data, request, 700_000);
      if (answer === undefined) throw new WicketError('bridge_lost');
      return answer.value;
    });
  }
  const ports = createHeadlessPorts({ data });
  let wicket: Wicket | undefined;
  try {
    const own = await openCore(compose, { ports, shell: 'headless', version, sandbox: false, mode });
    wicket = own;
    return await work((request) => own.operate(request));
  } finally {
    await wicket?.close();
  }
}

function withKeeper<T>(folder: string | undefined, work: (keeper: ConnectionKeeper) => Promise<T>): Promise<T> {
  return withOwner(folder, 'offline', (ask) =>
    work({
      async connections() {
        const state = (await ask({ do: 'call', method: 'app.state', input: {} })) as { connections: Awaited<ReturnType<ConnectionKeeper['connections']>> };
        return state.connections;
      },
      async save(form) {
        const { connection } = (await ask({ do: 'call', method: 'connections.save', input: form })) as {
          connection: Awaited<ReturnType<ConnectionKeeper['save']>>;
        };
        return connection;
      },
    }),
    true,
  );
}

/** Alone, a delivery can only be heard of when webhooks come in here. */
function deliver(folder: string | undefined, request: SendRequest): Promise<SendResult> {
  const mode = request.wait === 'delivered' ? 'serve' : 'send';
  return withOwner(folder, mode, async (ask) => (await ask({ do: 'send', request })) as SendResult, false);
}
