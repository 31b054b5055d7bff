import { compose } from '../compose.ts';
import { startHeadlessHost } from '../shell/headless/host.ts';
import { chooseFolders } from '../shell/shared/folders.ts';

/** The headless host with a slow disk: `host-child.ts DATA FLUSH_DELAY_MS`. */
const [, , data, flushDelayMs] = process.argv;
if (data === undefined) throw new Error('A data folder is needed');

const host = await startHeadlessHost({
  compose: (options) => compose({ ...options, flushDelayMs: Number(flushDelayMs ?? 0) }),
  folders: chooseFolders(data, false),
  sandbox: false,
  port: 0,
  webhookPort: 0,
});
process.stdout.write(`${JSON.stringify({ ui: host.ui, webhook: host.webhook })}\n`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void host.close());
