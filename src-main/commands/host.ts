import { type Arguments, type CommandSpec, UsageError, wholeNumber } from './arguments.ts';
import type { ExitCode, Terminal } from './output.ts';

export const hostSpec: CommandSpec = {
  name: 'host',
  summary: 'Runs the inbox without Electron and serves its page to the browsers of this computer.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    port: { value: 'N', help: 'port of the page; 0 picks one (default 0)' },
    'webhook-port': { value: 'N', help: 'port of the webhook receiver; 0 picks one (default: the setting)' },
    'sandbox-port': { value: 'N', help: 'port of the sandbox; 0 picks one (default 0)' },
    sandbox: { help: 'open the sandbox: invented customers, a data folder of its own' },
    listen: { value: 'ADDRESS', help: 'bind the page to another address than loopback' },
    json: { help: 'print one line of JSON when ready' },
  },
  notes: ['It runs until it is told to end (Ctrl+C).', 'Secrets that were stored with WICKET_PASSPHRASE or WICKET_KEY_FILE set need the same here.'],
};

/** What the command needs of the headless shell; see `shell/headless/host.ts`. */
export interface HostChoices {
  readonly data: string | undefined;
  readonly sandbox: boolean;
  readonly port: number;
  readonly webhookPort?: number;
  readonly sandboxPort?: number;
  readonly listen?: string;
}

export interface RunningHost {
  readonly ui: string;
  readonly webhook: string | null;
  readonly sandbox: string | null;
  readonly receiverFailure: { readonly message: string; readonly cure: string } | null;
  readonly secretsFailure: { readonly message: string; readonly cure: string } | null;
  close(): Promise<void>;
}

export async function host(args: Arguments, terminal: Terminal, start: (choices: HostChoices) => Promise<RunningHost>): Promise<ExitCode> {
  const range = { min: 0, max: 65_535 };
  const listen = args.text('listen');
  if (listen !== undefined && !/^(?:[\d.]+|[0-9a-f:]+|localhost)$/i.test(listen)) throw new UsageError('--listen takes the numeric address of a network card.');
  const webhookPort = wholeNumber(args, 'webhook-port', range);
  const sandboxPort = wholeNumber(args, 'sandbox-port', range);
  const running = await start({
    data: args.text('data'),
    sandbox: args.flag('sandbox'),
    port: wholeNumber(args, 'port', range) ?? 0,
    ...(webhookPort === undefined ? {} : { webhookPort }),
    ...(sandboxPort === undefined ? {} : { sandboxPort }),
    ...(listen === undefined ? {} : { listen }),
  });
  try {
    const { ui, webhook, sandbox, receiverFailure, secretsFailure } = running;
    if (args.flag('json')) terminal.out(JSON.stringify({ event: 'ready', ui, webhook, sandbox }));
    else {
      terminal.out(ui);
      terminal.out(`Open that address in a browser on this computer. It signs the browser in: keep it to yourself.`);
      if (webhook !== null) terminal.out(`Webhook receiver: ${webhook}`);
      if (sandbox !== null) terminal.out(`Sandbox: ${sandbox}`);
    }
    if (receiverFailure !== null) terminal.err(`Webhooks are not received: ${receiverFailure.message} ${receiverFailure.cure}`);
    if (secretsFailure !== null) terminal.err(`Nothing is received or sent: ${secretsFailure.message} ${secretsFailure.cure}`);
    if (listen !== undefined && !['127.0.0.1', '::1', 'localhost'].includes(listen)) {
      terminal.err(`Everybody who reaches ${listen} and has the link can read and write everything, and nothing on the way is encrypted.`);
    }
    await terminal.untilToldToEnd;
    return 0;
  } finally {
    await running.close();
  }
}
