import type { Arguments, CommandSpec } from './arguments.ts';
import type { FolderReader } from './folder.ts';
import type { ExitCode, Terminal } from './output.ts';

export const doctorSpec: CommandSpec = {
  name: 'doctor',
  summary: 'Says whether a data folder is sound and whether its journal balances. Works beside a running host.',
  positionals: [],
  options: {
    data: { value: 'DIR', help: 'the data folder (default: the usual one)' },
    json: { help: 'print the report as one JSON object' },
  },
  notes: ['It exits with 1 when something is wrong, and says what to do.'],
};

export async function doctor(args: Arguments, terminal: Terminal, openFolder: (folder: string | undefined) => Promise<FolderReader>): Promise<ExitCode> {
  const reader = await openFolder(args.text('data'));
  try {
    const report = await reader.examine();
    if (args.flag('json')) {
      terminal.out(JSON.stringify(report));
    } else {
      const { journal, database, outbox } = report;
      terminal.out(`Journal   ${journal.deliveries} deliveries, ${journal.received} items received`);
      terminal.out(
        `          = ${journal.applied} applied + ${journal.duplicate} duplicate + ${journal.ignored} ignored + ${journal.waiting} waiting + ${journal.quarantined} quarantined`,
      );
      terminal.out(`Database  ${database.messages} messages, ${database.conversations} conversations, ${database.contacts} contacts, ${database.bytes} bytes, ${database.integrity}`);
      terminal.out(`Outbox    ${outbox.queued + outbox.sending + outbox.held} waiting, ${outbox.unsure} unsure, ${outbox.failed} failed`);
      for (const problem of report.problems) terminal.err(`${problem.message} ${problem.cure}`);
      terminal.out(report.ok ? 'All is well.' : 'Something is wrong.');
    }
    return report.ok ? 0 : 1;
  } finally {
    await reader.close();
  }
}
