import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { once } from 'node:events';
import { WicketError } from '../domain/errors.ts';
import { type Arguments, type CommandSpec, UsageError } from './arguments.ts';
import type { FolderReader } from './folder.ts';
import type { ExitCode, Terminal } from './output.ts';

export const exportSpec: CommandSpec = {
  name: 'export',
  summary: 'Writes all history of a data folder to a file. Works beside a running host.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    format: { value: 'FORMAT', help: 'jsonl: one JSON object a line', required: true },
    out: { value: 'FILE', help: 'the file to write; it is replaced when the export is whole', required: true },
    json: { help: 'print the result as one JSON object' },
  },
  notes: ['The format is described in docs/export-format.md.'],
};

export async function exportCommand(
  args: Arguments,
  terminal: Terminal,
  openFolder: (folder: string | undefined) => Promise<FolderReader>,
): Promise<ExitCode> {
  if (args.text('format') !== 'jsonl') throw new UsageError('--format takes jsonl.');
  const file = args.text('out') ?? '';
  const reader = await openFolder(args.text('data'));
  try {
    const messages = await writeLines(file, (write) => reader.exportHistory(write));
    if (args.flag('json')) terminal.out(JSON.stringify({ ok: true, messages, file }));
    else terminal.out(`${messages} messages were written to ${file}.`);
    return 0;
  } finally {
    await reader.close();
  }
}

/** Writes beside the file first, so that a broken export never replaces a whole one. */
async function writeLines(file: string, produce: (write: (line: object) => Promise<void>) => Promise<number>): Promise<number> {
  const partial = `${file}.part`;
  const stream = createWriteStream(partial, { mode: 0o600 });
  const failed = once(stream, 'error').then(([thrown]) => {
    throw new WicketError('folder_unusable', {
      message: `${file} cannot be written.`,
      cure: 'Check that its folder exists, may be written to and has space.',
      cause: thrown,
    });
  });
  const closed = once(stream, 'close');
  // `closed` is only awaited after success; a failure is reported through `failed`.
  closed.catch(() => undefined);
  try {
    const count = await Promise.race([
      failed,
      produce(async (line) => {
        if (!stream.write(`${JSON.stringify(line)}\n`)) await Promise.race([failed, once(stream, 'drain')]);
      }),
    ]);
    stream.end();
    await Promise.race([failed, closed]);
    await rename(partial, file);
    return count;
  } catch (thrown) {
    stream.destroy();
    await rm(partial, { force: true });
    throw thrown;
  }
}
