import type { ConnectionId } from '../../domain/ids.ts';
import { CUSTOMER_MEDIA_LIFE_MS, nextMediaTry } from '../../domain/media-retry.ts';
import type { GraphTarget } from '../../graph/index.ts';
import type { DueMedia } from '../../storage/repositories/media.ts';
import type { Transaction } from '../../storage/storage.ts';
import { createPump } from '../outbox/pump.ts';
import { download, type DownloadOutcome } from './download.ts';
import { createMediaLanes } from './lanes.ts';
import type { MediaJobs, MediaJobsOptions, MediaPause } from './types.ts';

/** Downloads claimed ahead of their turn, for each that runs: one look at the database then serves several. */
const AHEAD = 4;
const LONGEST_SLEEP_MS = 60_000;
/** Ingest commits many times a second; one look serves them all. */
const GATHER_MS = 20;
/** That much stays free for what must never fail: messages. */
const RESERVE_BYTES = 64 * 1024 * 1024;
/** How often the free room is asked for while files come in. */
const FREE_AGAIN_MS = 2_000;
/** A full disk is looked at again after this. */
const FULL_AGAIN_MS = 30_000;
/** Less is a correction by Meta's time. */
const SETBACK_MS = 5_000;
/** "Not there" said so often is believed. */
const NOT_THERE_TRIES = 3;
const MEGABYTE = 1024 * 1024;

/** Downloads what messages name, several at once, over days if it must be. */
export function createMediaJobs(options: MediaJobsOptions): MediaJobs {
  const { storage, graph, clock, log, store, random = Math.random } = options;
  const lanes = createMediaLanes();
  const pump = createPump({ clock, log, name: 'media', round, longestSleepMs: LONGEST_SLEEP_MS });
  const inFlight = new Set<Promise<void>>();
  const claimed: DueMedia[] = [];
  /** Given back as soon as the database takes it: it may be full as well. */
  const toGiveBack = new Map<number, number>();
  let abort = new AbortController();
  let started = false;
  let paused: MediaPause = null;
  let fullUntil = 0;
  let freeAskedAt = 0;
  let budgetUntil = 0;
  let usedBytes = 0;
  let lastRoundAt = 0;
  let gathering: (() => void) | null = null;
  let unsubscribe: (() => void) | null = null;
  let limits: { readonly atOnce: number; readonly budget: number } | null = null;
  let blockedByToken: readonly ConnectionId[] | null = null;

  function nudge(): void {
    if (started) pump.nudge();
  }

  function setPaused(to: MediaPause): void {
    if (paused === to) return;
    paused = to;
    if (to !== null) log.warn('media.paused', { reason: to });
    options.onPaused?.(to);
  }

  async function readLimits(): Promise<{ readonly atOnce: number; readonly budget: number }> {
    const { mediaConcurrency, mediaBudgetMb } = await options.settings.current();
    limits = { atOnce: mediaConcurrency, budget: mediaBudgetMb === 0 ? Number.POSITIVE_INFINITY : mediaBudgetMb * MEGABYTE };
    return limits;
  }

  /** Numbers that cannot ask: without a token, or with a refused one. */
  async function readBlocked(): Promise<readonly ConnectionId[]> {
    const withToken = new Set<ConnectionId>();
    for (const { kind, connection_id: id } of await storage.read.secrets.statuses()) if (kind === 'access_token') withToken.add(id);
    const all = await storage.read.connections.list();
    blockedByToken = all.filter(({ id, token_refused_at: refusedAt }) => refusedAt !== null || !withToken.has(id)).map(({ id }) => id);
    return blockedByToken;
  }

  /** Starts what may start now; says when to look again (epoch ms). */
  async function round(): Promise<number | null> {
    const now = clock.now();
    if (now < lastRoundAt - SETBACK_MS) {
      await storage.write((tx) => tx.media.bringForward(now));
      lanes.openAll();
    }
    lastRoundAt = now;
    if (toGiveBack.size > 0) await giveBackLeft();
    const { atOnce, budget } = limits ?? (await readLimits());
    const tokenless = blockedByToken ?? (await readBlocked());

    const stop = await whyFull(now, budget);
    if (stop !== null) {
      for (const { id } of claimed.splice(0)) toGiveBack.set(id, now);
      setPaused(stop);
      return now + FULL_AGAIN_MS;
    }
    const blocked = [...tokenless, ...lanes.closed(now)];
    if (claimed.length === 0 && inFlight.size < atOnce) await claim(now, blocked, atOnce);
    while (inFlight.size < atOnce) {
      const job = claimed.shift();
      if (job === undefined) break;
      fly(job, budget);
    }
    setPaused(tokenless.length > 0 && (await storage.read.media.anyWaiting(tokenless)) ? 'token_refused' : null);
    if (claimed.length > 0 || inFlight.size >= atOnce) return null;
    const nexts = [await storage.read.media.nextAt(blocked), lanes.opensAt(now)].filter((next) => next !== null);
    return nexts.length === 0 ? null : Math.min(...nexts);
  }

  async function whyFull(now: number, budget: number): Promise<'disk_full' | 'budget_reached' | null> {
    if (now < fullUntil) return 'disk_full';
    if (now >= freeAskedAt + FREE_AGAIN_MS || now < freeAskedAt) {
      freeAskedAt = now;
      if ((await store.free()) < RESERVE_BYTES) {
        fullUntil = now + FULL_AGAIN_MS;
        return 'disk_full';
      }
    }
    if (now < budgetUntil) return 'budget_reached';
    if (usedBytes < budget) return null;
    // Something may have been swept away since.
    usedBytes = (await storage.read.media.figures()).bytes;
    return usedBytes >= budget ? 'budget_reached' : null;
  }

  async function claim(now: number, blocked: readonly ConnectionId[], atOnce: number): Promise<void> {
    const due = await storage.read.media.due(now, blocked, atOnce * AHEAD);
    const fresh = due.filter(({ id }) => !toGiveBack.has(id));
    if (fresh.length === 0) return;
    await storage.write(
      async (tx) => {
        await tx.media.claim(fresh.map(({ id }) => id));
        for (const { messageId, conversationId } of fresh) tx.changed({ type: 'message', id: messageId, conversationId });
      },
      { durable: false },
    );
    claimed.push(...fresh);
  }

  function fly(job: DueMedia, budget: number): void {
    const flight = run(job, budget)
      .catch((thrown: unknown) => {
        log.error('media.broke', { mediaId: job.id }, thrown);
        toGiveBack.set(job.id, clock.now() + FULL_AGAIN_MS);
      })
      .finally(() => {
        inFlight.delete(flight);
        nudge();
      });
    inFlight.add(flight);
  }

  async function run(job: DueMedia, budget: number): Promise<void> {
    if (!lanes.isOpen(job.connectionId, clock.now()) || abort.signal.aborted) {
      toGiveBack.set(job.id, clock.now());
      return;
    }
    if (await alreadyHere(job)) return;
    const startedAt = clock.now();
    const outcome = await download({ graph, store, now: clock.now }, job, targetOf(job), Math.max(0, budget - usedBytes), abort.signal);
    await settle(job, outcome, clock.now() - startedAt);
  }

  /** The same content was stored before, by Meta's own word. */
  async function alreadyHere(job: DueMedia): Promise<boolean> {
    const { toldSha256 } = job;
    if (toldSha256 === null || (await storage.read.mediaFiles.get(toldSha256)) === null) return false;
    return await store.exclusive(toldSha256, async () => {
      if ((await storage.read.mediaFiles.get(toldSha256)) === null || !(await store.has(toldSha256))) return false;
      await storage.write((tx) => noteStored(tx, job, toldSha256), { durable: false });
      return true;
    });
  }

  async function settle(job: DueMedia, outcome: DownloadOutcome, ms: number): Promise<void> {
    const now = clock.now();
    switch (outcome.type) {
      case 'received': {
        const { received, facts } = outcome;
        const { sha256, bytes } = received;
        const { mime, width, height, durationMs, pages } = facts;
        lanes.answered(job.connectionId);
        await store.exclusive(sha256, async () => {
          await store.keep(received);
          const added = await storage.write(
            async (tx) => {
              const isNew = await tx.mediaFiles.put({ sha256, mime, bytes, width, height, durationMs, pages }, now);
              await noteStored(tx, job, sha256);
              return isNew;
            },
            { durable: false },
          );
          if (added) usedBytes += bytes;
        });
        log.info('media.stored', { mediaId: job.id, bytes, mime, ms });
        if (job.toldSha256 !== null && job.toldSha256 !== sha256) log.warn('media.hash_mismatch', { mediaId: job.id, bytes });
        return;
      }
      case 'held':
        toGiveBack.set(job.id, now);
        if (outcome.by === 'token') await tokenRefused(job);
        else lanes.close(job.connectionId, now, outcome.by === 'offline' ? null : (outcome.waitMs ?? FULL_AGAIN_MS), random());
        return;
      case 'full':
        toGiveBack.set(job.id, now);
        if (outcome.what === 'disk') fullUntil = now + FULL_AGAIN_MS;
        else budgetUntil = now + FULL_AGAIN_MS;
        setPaused(outcome.what === 'disk' ? 'disk_full' : 'budget_reached');
        return;
      case 'failed':
        // What was cut because the program ends is not the file's fault.
        if (abort.signal.aborted) toGiveBack.set(job.id, now);
        else await settleFailed(job, outcome, now);
    }
  }

  async function settleFailed(job: DueMedia, { code, final }: DownloadOutcome & { type: 'failed' }, now: number): Promise<void> {
    if (code !== 'cut') lanes.answered(job.connectionId);
    const failures = job.attempts + 1;
    const deadlineAt = job.deadlineAt ?? job.createdAt + CUSTOMER_MEDIA_LIFE_MS;
    const gone = (code === 'not_there' || code === 'no_source') && failures >= NOT_THERE_TRIES;
    const nextAt = final || gone ? null : nextMediaTry(now, failures, deadlineAt, random());
    const dead = gone || (!final && nextAt === null);
    await storage.write(async (tx) => {
      const to = nextAt !== null ? { state: 'waiting' as const, nextAt } : { state: dead ? ('gone' as const) : ('failed' as const) };
      await tx.media.notStored(job.id, dead ? 'gone' : code, to);
      await announce(tx, job);
    });
    log.warn('media.not_stored', { mediaId: job.id, code, failures, nextInMs: nextAt === null ? null : nextAt - now });
  }

  async function tokenRefused({ connectionId }: DueMedia): Promise<void> {
    await storage.write(async (tx) => {
      if (await tx.connections.setTokenRefused(connectionId, clock.now())) tx.changed({ type: 'connections' });
    });
    blockedByToken = null;
  }

  async function giveBackLeft(): Promise<void> {
    const back = [...toGiveBack];
    await storage.write(
      async (tx) => {
        for (const [id, nextAt] of back) await tx.media.giveBack(id, nextAt);
      },
      { durable: false },
    );
    for (const [id] of back) toGiveBack.delete(id);
  }

  function targetOf({ connectionId, phoneNumberId, wabaId, graphUrl, graphVersion }: DueMedia): GraphTarget {
    const token = async () => await options.secrets.get(connectionId, 'access_token');
    return { connectionId, phoneNumberId, wabaId, graphUrl, graphVersion, token };
  }

  async function noteStored(tx: Transaction, job: DueMedia, sha256: string): Promise<void> {
    await tx.media.stored(job.id, sha256);
    await announce(tx, job);
  }

  async function announce(tx: Transaction, job: DueMedia): Promise<void> {
    // It may have moved to another conversation meanwhile.
    const place = await tx.messages.place(job.messageId);
    if (place !== null) tx.changed({ type: 'message', id: job.messageId, conversationId: place.conversation_id });
    tx.changed({ type: 'health' });
  }

  return {
    async start() {
      await store.tidy();
      await storage.write((tx) => tx.media.giveBackAll());
      usedBytes = (await storage.read.media.figures()).bytes;
      unsubscribe = storage.onCommit((changes) => {
        for (const { type } of changes) {
          if (type === 'settings') {
            limits = null;
            budgetUntil = 0;
          }
          if (type === 'connections') blockedByToken = null;
          if (type !== 'settings' && type !== 'connections' && type !== 'message') continue;
          gathering ??= clock.after(GATHER_MS, () => {
            gathering = null;
            nudge();
          });
        }
      });
      started = true;
      pump.nudge();
    },

    nudge,

    async wake() {
      lanes.openAll();
      fullUntil = 0;
      budgetUntil = 0;
      await storage.write((tx) => tx.media.bringForward(clock.now()));
      nudge();
    },

    async idle() {
      do {
        await pump.settled();
        await Promise.all(inFlight);
        await pump.settled();
      } while (inFlight.size > 0 || claimed.length > 0);
    },

    async stop() {
      if (!started) return;
      started = false;
      unsubscribe?.();
      gathering?.();
      abort.abort(new DOMException('Wicket ends', 'AbortError'));
      await pump.stop();
      await Promise.all(inFlight);
      abort = new AbortController();
      for (const { id } of claimed.splice(0)) toGiveBack.set(id, clock.now());
      await giveBackLeft().catch((thrown: unknown) => log.error('media.not_given_back', {}, thrown));
    },

    state: () => ({ paused, active: inFlight.size }),
  };
}
