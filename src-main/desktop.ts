import { app } from 'electron';
import { parseArgs } from 'node:util';
import { compose } from './compose.ts';
import { runDesktop } from './shell/desktop/app.ts';
import { chooseFolders } from './shell/shared/folders.ts';

/** The Electron app. Chromium adds switches of its own to the line, so unknown ones are passed over. */
const { values } = parseArgs({
  args: process.argv.slice(1),
  options: {
    data: { type: 'string' },
    sandbox: { type: 'boolean', default: false },
    'webhook-port': { type: 'string' },
    'sandbox-port': { type: 'string' },
  },
  strict: false,
  allowPositionals: true,
});
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const sandbox = values.sandbox === true;
const webhookPort = text(values['webhook-port']);
const sandboxPort = text(values['sandbox-port']);

// Nothing is awaited at the top: Electron becomes ready only after this file has run.
runDesktop({
  compose,
  folders: chooseFolders(text(values.data), sandbox),
  sandbox,
  ...(webhookPort === undefined ? {} : { webhookPort: Number(webhookPort) }),
  ...(sandboxPort === undefined ? {} : { sandboxPort: Number(sandboxPort) }),
}).catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  app.exit(1);
});
