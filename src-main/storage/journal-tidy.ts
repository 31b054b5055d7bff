import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { DeliveryId } from '../domain/ids.ts';
import type { Clock, Log } from '../ports.ts';
import { type StoredDelivery, tidyNotes } from './repositories/journal-bodies.ts';
import type { Storage } from './storage.ts';

const compress = promisify(zstdCompress);

/** Bodies stay as they came for this long, since new ones are what is read again. */
const packAfterMs = 3_600_000;
const dayMs = 86_400_000;
const everyMs = 600_000;
/** Deliveries in one slice: small enough that a webhook or a person hardly waits for it. */
const slice = 32;

export interface JournalTidy {
  /** Goes over everything that is due now. Gives how many bodies were packed and let go. Resolves early after `stop`. */
  run(): Promise<{ readonly packed: number; readonly cleared: number }>;
  /** From now on by itself, every ten minutes. */
  start(): void;
  /** Resolves when the slice that runs is done. */
  stop(): Promise<void>;
}

export interface JournalTidyDeps {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
  /** Days for which whole bodies are kept (setting `journalDays`). */
  readonly keepDays: () => number | Promise<number>;
}

/** Packs older webhook bodies and lets go of those past their time. A body that is not yet split into items is never touched. */
export function createJournalTidy({ storage, clock, log, keepDays }: JournalTidyDeps): JournalTidy {
  let stopped = false;
  let cancel = (): void => undefined;
  let running: Promise<unknown> = Promise.resolve();

  /** Walks slices from the noted place until `work` finds one that is not due; the note moves in the same transaction. */
  async function walk(note: string, due: (delivery: StoredDelivery) => boolean, prepare: Prepare): Promise<number> {
    let at = Number((await storage.read.settings.get(note)) ?? 0) as DeliveryId | 0;
    let done = 0;
    while (!stopped) {
      const found = await storage.read.journal.after(at, slice);
      const undue = found.findIndex((delivery) => !due(delivery));
      const batch = undue < 0 ? found : found.slice(0, undue);
      const last = batch.at(-1);
      if (last === undefined) break;
      const { count, write } = await prepare(batch);
      await storage.write(
        async (tx) => {
          await write(tx);
          await tx.settings.set(note, last.id);
        },
        { lane: 'apply', durable: false },
      );
      at = last.id;
      done += count;
      if (undue >= 0 || found.length < slice) break;
    }
    return done;
  }

  async function run(): Promise<{ packed: number; cleared: number }> {
    const now = clock.now();
    const clearBefore = now - (await keepDays()) * dayMs;
    const packBefore = now - packAfterMs;
    const cleared = await walk(tidyNotes.cleared, ({ receivedAt, split }) => split && receivedAt < clearBefore, clearBatch);
    const packed = await walk(tidyNotes.packed, ({ receivedAt, split }) => split && receivedAt < packBefore, packBatch);
    if (packed + cleared > 0) log.info('journal.tidied', { packed, cleared });
    return { packed, cleared };
  }

  function runOnce(): Promise<{ packed: number; cleared: number }> {
    const next = running.then(run);
    running = next.catch(() => undefined);
    return next;
  }

  function schedule(ms: number): void {
    cancel = clock.after(ms, () => {
      void runOnce()
        .catch((thrown: unknown) => log.error('journal.tidy_failed', {}, thrown))
        .finally(() => {
          if (!stopped) schedule(everyMs);
        });
    });
  }

  return {
    run: runOnce,
    start: () => schedule(everyMs / 10),
    async stop() {
      stopped = true;
      cancel();
      await running;
    },
  };
}

type Prepare = (batch: readonly StoredDelivery[]) => Promise<{
  readonly count: number;
  write(tx: Pick<Storage['read'], 'journal'>): Promise<void>;
}>;

async function clearBatch(batch: readonly StoredDelivery[]): ReturnType<Prepare> {
  const [first, last] = [batch[0], batch.at(-1)];
  const bodies = batch.flatMap(({ body }) => (body === null ? [] : [body]));
  return {
    count: bodies.length,
    async write(tx) {
      if (first !== undefined && last !== undefined) await tx.journal.clear(first.id, last.id);
      await tx.journal.addBytes(-bodies.reduce((sum, body) => sum + body.length, 0));
    },
  };
}

/** Packing runs beside the event loop, before the transaction; what does not get smaller stays as it is. */
async function packBatch(batch: readonly StoredDelivery[]): ReturnType<Prepare> {
  const packed: { id: DeliveryId; body: Uint8Array }[] = [];
  let saved = 0;
  for (const { id, body, packed: already } of batch) {
    if (body === null || already) continue;
    const smaller = await compress(body, { params: { [constants.ZSTD_c_compressionLevel]: 6 } });
    if (smaller.length >= body.length) continue;
    packed.push({ id, body: smaller });
    saved += body.length - smaller.length;
  }
  return {
    count: packed.length,
    async write(tx) {
      for (const { id, body } of packed) await tx.journal.setPacked(id, body);
      await tx.journal.addBytes(-saved);
    },
  };
}
