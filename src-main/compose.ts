import { randomUUID } from 'node:crypto';
import type { Wire } from '../src-preload/contract/bridge.ts';
import type { EventPayload } from '../src-preload/contract/events.ts';
import type { MethodInput, MethodOutput } from '../src-preload/contract/methods.ts';
import type { EventName, MethodName } from '../src-preload/contract/names.ts';
import type { HealthView } from '../src-preload/contract/views.ts';
import { createBlockHandlers } from './core/blocks.ts';
import { startOwnSandbox } from './compose-sandbox.ts';
import { createChangeFeed } from './core/changes/feed.ts';
import { createChangesHandlers } from './core/changes/handlers.ts';
import { createCorrectedClock } from './core/clock.ts';
import { readConnections } from './core/connections/connection-view.ts';
import { createConnectionHandlers } from './core/connections/handlers.ts';
import { createContactHandlers } from './core/contacts/handlers.ts';
import { createConversationHandlers } from './core/conversations/handlers.ts';
import { createCounts } from './core/counts.ts';
import { createDraftHandlers } from './core/drafts.ts';
import { folderTag } from './core/folder-tag.ts';
import { keepWorldsApart } from './core/folder-world.ts';
import { createGraphState } from './core/health/graph-state.ts';
import { createHealthHandlers } from './core/health/handlers.ts';
import { observedGraph } from './core/health/observed-graph.ts';
import { createIngest, learnPeople, undoJoin } from './core/ingest/index.ts';
import { takeFromDisk } from './core/send-file-from-disk.ts';
import { createFiles, createMediaHandlers, createMediaJobs, createMediaStore, createMediaSweep, type Files } from './core/media/index.ts';
import { createMessageHandlers } from './core/messages/handlers.ts';
import { messageViews } from './core/messages/message-views.ts';
import { createNotifications } from './core/notifications.ts';
import { createOperator } from './core/operator.ts';
import { operate } from './core/operator-requests.ts';
import { createOutbox } from './core/outbox/index.ts';
import { createReadReceipts } from './core/read-receipts.ts';
import { createRpc, type Handlers } from './core/rpc.ts';
import { createSecrets } from './core/secrets.ts';
import { createSendHandlers } from './core/send.ts';
import { createSettings, createSettingsHandlers } from './core/settings.ts';
import { createStartConversationHandlers } from './core/start-conversation.ts';
import { createStateHandlers } from './core/state.ts';
import { createTypingHandlers } from './core/typing.ts';
import { type Failure, toFailure, WicketError } from './domain/errors.ts';
import { makeOpaque } from './domain/opaque.ts';
import { createGraph } from './graph/index.ts';
import type { Ports } from './ports.ts';
import type { Sandbox } from './sandbox/index.ts';
import { createJournalTidy } from './storage/journal-tidy.ts';
import { openStorage } from './storage/open.ts';
import { type Receiver, startReceiver } from './webhook/receiver.ts';

export interface ComposeOptions {
  readonly ports: Ports;
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  /** The sandbox's own data folder is open: an in-process sandbox is started and connected as if it were Meta. */
  readonly sandbox: boolean;
  /**
   * `serve`: receiver, ingest and outbox run. `send`: ingest and outbox run, nothing listens. `offline`: the folder is open for one
   * command (connect); nothing runs by itself.
   */
  readonly mode: 'serve' | 'send' | 'offline';
  /** Port of the webhook receiver; 0 picks one; undefined follows the setting. */
  readonly webhookPort?: number;
  readonly sandboxPort?: number;
  /** Blocks this long after each durable commit, as a slow disk would. For benchmarks. */
  readonly flushDelayMs?: number;
}

export type InboxEvent = { readonly [E in EventName]: { readonly name: E; readonly payload: EventPayload<E> } }[EventName];

/** What passes files between the page and the core. */
export type WicketFiles = Pick<Files, 'take' | 'media' | 'handed' | 'missing'>;
export type { ServedFile } from './core/media/index.ts';

/** A running core, as shells and the command line see it. */
export interface Wicket {
  readonly sandbox: boolean;
  /** Address that a tunnel forwards to; null when the receiver is not listening (then `receiverFailure` says why). */
  readonly webhookUrl: string | null;
  readonly receiverFailure: Failure | null;
  /** Why stored secrets cannot be opened here, so that their numbers neither receive nor send; null when all is well. */
  readonly secretsFailure: Failure | null;
  /** Base address of the in-process sandbox; null outside it. */
  readonly sandboxUrl: string | null;
  /** The one door for pages: parses, runs, checks the answer. Never rejects. */
  call(name: MethodName | (string & {}), rawInput: unknown): Promise<Wire<unknown>>;
  readonly files: WicketFiles;
  /** The door for the command line, over the folder's control socket. Rejects with a `WicketError`. */
  operate(request: unknown): Promise<unknown>;
  /** Everything that pages are told. The answer undoes it. */
  onEvent(listener: (event: InboxEvent) => void): () => void;
  /** The network is back or the computer woke: what waits for that goes now. */
  wake(): void;
  /** Finishes what runs, closes the database. Safe to call twice. */
  close(): Promise<void>;
}

/** Puts the parts together and starts them. Rejects with a `WicketError` when the folder cannot be used; a taken port is no reason. */
export async function compose(options: ComposeOptions): Promise<Wicket> {
  const { ports, mode } = options;
  const { log } = ports;
  const undo: (() => Promise<void> | void)[] = [];
  const close = once(async () => {
    for (const step of undo.reverse()) await step();
  });
  try {
    return await assemble(options, undo, close);
  } catch (thrown) {
    log.error('compose.failed', { mode }, thrown);
    await close();
    throw thrown;
  }
}

async function assemble(options: ComposeOptions, undo: (() => Promise<void> | void)[], close: () => Promise<void>): Promise<Wicket> {
  const { ports, mode } = options;
  const { log } = ports;
  const listeners = new Set<(event: InboxEvent) => void>();
  const tell = (event: InboxEvent): void => {
    for (const listener of listeners) listener(event);
  };

  const storage = await openStorage({
    folder: ports.paths.data,
    clock: ports.clock,
    log,
    ...(options.flushDelayMs === undefined ? {} : { flushDelayMs: options.flushDelayMs }),
  });
  undo.push(() => storage.close());
  await keepWorldsApart(storage, options.sandbox ? 'sandbox' : 'real');
  const tag = await folderTag(storage);
  const clock = createCorrectedClock({ clock: ports.clock, log });
  undo.push(clock.onJump((now) => tell({ name: 'clock', payload: { now } })));
  const secrets = await createSecrets({
    storage,
    keyWrap: ports.keyWrap,
    ...(ports.otherKeyWraps === undefined ? {} : { otherKeyWraps: ports.otherKeyWraps }),
    clock: ports.clock,
  });
  const secretsFailure = secrets.allReadable() ? null : toFailure(new WicketError('secret_unreadable'));
  if (secretsFailure !== null) log.warn('secrets.unreadable');
  const settings = createSettings({ storage, log });

  const healthChanged = (): void => void storage.write(async (tx) => tx.changed({ type: 'health' }), { durable: false });
  const graphState = createGraphState();
  const graph = observedGraph(
    createGraph({
      fetch: ports.fetch,
      clock: ports.clock,
      log,
      observer: {
        answered: (_connectionId, at, skewMs) => {
          graphState.answered(at);
          clock.observe(skewMs);
        },
        versionAnswered: (connectionId, version) => {
          storage
            .write(async (tx) => {
              if (await tx.connections.setAnsweredVersion(connectionId, version)) tx.changed({ type: 'connections' });
            })
            .catch((thrown: unknown) => log.error('compose.version_not_stored', { connectionId }, thrown));
        },
      },
    }),
    graphState,
    healthChanged,
  );

  const ingest = createIngest({ storage, clock, log });
  let offlineSince: number | null = null;
  const mediaStore = createMediaStore(ports.paths.data);
  const outbox = createOutbox({
    storage,
    files: mediaStore,
    graph,
    clock,
    log,
    secrets: { get: async (connectionId, kind) => secrets.get(connectionId, kind) },
    opaqueOf: (id) => makeOpaque(tag, id),
    async learnIdentity(tx, { addressed, waId, userId, at }) {
      const numbers = [addressed.phone, waId].filter((number) => number !== null).map((number) => number.replace('+', ''));
      await learnPeople(tx, { userId: userId ?? addressed.userId, numbers }, at);
    },
    onState: (state) => {
      if (state.offlineSince !== offlineSince) {
        offlineSince = state.offlineSince;
        tell({ name: 'link', payload: { bridge: 'up', offlineSince } });
      }
      healthChanged();
    },
  });

  const files = createFiles({ storage, store: mediaStore, clock, log });
  const media = createMediaJobs({ storage, graph, secrets, clock, log, store: mediaStore, settings, onPaused: healthChanged });

  const counts = createCounts({ storage, clock });
  const feed = createChangeFeed({
    storage,
    counts,
    views: { connections: () => readConnections(storage.read), settings: () => settings.current() },
    clock: ports.clock,
    log,
    epoch: randomUUID(),
  });
  undo.push(feed.onChanges((payload) => tell({ name: 'changes', payload })));
  undo.push(() => feed.stop());
  const notifications = createNotifications({ storage, settings, notifier: ports.notifier, clock, log });
  undo.push(() => notifications.stop());

  let receiver: Receiver | null = null;
  let receiverFailure: Failure | null = null;
  let sandbox: Sandbox | null = null;
  const currentSeq = (): number => feed.currentSeq();
  const readReceipts = createReadReceipts({ storage, clock, outbox });
  const handlers: Handlers = {
    ...createStateHandlers({
      storage,
      settings,
      counts,
      clock,
      currentSeq,
      shell: options.shell,
      version: options.version,
      sandbox: options.sandbox ? { panelUrl: () => sandbox?.panelUrl ?? null } : undefined,
      offlineSince: () => offlineSince,
    }),
    ...createChangesHandlers({ feed, onFocus: notifications.onFocus }),
    ...createConversationHandlers({ storage, counts, currentSeq, readReceipts }),
    ...createDraftHandlers({ storage, clock }),
    ...createMessageHandlers({ storage, currentSeq }),
    ...createTypingHandlers({ storage, graph, secrets, clock, log }),
    ...createBlockHandlers({ storage, graph, secrets, clock, onChanged: () => outbox.nudge() }),
    ...createStartConversationHandlers({ storage, clock, currentSeq }),
    ...createSendHandlers({ storage, outbox, files, clock, currentSeq, viewOf }),
    ...createContactHandlers({ storage, currentSeq, undoJoin: (joinId) => storage.write((tx) => undoJoin(tx, joinId, clock.now())) }),
    ...createConnectionHandlers({
      storage,
      secrets,
      graph,
      clock: ports.clock,
      async onSaved({ id, phoneNumberId }) {
        await ingest.reprocess({ phoneNumberId });
        if (mode !== 'offline') await outbox.resume(id);
      },
    }),
    ...createMediaHandlers({ storage, jobs: media, files, clock, currentSeq }),
    ...createSettingsHandlers({ storage, log }),
    ...createHealthHandlers({
      storage,
      clock,
      receiver: () => receiverView(receiver, receiverFailure),
      sending: () => outbox.state(),
      graph: () => graphState.current(),
      mediaPaused: () => media.state().paused,
      reprocess: () => ingest.reprocess('unsettled'),
    }),
    'sandbox.enter': notHere,
    'sandbox.leave': notHere,
  };
  const rpc = createRpc(handlers, log);

  async function viewOf(id: Parameters<typeof storage.read.messages.byIds>[0][number]) {
    const [view] = await messageViews(storage.read, await storage.read.messages.byIds([id]));
    if (view === undefined) throw new WicketError('not_found');
    return view;
  }

  async function call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
    const answer = await rpc.call(name, input);
    if (answer.ok) return answer.value as MethodOutput<N>;
    const { code, message, cure, detail } = answer.error;
    throw new WicketError(code, { message, cure, ...(detail === undefined ? {} : { detail }) });
  }

  const operator = createOperator({
    clock: ports.clock,
    call,
    onChanges: (listener) => feed.onChanges(listener),
    conversationsOf: (address) => storage.read.addresses.conversationsOf(address),
    messageByWamid: (conversationId, wamid) => storage.read.addresses.messageByWamid(conversationId, wamid),
    newKey: randomUUID,
    takeFile: (path) => takeFromDisk(files, path),
    releaseFile: (fileId) => files.release(fileId),
    reactionWaits: async (id) => (await storage.read.outbox.byMessage('reaction', id)) !== null,
  });

  if (mode !== 'offline') {
    ingest.start();
    undo.push(() => ingest.stop());
    await outbox.start();
    undo.push(() => outbox.stop());
    await media.start();
    undo.push(() => media.stop());
    const sweep = createMediaSweep({ storage, store: mediaStore, clock, log });
    sweep.start();
    undo.push(() => sweep.stop());
    const tidy = createJournalTidy({ storage, clock: ports.clock, log, keepDays: async () => (await settings.current()).journalDays });
    tidy.start();
    undo.push(() => tidy.stop());
  }
  if (mode === 'serve') {
    const port = options.webhookPort ?? (options.sandbox ? 0 : (await settings.current()).webhookPort);
    try {
      receiver = await startReceiver({
        port,
        host: '127.0.0.1',
        appSecrets: () => secrets.appSecrets(),
        verifyTokens: () => secrets.verifyTokens(),
        append: (body, receivedAt) => storage.journal.append(body, receivedAt),
        clock: ports.clock,
        log,
      });
      const listening = receiver;
      undo.push(() => listening.close());
    } catch (thrown) {
      // History, sending and settings work without it; the page and the host say what to do.
      receiverFailure = toFailure(thrown);
      log.error('receiver.not_listening', { code: receiverFailure.code, port });
    }
    if (options.sandbox) {
      sandbox = await startOwnSandbox(options, clock, secrets, receiver?.url ?? null, call);
      const running = sandbox;
      undo.push(() => running.close());
    }
  }

  return {
    sandbox: options.sandbox,
    webhookUrl: receiver?.url ?? null,
    receiverFailure,
    secretsFailure,
    sandboxUrl: sandbox?.baseUrl ?? null,
    call: (name, rawInput) => rpc.call(name, rawInput),
    operate: (request) => operate(operator, (method, input) => call(method as MethodName, input as never), request),
    onEvent(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    wake() {
      outbox.wake().catch((thrown: unknown) => log.error('outbox.wake_failed', {}, thrown));
      media.wake().catch((thrown: unknown) => log.error('media.wake_failed', {}, thrown));
    },
    files,
    close,
  };
}

/** Entering and leaving exchange the whole core, so they are answered by what holds it (`shell/shared/host-switch`). */
async function notHere(): Promise<never> {
  throw new WicketError('unknown_method');
}

function receiverView(receiver: Receiver | null, failure: Failure | null): HealthView['receiver'] {
  const counters = receiver?.counters() ?? { accepted: 0, refusedSignature: 0, refusedOther: 0, empty: 0, lastDeliveryAt: null };
  return { state: receiver === null ? 'down' : 'listening', url: receiver?.url ?? null, failure, ...counters };
}

function once(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => (running ??= work());
}
