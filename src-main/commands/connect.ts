import type { ConnectionView } from '../../src-preload/contract/views.ts';
import type { MethodInput } from '../../src-preload/contract/methods.ts';
import { type Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { ExitCode, Terminal } from './output.ts';

export const connectSpec: CommandSpec = {
  name: 'connect',
  summary: 'Connects a business phone number to a data folder, or changes its connection. Works offline and while a host runs.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    'phone-number-id': { value: 'X', help: "Meta's id of the number", required: true },
    'waba-id': { value: 'X', help: "Meta's id of the WhatsApp Business Account", required: true },
    phone: { value: '+E164', help: 'the number itself, with + and country code', required: true },
    name: { value: 'TEXT', help: 'what you call it' },
    'app-id': { value: 'X', help: "Meta's id of the app" },
    'graph-url': { value: 'URL', help: 'base address of the Graph API (default https://graph.facebook.com)' },
    'graph-version': { value: 'V', help: 'version of the Graph API (default v24.0)' },
    json: { help: 'print the result as one JSON object' },
  },
  notes: [
    'Secrets come from WICKET_ACCESS_TOKEN, WICKET_APP_SECRET and WICKET_VERIFY_TOKEN, or are asked for without showing them.',
    'They are stored encrypted; later commands need none of them.',
    'The key to them is a file outside the data folder (WICKET_KEY_FILE names another one), or comes from WICKET_PASSPHRASE;',
    'then the host and every command need the same.',
  ],
};

/** What `connect` needs of the folder's owner, be it a running host or this process. */
export interface ConnectionKeeper {
  connections(): Promise<readonly ConnectionView[]>;
  save(form: MethodInput<'connections.save'>): Promise<ConnectionView>;
}

export async function connect(
  args: Arguments,
  terminal: Terminal,
  withKeeper: <T>(folder: string | undefined, work: (keeper: ConnectionKeeper) => Promise<T>) => Promise<T>,
): Promise<ExitCode> {
  const phoneNumberId = digits(args, 'phone-number-id') ?? '';
  const wabaId = digits(args, 'waba-id') ?? '';
  const appId = digits(args, 'app-id') ?? null;
  const version = args.text('graph-version');
  if (version !== undefined && !/^v\d{1,3}\.\d$/.test(version)) throw new UsageError('--graph-version looks like v24.0.');
  const graphUrl = args.text('graph-url');
  if (graphUrl !== undefined && !URL.canParse(graphUrl)) throw new UsageError('--graph-url takes an address.');

  const accessToken = await secret(terminal, 'WICKET_ACCESS_TOKEN', 'Access token: ');
  const appSecret = await secret(terminal, 'WICKET_APP_SECRET', 'App secret: ');
  const verifyToken = await secret(terminal, 'WICKET_VERIFY_TOKEN', 'Verify token: ');

  return withKeeper<ExitCode>(args.text('data'), async (keeper) => {
    const known = (await keeper.connections()).find((connection) => connection.phoneNumberId === phoneNumberId);
    const saved = await keeper.save({
      id: known?.id ?? null,
      name: args.text('name') ?? known?.name ?? '',
      phone: args.text('phone') ?? '',
      phoneNumberId,
      wabaId,
      appId: appId ?? known?.appId ?? null,
      graphUrl: graphUrl ?? known?.graphUrl ?? 'https://graph.facebook.com',
      graphVersion: version ?? known?.graphVersion ?? 'v24.0',
      readReceipts: known?.readReceipts ?? 'open',
      typingIndicator: known?.typingIndicator ?? false,
      ...(accessToken === null ? {} : { accessToken }),
      ...(appSecret === null ? {} : { appSecret }),
      ...(verifyToken === null ? {} : { verifyToken }),
    });
    if (args.flag('json')) terminal.out(JSON.stringify({ ok: true, connection: saved }));
    else {
      terminal.out(`${known === undefined ? 'Connected' : 'Changed'} ${saved.phoneFormatted}.`);
      for (const [name, state] of Object.entries(saved.secrets)) {
        if (!state.present) terminal.err(`The ${secretWords[name as keyof typeof secretWords]} is not set yet.`);
      }
    }
    return 0;
  });
}

const secretWords = { accessToken: 'access token', appSecret: 'app secret', verifyToken: 'verify token' } as const;

function digits(args: Arguments, name: string): string | undefined {
  const text = args.text(name);
  if (text !== undefined && !/^\d{3,32}$/.test(text)) throw new UsageError(`--${name} takes Meta's id: digits only.`);
  return text;
}

/** From the environment, else asked for; null when there is nobody to ask or nothing was entered. */
async function secret(terminal: Terminal, name: string, question: string): Promise<string | null> {
  const given = terminal.env[name] ?? (await terminal.askHidden(question));
  return given === null || given.trim() === '' ? null : given.trim();
}
