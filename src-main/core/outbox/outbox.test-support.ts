import { createHash, randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import type { OutgoingContent } from '../../../src-preload/contract/content.ts';
import type { MessageView } from '../../../src-preload/contract/views.ts';
import { makeOpaque } from '../../domain/opaque.ts';
import type { ConnectionId, ConversationId, MessageId } from '../../domain/ids.ts';
import type { FakeGraph } from '../../graph/fake-graph.test-support.ts';
import { startFakeGraph } from '../../graph/fake-graph.test-support.ts';
import { createGraph } from '../../graph/index.ts';
import type { Graph } from '../../graph/index.ts';
import { messageView } from '../messages/message-view.ts';
import { createReadReceipts } from '../read-receipts.ts';
import type { ReadReceipts } from '../read-receipts.ts';
import type { SeedContact, SeedMessage, TestFolder } from '../read-side.test-support.ts';
import { openTestFolder } from '../read-side.test-support.ts';
import { createSendHandlers } from '../send.ts';
import { createOutbox } from './index.ts';
import type { Outbox, OutboxOptions, OutboxState } from './index.ts';

export interface SendBench {
  readonly folder: TestFolder;
  readonly server: FakeGraph;
  readonly outbox: Outbox;
  readonly handlers: ReturnType<typeof createSendHandlers>;
  readonly receipts: ReadReceipts;
  readonly connectionId: ConnectionId;
  readonly states: OutboxState[];
  /** A customer who wrote `ago` milliseconds before now (never, when negative). Not while something is being sent. */
  customer(facts?: SeedContact, ago?: number): ConversationId;
  inbound(id: ConversationId, wamid: string, ago?: number, more?: Partial<SeedMessage>): MessageId;
  send(id: ConversationId, text: string, replyTo?: MessageId): Promise<MessageView>;
  sendContent(id: ConversationId, content: OutgoingContent, replyTo?: MessageId): Promise<MessageView>;
  /** Hands a file over and gives its grant's id. */
  handOver(bytes: string | Uint8Array<ArrayBuffer>, mime: string, name: string): Promise<string>;
  /** The bytes of all files are gone from the disk. */
  loseFiles(): void;
  readonly graph: Graph;
  view(id: MessageId): Promise<MessageView>;
  attempts(id: MessageId): Promise<string[]>;
  /** Waits until nothing is on its way or due. */
  idle(): Promise<void>;
  /** Moves the clock, runs what becomes due and waits for it. */
  advance(ms: number): Promise<void>;
  setToken(token: string | null): void;
  /** Another process opens the same folder. */
  another(options?: Partial<OutboxOptions>): Outbox;
}

let customers = 0;

/** A data folder, a Graph on loopback and an outbox between them, all real but for the clock. */
export async function openSendBench(options: Partial<OutboxOptions> = {}, start = true): Promise<SendBench> {
  const folder = await openTestFolder();
  const server = await startFakeGraph();
  const { storage, clock, log, sql } = folder;
  const connectionId = folder.connection();
  sql.prepare('UPDATE connection SET graph_url = ? WHERE id = ?').run(server.url, connectionId);
  let token: string | null = null;
  const setToken = (to: string | null) => {
    token = to;
    sql.prepare("DELETE FROM secret WHERE connection_id = ? AND kind = 'access_token'").run(connectionId);
    if (to === null) return;
    sql
      .prepare("INSERT INTO secret (connection_id, kind, box, last_four, updated_at) VALUES (?, 'access_token', x'00', 'last', ?)")
      .run(connectionId, clock.now());
  };
  setToken('token-1');

  const blobs = new Map<string, Uint8Array<ArrayBuffer>>();
  const states: OutboxState[] = [];
  const graph = createGraph({ fetch, clock, log });
  const another = (more: Partial<OutboxOptions> = {}) =>
    createOutbox({
      storage,
      graph,
      secrets: { get: () => token },
      clock,
      log,
      opaqueOf: (id) => makeOpaque('folder', id),
      files: { open: async (sha256) => (blobs.has(sha256) ? new Blob([blobs.get(sha256) ?? '']) : null) },
      random: () => 0,
      onState: (state) => void states.push(state),
      ...options,
      ...more,
    });
  const outbox = another();
  const view = async (id: MessageId): Promise<MessageView> => {
    const [record] = await storage.read.messages.byIds([id]);
    if (record === undefined) throw new Error(`no message ${id}`);
    return messageView(record, { quote: null, reactions: [], author: null, connectedAt: 0 });
  };
  const handlers = createSendHandlers({ storage, outbox, files: { grant: async (fileId) => storage.read.handedFiles.get(fileId) }, clock, currentSeq: () => 7, viewOf: view });
  let keys = 0;
  const sendContent = async (conversationId: ConversationId, content: OutgoingContent, replyTo?: MessageId): Promise<MessageView> => {
    keys += 1;
    const { message } = await handlers['messages.send']({ conversationId, content, replyTo: replyTo ?? null, clientKey: `test-key-${keys}` });
    return message as MessageView;
  };

  onTestFinished(async () => {
    // Ends requests that hang, so that nothing waits for the grace period.
    await server.close();
    await outbox.stop();
    await folder.close();
  });
  if (start) await outbox.start();

  return {
    folder,
    server,
    outbox,
    handlers,
    receipts: createReadReceipts({ storage, clock, outbox }),
    connectionId,
    states,
    customer(facts, ago = 60_000) {
      customers += 1;
      const contactId = folder.contact(facts ?? { waId: `4477009${String(customers).padStart(5, '0')}` });
      const id = folder.conversation(connectionId, contactId);
      if (ago >= 0) folder.messages(id, [{ at: clock.now() - ago, wamid: `wamid.IN-${id}` as never }]);
      return id;
    },
    inbound(id, wamid, ago = 0, more = {}) {
      const [made] = folder.messages(id, [{ at: clock.now() - ago, wamid: wamid as never, ...more }]);
      if (made === undefined) throw new Error('nothing was put in');
      return made;
    },
    send: (id, text, replyTo) => sendContent(id, { type: 'text', body: text }, replyTo),
    sendContent,
    async handOver(bytes, mime, name) {
      const content = typeof bytes === 'string' ? new Uint8Array(Buffer.from(bytes)) : bytes;
      const sha256 = createHash('sha256').update(content).digest('hex');
      const fileId = randomUUID();
      blobs.set(sha256, content);
      await storage.write(async (tx) => {
        const { byteLength } = content;
        await tx.mediaFiles.put({ sha256, mime, bytes: byteLength, width: null, height: null, durationMs: null, pages: null }, clock.now());
        await tx.handedFiles.add({ fileId, sha256, name, createdAt: clock.now() });
      });
      return fileId;
    },
    loseFiles: () => blobs.clear(),
    graph,
    view,
    attempts: async (id) => (await storage.read.messages.attempts(id)).map(({ outcome }) => outcome),
    idle: () => outbox.idle(),
    async advance(ms) {
      clock.advance(ms);
      await outbox.idle();
    },
    setToken,
    another,
  };
}
