import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Settings } from '../../../src-preload/contract/views.ts';
import type { ConnectionId, ConversationId, MessageId } from '../../domain/ids.ts';
import { CUSTOMER_MEDIA_LIFE_MS } from '../../domain/media-retry.ts';
import { mediaOf } from '../../domain/message-content.ts';
import { createGraph } from '../../graph/index.ts';
import type { MediaFault } from '../../sandbox/index.ts';
import { type Bench, openBench } from '../../sandbox/testing/bench.ts';
import type { MediaRecord } from '../../storage/repositories/media.ts';
import { openTestFolder, type TestFolder } from '../read-side.test-support.ts';
import { createMediaJobs } from './jobs.ts';
import { createMediaStore, type MediaStore } from './store.ts';
import type { MediaJobs, MediaJobsOptions } from './types.ts';

export interface MediaBench {
  readonly folder: TestFolder;
  readonly bench: Bench;
  readonly store: MediaStore;
  readonly dataFolder: string;
  readonly jobs: MediaJobs;
  readonly connectionId: ConnectionId;
  readonly conversationId: ConversationId;
  readonly settings: { mediaConcurrency: number; mediaBudgetMb: number };
  /** A persona's file comes in: noted as ingest does it, and not downloaded yet. */
  inbound(bytes: Buffer, facts?: { kind?: 'image' | 'video' | 'audio' | 'document' | 'sticker'; mimeType?: string; mediaFault?: MediaFault }): Promise<MessageId>;
  view(id: MessageId): Promise<MediaRecord>;
  /** Waits until nothing is under way or due. */
  idle(): Promise<void>;
  /** The next process on the same folder. */
  another(): MediaJobs;
  /** Moves the clock of all parts and waits for what becomes due. */
  pass(ms: number): Promise<void>;
  /** Paths that were asked of the sandbox, in order, with their statuses. */
  asked(): readonly string[];
}

export function temporaryDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-media-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A data folder, the sandbox as Meta and the downloads between them, all real but for the clock. */
export async function openMediaBench(options: Partial<MediaJobsOptions> & { readonly onFetch?: (url: string, bench: Bench) => void } = {}): Promise<MediaBench> {
  const folder = await openTestFolder();
  const bench = await openBench();
  const { storage, sql } = folder;
  const { clock, sandbox } = bench;
  await sandbox.setWebhook(bench.mailbox.url);
  const connectionId = folder.connection({ phoneNumberId: sandbox.credentials.phoneNumberId });
  sql.prepare('UPDATE connection SET graph_url = ? WHERE id = ?').run(sandbox.baseUrl, connectionId);
  sql.prepare("INSERT INTO secret (connection_id, kind, box, last_four, updated_at) VALUES (?, 'access_token', x'00', 'last', 1)").run(connectionId);
  const conversationId = folder.conversation(connectionId, folder.contact({ waId: '5519900000132' }));

  const dataFolder = temporaryDataFolder();
  const store = createMediaStore(dataFolder);
  const settings: Pick<Settings, 'mediaConcurrency' | 'mediaBudgetMb'> = { mediaConcurrency: 3, mediaBudgetMb: 0 };
  const graph = createGraph({
    fetch: (url, init) => {
      options.onFetch?.(url, bench);
      return fetch(url, init);
    },
    clock,
    log: folder.log,
  });
  const parts: MediaJobsOptions = {
    storage,
    graph,
    secrets: { get: () => sandbox.credentials.accessToken },
    clock,
    log: folder.log,
    store,
    settings: { current: async () => settings },
    random: () => 0.5,
    ...options,
  };
  const jobs = createMediaJobs(parts);
  onTestFinished(async () => {
    await jobs.stop();
    await bench.close();
    await folder.close();
  });

  const idle = async (): Promise<void> => {
    await jobs.idle();
  };
  return {
    folder,
    bench,
    store,
    dataFolder,
    jobs,
    connectionId,
    conversationId,
    settings,
    async inbound(bytes, { kind = 'image', ...facts } = {}) {
      const { wamid, at } = sandbox.control.send('mariana', { kind, base64: bytes.toString('base64'), ...facts });
      await sandbox.control.idle();
      const message = bench.mailbox.messages().find(({ id }) => id === wamid);
      const found = mediaOf(kind, message?.[kind]);
      if (found === null) throw new Error('The sandbox sent no file.');
      const [messageId] = folder.messages(conversationId, [{ at, kind, wamid: wamid as never }]);
      if (messageId === undefined) throw new Error('nothing was put in');
      await storage.write((tx) =>
        tx.media.note({
          connectionId,
          messageId,
          metaId: found.metaId,
          url: found.url,
          toldMime: found.mime,
          toldSha256: found.sha256,
          createdAt: at,
          deadlineAt: at + CUSTOMER_MEDIA_LIFE_MS,
        }),
      );
      return messageId;
    },
    async view(id) {
      const found = (await storage.read.media.viewsOf([id])).get(id);
      if (found === undefined) throw new Error(`message ${id} has no file`);
      return found;
    },
    idle,
    another: () => createMediaJobs(parts),
    async pass(ms) {
      clock.pass(ms);
      jobs.nudge();
      await idle();
    },
    asked: () => sandbox.control.requests({ subject: 'media' }).map(({ path, status }) => `${path.includes('attachments') ? 'bytes' : 'id'} ${status ?? 'cut'}`),
  };
}

/** Ogg with the head of an Opus stream and a last page that ends after so many samples (48,000 a second, 312 of them skipped). */
export function oggOpus(samples: number): Buffer {
  const page = (granule: bigint, packet: Buffer): Buffer => {
    const head = Buffer.alloc(28);
    head.write('OggS', 0, 'latin1');
    head.writeBigInt64LE(granule, 6);
    head[26] = 1;
    head[27] = packet.length;
    return Buffer.concat([head, packet]);
  };
  const opusHead = Buffer.alloc(19);
  opusHead.write('OpusHead', 0, 'latin1');
  opusHead.set([1, 1], 8);
  opusHead.writeUInt16LE(312, 10);
  opusHead.writeUInt32LE(48_000, 12);
  return Buffer.concat([page(0n, opusHead), page(0n, Buffer.from('OpusTags\0\0\0\0\0\0\0\0', 'latin1')), page(BigInt(samples + 312), Buffer.alloc(60, 0xf8))]);
}
