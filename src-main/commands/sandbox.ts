import type { Log, Clock } from '../ports.ts';
import { startSandbox } from '../sandbox/index.ts';
import { type Arguments, type CommandSpec, wholeNumber } from './arguments.ts';
import type { ExitCode, Terminal } from './output.ts';

export const sandboxSpec: CommandSpec = {
  name: 'sandbox',
  summary: 'Runs the sandbox alone: a Cloud API on this computer, for `wicket connect --graph-url`.',
  positionals: [],
  options: {
    port: { value: 'N', help: 'port on loopback; 0 picks one (default 0)' },
    quiet: { help: 'customers neither write nor answer by themselves' },
    json: { help: 'print one line of JSON when ready' },
  },
  notes: ['It runs until it is told to end (Ctrl+C).'],
};

export async function sandbox(args: Arguments, terminal: Terminal, ports: { readonly clock: Clock; readonly log: Log }): Promise<ExitCode> {
  const running = await startSandbox({ ...ports, quiet: args.flag('quiet'), port: wholeNumber(args, 'port', { min: 0, max: 65_535 }) ?? 0 });
  try {
    const { credentials } = running;
    if (args.flag('json')) {
      terminal.out(JSON.stringify({ event: 'ready', graphUrl: running.baseUrl, panel: running.panelUrl, control: running.controlUrl, credentials }));
    } else {
      terminal.out(running.panelUrl);
      terminal.out(`Graph URL        ${running.baseUrl}`);
      terminal.out(`Phone number id  ${credentials.phoneNumberId}`);
      terminal.out(`WABA id          ${credentials.wabaId}`);
      terminal.out(`Phone            ${credentials.phone}`);
      terminal.out(`Access token     ${credentials.accessToken}`);
      terminal.out(`App secret       ${credentials.appSecret}`);
      terminal.out(`Verify token     ${credentials.verifyToken}`);
    }
    await terminal.untilToldToEnd;
    return 0;
  } finally {
    await running.close();
  }
}
