import type { SendRequest, SendResult } from '../core/operator.ts';
import { type Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { ExitCode, Terminal } from './output.ts';

export const sendSpec: CommandSpec = {
  name: 'send',
  summary: 'Sends a text, through the running host of the folder if there is one.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    to: { value: 'WHOM', help: '+E164, a BSUID, or the id of a conversation', required: true },
    text: { value: 'TEXT', help: 'what to say, up to 4,096 characters', required: true },
    'reply-to': { value: 'WAMID', help: 'the message that it quotes' },
    wait: { value: 'STATE', help: 'accepted (default) or delivered' },
    json: { help: 'print the result as one JSON object' },
  },
  notes: ['A refusal exits with 1 and prints {"ok":false,"code":…,"message":…,"cure":…}.'],
};

const WAIT_MS = { accepted: 60_000, delivered: 120_000 } as const;

export async function send(
  args: Arguments,
  terminal: Terminal,
  deliver: (folder: string | undefined, request: SendRequest) => Promise<SendResult>,
): Promise<ExitCode> {
  const wait = args.text('wait') ?? 'accepted';
  if (wait !== 'accepted' && wait !== 'delivered') throw new UsageError('--wait takes accepted or delivered.');
  const result = await deliver(args.text('data'), {
    to: args.text('to') ?? '',
    text: args.text('text') ?? '',
    replyTo: args.text('reply-to') ?? null,
    wait,
    timeoutMs: WAIT_MS[wait],
  });
  if (args.flag('json')) terminal.out(JSON.stringify({ ok: true, ...result }));
  else terminal.out(`The message is ${result.state}${result.wamid === null ? '' : ` (${result.wamid})`}.`);
  return 0;
}
