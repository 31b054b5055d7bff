import { resolve } from 'node:path';
import type { SendRequest, SendResult, SendWhat } from '../core/operator.ts';
import { type Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { ExitCode, Terminal } from './output.ts';

export const sendSpec: CommandSpec = {
  name: 'send',
  summary: 'Sends a message or a reaction, through the running host of the folder if there is one.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    to: { value: 'WHOM', help: '+E164, a BSUID, or the id of a conversation', required: true },
    text: { value: 'TEXT', help: 'what to say, up to 4,096 characters' },
    file: { value: 'PATH', help: 'a picture, video, sound, document or sticker' },
    caption: { value: 'TEXT', help: 'words below the picture, video or document' },
    voice: { help: 'send the sound as a voice note (Ogg with Opus, one channel)' },
    location: { value: 'LAT,LON[,NAME]', help: 'a place, in degrees' },
    buttons: { value: 'A|B|C', help: 'one to three reply buttons below the text' },
    reaction: { value: 'EMOJI', help: 'reacts to the message named by --on; an empty one takes it back' },
    on: { value: 'WAMID', help: 'the message to react to' },
    'reply-to': { value: 'WAMID', help: 'the message that it quotes' },
    wait: { value: 'STATE', help: 'accepted (default) or delivered' },
    json: { help: 'print the result as one JSON object' },
  },
  notes: [
    'One of --text, --file, --location and --reaction says what is sent; --caption and --voice go with --file, --buttons with --text.',
    'A refusal exits with 1 and prints {"ok":false,"code":…,"message":…,"cure":…}.',
  ],
};

/** Uploads of large files take a while. */
const WAIT_MS = { accepted: 120_000, delivered: 240_000 } as const;

export async function send(
  args: Arguments,
  terminal: Terminal,
  deliver: (folder: string | undefined, request: SendRequest) => Promise<SendResult>,
): Promise<ExitCode> {
  const wait = args.text('wait') ?? 'accepted';
  if (wait !== 'accepted' && wait !== 'delivered') throw new UsageError('--wait takes accepted or delivered.');
  const what = whatOf(args);
  if (what.type === 'reaction' && args.text('reply-to') !== undefined) throw new UsageError('A reaction quotes nothing: leave --reply-to out.');
  if (what.type === 'reaction' && wait === 'delivered') throw new UsageError('WhatsApp tells nothing of the delivery of reactions: leave --wait out.');
  const result = await deliver(args.text('data'), {
    to: args.text('to') ?? '',
    what,
    replyTo: args.text('reply-to') ?? null,
    wait,
    timeoutMs: WAIT_MS[wait],
  });
  if (args.flag('json')) terminal.out(JSON.stringify({ ok: true, ...result }));
  else if (what.type === 'reaction') terminal.out(what.emoji === '' ? 'The reaction is taken back.' : 'The reaction is accepted.');
  else terminal.out(`The message is ${result.state}${result.wamid === null ? '' : ` (${result.wamid})`}.`);
  return 0;
}

const ways = ['text', 'file', 'location', 'reaction'] as const;

/** What the options say is to be sent. Throws `UsageError` where they say too much or too little. */
export function whatOf(args: Arguments): SendWhat {
  const [way, second] = ways.filter((name) => args.text(name) !== undefined);
  if (way === undefined) throw new UsageError('One of --text, --file, --location and --reaction is missing.');
  if (second !== undefined) throw new UsageError(`--${way} and --${second} do not go together.`);
  const value = args.text(way) ?? '';
  for (const name of ['caption', 'voice'] as const) {
    if (way !== 'file' && (args.text(name) !== undefined || args.flag(name))) throw new UsageError(`--${name} goes with --file.`);
  }
  if (way !== 'text' && args.text('buttons') !== undefined) throw new UsageError('--buttons goes with --text.');
  if ((way === 'reaction') !== (args.text('on') !== undefined)) throw new UsageError('--reaction and --on go together.');
  switch (way) {
    case 'text':
      return withButtons(value, args.text('buttons'));
    case 'file':
      return { type: 'file', path: resolve(value), caption: args.text('caption') ?? null, voice: args.flag('voice') };
    case 'location':
      return locationOf(value);
    case 'reaction':
      return { type: 'reaction', emoji: value, on: args.text('on') ?? '' };
  }
}

function withButtons(body: string, buttons: string | undefined): SendWhat {
  if (buttons === undefined) return { type: 'text', body };
  const titles = buttons.split('|').map((title) => title.trim());
  if (titles.length > 3 || titles.some((title) => title === '')) throw new UsageError('--buttons takes one to three titles with | between them.');
  return { type: 'buttons', body, titles };
}

function locationOf(text: string): SendWhat {
  const [, latitude = '', longitude = '', name = ''] = /^\s*(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)\s*(?:,(.*))?$/su.exec(text) ?? [];
  if (latitude === '' || Math.abs(Number(latitude)) > 90 || Math.abs(Number(longitude)) > 180) {
    throw new UsageError('--location takes LAT,LON or LAT,LON,NAME, for example 51.5034,-0.1276,Office.');
  }
  return { type: 'location', latitude: Number(latitude), longitude: Number(longitude), name: name.trim() === '' ? null : name.trim() };
}
