import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { WicketError } from '../domain/errors.ts';
import { escapeLikeMeta } from '../wire/escape.ts';
import { sign } from '../wire/signature.ts';
import { type Arguments, type CommandSpec, UsageError, wholeNumber } from './arguments.ts';
import type { FolderReader } from './folder.ts';
import type { ExitCode, Terminal } from './output.ts';
import { type AdoptedIds, adopt, plan } from './replay-plan.ts';

export const replaySpec: CommandSpec = {
  name: 'replay',
  summary: 'Posts stored webhook bodies to a receiver, escaped and signed as Meta does.',
  positionals: ['PATH'],
  options: {
    to: { value: 'URL', help: "the receiver's address", required: true },
    'app-secret-env': { value: 'NAME', help: 'environment variable that holds the app secret (default WICKET_APP_SECRET)' },
    adopt: { value: 'DIR', help: "write the ids of that data folder's connection into the bodies; its app secret serves where none is given" },
    concurrency: { value: 'N', help: 'requests at the same time, 1 to 64 (default 4)' },
    duplicate: { value: 'N', help: 'post each body N times, 1 to 100 (default 1)' },
    shuffle: { value: 'SEED', help: 'post in a random order that the seed decides' },
    json: { help: 'print the result as one JSON object' },
  },
  notes: ['PATH is a JSON file, or a folder whose .json files are read, those of its sub-folders too.'],
};

interface Result {
  readonly ok: boolean;
  readonly posted: number;
  readonly accepted: number;
  readonly refused: readonly { readonly file: string; readonly status: number }[];
  readonly skipped: readonly { readonly file: string; readonly reason: string }[];
}

export async function replay(args: Arguments, terminal: Terminal, openFolder: (folder: string) => Promise<FolderReader>): Promise<ExitCode> {
  const path = args.positionals[0] ?? '';
  const url = receiverUrl(args.text('to') ?? '');
  const concurrency = wholeNumber(args, 'concurrency', { min: 1, max: 64 }) ?? 4;
  const copies = wholeNumber(args, 'duplicate', { min: 1, max: 100 }) ?? 1;
  const seed = wholeNumber(args, 'shuffle', { min: 0, max: 4_294_967_295 }) ?? null;
  const adoptFolder = args.text('adopt');
  const adopted = adoptFolder === undefined ? null : await readConnection(adoptFolder, openFolder);
  const secret = appSecret(args, terminal, adopted?.appSecret ?? null);

  const { bodies, skipped } = await readBodies(path);
  const queue = plan(bodies, { copies, seed });
  const refused: { file: string; status: number }[] = [];
  let accepted = 0;
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let item = queue[next++]; item !== undefined; item = queue[next++]) {
      const body = Buffer.from(escapeLikeMeta(JSON.stringify(adopted === null ? item.body : adopt(item.body, adopted.ids))));
      const status = await post(url, body, sign(body, secret));
      if (status === 200) accepted += 1;
      else refused.push({ file: item.file, status });
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, worker));

  const result: Result = { ok: refused.length === 0, posted: queue.length, accepted, refused, skipped };
  if (args.flag('json')) terminal.out(JSON.stringify(result));
  else report(result, terminal);
  return result.ok ? 0 : 1;
}

function report(result: Result, terminal: Terminal): void {
  terminal.out(`${result.accepted} of ${result.posted} bodies were accepted.`);
  for (const { file, status } of result.refused) terminal.err(`${file}: answered ${status}.`);
  for (const { file, reason } of result.skipped) terminal.err(`${file}: left out, ${reason}.`);
}

function receiverUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) throw new UsageError('--to takes an http or https address.');
  return text;
}

function appSecret(args: Arguments, terminal: Terminal, stored: string | null): string {
  const name = args.text('app-secret-env') ?? 'WICKET_APP_SECRET';
  const secret = terminal.env[name] ?? stored;
  if (secret === undefined || secret === null || secret === '') {
    throw new UsageError(`The app secret is missing: set ${name}, or name a data folder with --adopt.`);
  }
  return secret;
}

async function readConnection(
  folder: string,
  openFolder: (folder: string) => Promise<FolderReader>,
): Promise<{ ids: AdoptedIds; appSecret: string | null }> {
  const reader = await openFolder(folder);
  try {
    const connection = await reader.firstConnection();
    if (connection === null) throw new WicketError('no_connection', { message: 'That data folder has no connection to adopt.' });
    return {
      ids: {
        phoneNumberId: connection.phoneNumberId,
        wabaId: connection.wabaId,
        phoneDigits: connection.phone.replaceAll(/\D/g, ''),
      },
      appSecret: await reader.appSecret(connection.id),
    };
  } finally {
    await reader.close();
  }
}

interface StoredBody {
  readonly file: string;
  readonly body: Parameters<typeof adopt>[0];
}

async function readBodies(path: string): Promise<{ bodies: StoredBody[]; skipped: { file: string; reason: string }[] }> {
  const bodies: StoredBody[] = [];
  const skipped: { file: string; reason: string }[] = [];
  for (const file of await jsonFiles(path)) {
    const body = parseJson(await readFile(file, 'utf8'));
    if (typeof body === 'object' && body !== null && !Array.isArray(body) && 'object' in body) bodies.push({ file, body });
    else skipped.push({ file, reason: 'it is not a webhook body' });
  }
  if (bodies.length === 0) throw new WicketError('not_found', { message: `There is no webhook body in ${path}.`, cure: 'Name a .json file or a folder that holds some.' });
  return { bodies, skipped };
}

async function jsonFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new WicketError('not_found', { message: `${path} does not exist.`, cure: 'Check the path.' });
  if (found.isFile()) return [path];
  const names = await readdir(path, { recursive: true });
  return names.filter((name) => name.endsWith('.json')).sort().map((name) => join(path, name));
}

function parseJson(text: string): Parameters<typeof adopt>[0] | undefined {
  try {
    return JSON.parse(text) as Parameters<typeof adopt>[0];
  } catch {
    // Not JSON at all: the caller lists the file as left out.
    return undefined;
  }
}

async function post(url: string, body: Buffer<ArrayBuffer>, signature: string): Promise<number> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature, 'user-agent': 'facebookexternalua' },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    await answer.arrayBuffer();
    return answer.status;
  } catch (thrown) {
    throw new WicketError('graph_unreachable', {
      message: `Nothing answers at ${url}.`,
      cure: 'Start the host first, or check the address.',
      cause: thrown,
    });
  }
}
