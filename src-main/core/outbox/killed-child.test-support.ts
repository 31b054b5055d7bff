import { createHash } from 'node:crypto';
import type { OutgoingContent } from '../../../src-preload/contract/content.ts';
import type { MessageView } from '../../../src-preload/contract/views.ts';
import type { ConversationId } from '../../domain/ids.ts';
import { makeOpaque } from '../../domain/opaque.ts';
import { createGraph } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import { openStorage } from '../../storage/open.ts';
import { createSendHandlers } from '../send.ts';
import { createOutbox } from './index.ts';

/** A process that sends until it is killed: `node killed-child.test-support.ts FOLDER MESSAGES CONVERSATION…`. */
const clock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};
const ignore = (): void => undefined;
const log: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const [folder = '', messages = '0', ...conversations] = process.argv.slice(2);
const storage = await openStorage({ folder, clock, log });
const outbox = createOutbox({
  storage,
  graph: createGraph({ fetch, clock, log }),
  secrets: { get: () => 'token' },
  clock,
  log,
  opaqueOf: (id) => makeOpaque('folder', id),
  files: { open: async (sha256) => new Blob([`bytes of ${sha256}`]) },
});
const handlers = createSendHandlers({
  storage,
  outbox,
  files: { grant: async (fileId) => ({ sha256: fileId, name: 'file', mime: 'image/jpeg', bytes: 100 }) },
  clock,
  currentSeq: () => 0,
  viewOf: async (id) => ({ id }) as MessageView,
});
/** Every third is a picture that is uploaded first. */
async function contentOf(n: number): Promise<OutgoingContent> {
  if (n % 3 !== 0) return { type: 'text', body: `text ${n}` };
  const sha256 = createHash('sha256').update(`${process.pid} ${n}`).digest('hex');
  const file = { sha256, mime: 'image/jpeg', bytes: 100, width: null, height: null, durationMs: null, pages: null };
  await storage.write((tx) => tx.mediaFiles.put(file, clock.now()));
  return { type: 'image', fileId: sha256, caption: `picture ${n}` };
}

await outbox.start();
for (let n = 0; n < Number(messages); n += 1) {
  const conversationId = Number(conversations[n % conversations.length]) as ConversationId;
  await handlers['messages.send']({ conversationId, content: await contentOf(n), replyTo: null, clientKey: `${process.pid}-${n}` });
}
