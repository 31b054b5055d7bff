import type { ConnectionId } from '../../domain/ids.ts';
import { reactionOpaque } from '../../domain/opaque.ts';
import type { GraphFailure } from '../../graph/index.ts';
import type { SendContext } from '../../storage/repositories/message-sends.ts';
import type { OutboxKind, OutboxRow } from '../../storage/repositories/outbox.ts';
import { announce } from './announce.ts';
import type { SendJob } from './claim.ts';
import { claim } from './claim.ts';
import { createLanes } from './lanes.ts';
import { makeOutcomes } from './outcomes.ts';
import { createPairs } from './pairs.ts';
import { createPump } from './pump.ts';
import type { ReceiptJob } from './receipt-runner.ts';
import { claimReceipt, runReceipt } from './receipt-runner.ts';
import { createMessageRunner } from './message-runner.ts';
import type { ReactionJob } from './reaction-runner.ts';
import { claimReaction, runReaction } from './reaction-runner.ts';
import { connectionTarget } from './target.ts';
import type { Outbox, OutboxOptions, OutboxState } from './types.ts';

export type { FileStore, LearnIdentity, Outbox, OutboxOptions, OutboxState, PauseReason, TokenSource } from './types.ts';

/** Requests that may be on their way at the same time. */
const atOnce: Readonly<Record<OutboxKind, number>> = { message: 8, reaction: 2, read: 2 };
/** How long requests on their way may take when the program ends. */
const GRACE_MS = 5_000;
/** The queue is looked at again at least this often, should a clock have jumped. */
const LONGEST_SLEEP_MS = 60_000;
/** Less is a correction by Meta's time, which nothing that waits can notice. */
const SETBACK_MS = 5_000;
/** The database did not take the outcome of a request (a full disk): the same is tried again after this. */
const STORE_AGAIN_MS = 1_000;

/** What waits to leave: one message at a time per conversation and in order, several conversations side by side. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { storage, graph, clock, log, random = Math.random } = options;
  const lanes = createLanes();
  const pairs = createPairs((id, since) => storage.read.messageSends.acceptedSince(id, since));
  const inFlight: Readonly<Record<OutboxKind, Set<Promise<void>>>> = { message: new Set(), reaction: new Set(), read: new Set() };
  const flights = () => [...inFlight.message, ...inFlight.reaction, ...inFlight.read];
  const outcomes = makeOutcomes(clock);
  const runner = createMessageRunner({
    storage,
    graph,
    files: options.files,
    clock,
    log,
    random,
    opaqueOf: options.opaqueOf,
    learnIdentity: options.learnIdentity,
    onUpload: options.onUpload,
    stored,
  });
  const abort = new AbortController();
  const pump = createPump({ clock, log, round, longestSleepMs: LONGEST_SLEEP_MS });
  let started = false;
  let lastRoundAt = 0;
  let nextTryAt: number | null = null;
  let told = '';
  let unsubscribe: (() => void) | null = null;

  /** Nothing leaves before what an earlier process left is settled. */
  function nudge(): void {
    if (started) pump.nudge();
  }

  function state(): OutboxState {
    return { offlineSince: lanes.offlineSince(), paused: lanes.paused(), nextTryAt, sending: inFlight.message.size };
  }

  function tellState(): void {
    const current = state();
    const text = JSON.stringify(current);
    if (text === told) return;
    told = text;
    options.onState?.(current);
  }

  /** Reads which numbers stand still, and why. */
  async function readPauses(now: number): Promise<void> {
    const withToken = new Set<ConnectionId>();
    for (const { kind, connection_id: id } of await storage.read.secrets.statuses()) if (kind === 'access_token') withToken.add(id);
    for (const { id, token_refused_at: refusedAt, paused_reason: reason } of await storage.read.connections.list()) {
      if (!withToken.has(id)) lanes.pause(id, 'no_token', now);
      else if (refusedAt !== null) lanes.pause(id, 'token_refused', refusedAt);
      else lanes.pause(id, reason === null ? null : 'account', now);
    }
  }

  /** Starts what may start now; says when to look again (epoch ms), null when something else must happen first. */
  async function round(): Promise<number | null> {
    const now = clock.now();
    // The clock was set back (or moved in the sandbox): times that were set by it mean nothing any more.
    if (now < lastRoundAt - SETBACK_MS) await openAll(true);
    lastRoundAt = now;
    await readPauses(now);
    const nexts = [await startAll('message', now), await startAll('reaction', now), await startAll('read', now)];
    const known = nexts.filter((next) => next !== null);
    nextTryAt = known.length === 0 ? null : Math.min(...known);
    tellState();
    return nextTryAt;
  }

  async function startAll(kind: OutboxKind, now: number): Promise<number | null> {
    const blocked = new Map<ConnectionId, number | null>();
    const isOpen = (id: ConnectionId): boolean => {
      if (blocked.has(id)) return false;
      const opensAt = lanes.opensAt(id, now);
      if (opensAt !== null && opensAt <= now) return true;
      blocked.set(id, opensAt);
      return false;
    };
    for (const { id } of await storage.read.connections.list()) isOpen(id);

    while (inFlight[kind].size < atOnce[kind]) {
      const rows = await storage.read.outbox.due(kind, now, [...blocked.keys()], atOnce[kind] - inFlight[kind].size);
      if (rows.length === 0) break;
      for (const row of rows) {
        if (isOpen(row.connection_id)) await start(row, now);
      }
    }

    const times = [...blocked.values()].filter((opensAt) => opensAt !== null);
    const slotsTaken = inFlight[kind].size >= atOnce[kind];
    const next = slotsTaken ? null : await storage.read.outbox.nextAt(kind, [...blocked.keys()]);
    if (next !== null) times.push(next);
    if (times.length === 0) return null;
    return (await anythingWaits(kind)) ? Math.min(...times) : null;
  }

  async function anythingWaits(kind: OutboxKind): Promise<boolean> {
    return (await storage.read.outbox.nextAt(kind, [])) !== null;
  }

  async function start(row: OutboxRow, now: number): Promise<void> {
    if (row.kind === 'read') {
      const job = await storage.write((tx) => claimReceipt(tx, row, now), { durable: false });
      if (job !== null) fly(row, runOneReceipt(job));
      return;
    }
    const wait = await pairs.waitMs(row.conversation_id, now);
    if (wait > 0) {
      await storage.write((tx) => tx.outbox.requeue(row.id, now + wait, row.attempts));
      return;
    }
    if (row.kind === 'message') {
      const job = await storage.write((tx) => claim(tx, row, now));
      if (job === null) return;
      pairs.take(row.conversation_id, now);
      fly(row, runMessage(job));
      return;
    }
    const job = await storage.write((tx) => claimReaction(tx, row, now));
    if (job === null) return;
    if ('refused' in job) {
      outcomes.tell(row.message_id, job.refused);
      return;
    }
    pairs.take(row.conversation_id, now);
    fly(row, runOneReaction(job));
  }

  function fly(row: OutboxRow, work: Promise<void>): void {
    lanes.take(row.connection_id, clock.now(), graph.spacingMs(row.connection_id));
    const flight = work
      .catch((thrown: unknown) => log.error('outbox.broke', { messageId: row.message_id }, thrown))
      .finally(() => {
        inFlight[row.kind].delete(flight);
        lanes.ended(row.connection_id);
        nudge();
      });
    inFlight[row.kind].add(flight);
  }

  async function runMessage(job: SendJob): Promise<void> {
    const { context } = job;
    const failure = await runner.run(job, connectionTarget(context, options.secrets), abort.signal);
    if (failure === undefined) return;
    if (failure === null) lanes.answered(context.connectionId);
    else heed(context, failure, clock.now());
  }

  async function runOneReaction(job: ReactionJob): Promise<void> {
    const { row, context } = job;
    const parts = { storage, graph, clock, log, random, stored, opaque: reactionOpaque(options.opaqueOf(row.message_id)) };
    const { settled, refusal, failure } = await runReaction(parts, job, connectionTarget(context, options.secrets), abort.signal);
    if (failure === null) lanes.answered(context.connectionId);
    else heed(context, failure, clock.now());
    if (settled) outcomes.tell(row.message_id, refusal);
  }

  async function runOneReceipt(job: ReceiptJob): Promise<void> {
    const failure = await runReceipt({ storage, graph, clock, log, random }, job, connectionTarget(job.context, options.secrets), abort.signal);
    if (failure === null) lanes.answered(job.context.connectionId);
    else heed(job.context, failure, clock.now());
  }

  /** What a failure means for the number's other messages. */
  function heed({ connectionId: id, conversationId }: SendContext, failure: GraphFailure, now: number): void {
    if (failure.scope === 'conversation' && failure.reason === 'throttled') pairs.drained(conversationId, now);
    if (failure.reason === 'secret_missing') return;
    if (failure.reason === 'offline' || failure.reason === 'cut') {
      lanes.unanswered(id, now, failure.reason === 'offline', random());
      return;
    }
    lanes.answered(id);
    if (failure.scope === 'number' && failure.reason === 'throttled') lanes.throttled(id, now + (failure.waitMs ?? 1000));
  }

  /** An outcome must not be lost because the disk is full for a while. */
  async function stored(write: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        return await write();
      } catch (thrown) {
        log.error('outbox.not_stored', {}, thrown);
        if (abort.signal.aborted) throw thrown;
        await new Promise<void>((resolve) => clock.after(STORE_AGAIN_MS, resolve));
      }
    }
  }

  /** Whatever a process was sending when it ended may have left: a message becomes unsure, what may be told twice goes again. */
  async function settleInterrupted(): Promise<void> {
    const now = clock.now();
    await storage.write(async (tx) => {
      for (const row of await tx.outbox.interrupted()) {
        // Receipts and reactions may be told twice, and while a file was being uploaded nothing of its message had left.
        const harmless = row.kind !== 'message' || (await tx.messageSends.byId(row.message_id))?.state === 'queued';
        if (harmless) {
          await tx.outbox.requeue(row.id, now, row.attempts);
          continue;
        }
        await tx.outbox.remove(row.id);
        if (await tx.messageSends.move(row.message_id, ['sending'], 'unsure')) {
          await tx.attempts.add({ messageId: row.message_id, at: now, outcome: 'unsure' });
          announce(tx, row.message_id, row.conversation_id);
        }
      }
    });
  }

  async function openAll(throttledToo = false): Promise<void> {
    await storage.write((tx) => tx.outbox.bringForward(clock.now(), throttledToo));
    lanes.openAll(clock.now(), throttledToo);
    nudge();
  }

  async function clearPauses(ids: readonly ConnectionId[], tokenToo: boolean): Promise<void> {
    await storage.write(async (tx) => {
      for (const id of ids) {
        const token = tokenToo && (await tx.connections.setTokenRefused(id, null));
        if ((await tx.connections.setPaused(id, null)) || token) tx.changed({ type: 'connections' });
      }
    });
    // One message finds out whether it is really in order; the others wait for that.
    for (const id of ids) lanes.throttled(id, clock.now());
  }

  /** A refused token may work again; asking about the number finds out without spending a message. */
  async function tokenWorks(id: ConnectionId): Promise<boolean> {
    const connection = await storage.read.connections.byId(id);
    if (connection === undefined) return false;
    const { phone_number_id: phoneNumberId, waba_id: wabaId, graph_url: graphUrl, graph_version: graphVersion } = connection;
    const token = async () => await options.secrets.get(id, 'access_token');
    try {
      return (await graph.phoneNumber({ connectionId: id, phoneNumberId, wabaId, graphUrl, graphVersion, token }, abort.signal)).ok;
    } catch (thrown) {
      log.error('outbox.not_asked', { connectionId: id }, thrown);
      return false;
    }
  }

  return {
    async start() {
      await settleInterrupted();
      unsubscribe = storage.onCommit((changes) => {
        if (changes.some(({ type }) => type === 'connections')) nudge();
      });
      started = true;
      pump.nudge();
    },

    nudge,

    async wake() {
      for (const { connectionId, reason } of lanes.paused()) {
        if (reason === 'account') await clearPauses([connectionId], false);
        if (reason === 'token_refused' && (await tokenWorks(connectionId))) await clearPauses([connectionId], true);
      }
      await openAll();
    },

    async resume(connectionId) {
      await clearPauses([connectionId], true);
      await openAll();
    },

    cancelUpload: (id) => runner.cancelUpload(id),

    reactionOutcome: (id, withinMs) => outcomes.of(id, withinMs),

    async idle() {
      do {
        await pump.settled();
        await Promise.all(flights());
        await pump.settled();
      } while (flights().length > 0);
    },

    async stop() {
      unsubscribe?.();
      await pump.stop();
      const cancel = clock.after(GRACE_MS, () => abort.abort(new DOMException('Wicket ends', 'AbortError')));
      await Promise.all(flights());
      cancel();
      outcomes.end();
    },

    state,
  };
}
