import { setImmediate as nextTurn } from 'node:timers/promises';
import { WicketError } from '../../domain/errors.ts';
import type { DeliveryId } from '../../domain/ids.ts';
import type { Clock, Log } from '../../ports.ts';
import type { ItemRow, WaitingDelivery } from '../../storage/repositories/journal-items.ts';
import type { Storage } from '../../storage/storage.ts';
import { parseBody, splitBody } from '../../wire/split.ts';
import { batchItems, type DeliveryWork, quarantine, runBatch } from './batch.ts';

export interface IngestOptions {
  readonly storage: Storage;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Which part of the journal to run again. `all`: every body that is kept. `unsettled`: quarantined and waiting items. A number: items that were
 * ignored because it was not connected then.
 */
export type ReprocessScope = 'all' | 'unsettled' | { readonly phoneNumberId: string };

/** Turns the journal into conversations. */
export interface Ingest {
  /** Begins with what waits and goes on with what is appended. */
  start(): void;
  /** Resolves when nothing waits; rejects when the database refuses. */
  drain(): Promise<void>;
  /** Runs a part of the journal again; answers how many items that were. The same journal gives the same database. */
  reprocess(scope: ReprocessScope): Promise<number>;
  /** Ends after the running batch. */
  stop(): Promise<void>;
}

/** Deliveries read at once. */
const page = 64;
/** The same where their size is not looked at. */
const selected = 16;
/** After the database refused (milliseconds). */
const retryMs = 5000;

export function createIngest({ storage, clock, log }: IngestOptions): Ingest {
  let stopped = false;
  let started = false;
  let running: Promise<void> | null = null;
  let again = false;
  let unsubscribe: (() => void) | null = null;
  let cancelRetry: (() => void) | null = null;
  /** Pages of the journal run one at a time; the loop and reprocessing take turns, so that neither waits for the other's end. */
  let last: Promise<unknown> = Promise.resolve();

  function exclusive<T>(task: () => Promise<T>): Promise<T> {
    const mine = last.then(task, task);
    last = mine.catch(() => undefined);
    return mine;
  }

  async function runAll(deliveries: readonly DeliveryWork[]): Promise<number> {
    let items = 0;
    let from = 0;
    while (from < deliveries.length && !stopped) {
      const delivery = deliveries[from];
      if (delivery === undefined || delivery.done >= delivery.items.length) {
        from += 1;
        continue;
      }
      items += await runSome(deliveries.slice(from, from + batchItems), batchItems);
      await nextTurn();
    }
    return items;
  }

  /** A batch that fails is done again item by item, so that one bad item does not hold up its neighbours. */
  async function runSome(deliveries: readonly DeliveryWork[], most: number): Promise<number> {
    try {
      return await runBatch(storage, deliveries, most, clock.now());
    } catch (thrown) {
      if (thrown instanceof WicketError) throw thrown;
      if (most > 1) {
        let items = 0;
        for (let at = 0; at < batchItems && !stopped; at += 1) {
          const next = deliveries.find((one) => one.done < one.items.length);
          if (next === undefined) break;
          items += await runSome([next], 1);
          await nextTurn();
        }
        return items;
      }
      const delivery = deliveries[0];
      if (delivery === undefined) throw thrown;
      const item = delivery.items[delivery.done];
      log.error('ingest.quarantined', { deliveryId: delivery.place.deliveryId, ordinal: item?.ordinal, kind: item?.kind }, thrown);
      await quarantine(storage, delivery, thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : 'Unknown failure');
      return 1;
    }
  }

  async function runWaiting(): Promise<void> {
    let after: number | null = 0;
    while (after !== null && !stopped) {
      const from: number = after;
      after = await exclusive(async () => {
        const found = await storage.read.journalItems.unsplit(from, page);
        await runAll(found.map((delivery) => workOf(delivery, null, null)));
        return found.at(-1)?.id ?? null;
      });
    }
  }

  /** Items that a run before this one had split but not come to. */
  async function finishSplit(): Promise<void> {
    await runSelected((after) => storage.read.journalItems.deliveriesWith('waiting', after, selected), (row) => row.outcome === 'waiting');
  }

  async function runSelected(next: (after: number) => Promise<readonly DeliveryId[]>, wanted: (row: ItemRow) => boolean): Promise<number> {
    let items = 0;
    let after: number | null = 0;
    while (after !== null && !stopped) {
      const from: number = after;
      after = await exclusive(async () => {
        const ids = await next(from);
        const rows = rowsByDelivery(await storage.read.journalItems.itemsOf(ids));
        const deliveries = await storage.read.journalItems.deliveries(ids);
        const kept = deliveries.filter(({ body }) => body !== null);
        items += await runAll(kept.map((delivery) => workOf(delivery, rows.get(delivery.id) ?? new Map<number, ItemRow>(), wanted)));
        return ids.at(-1) ?? null;
      });
    }
    return items;
  }

  async function reprocess(scope: ReprocessScope): Promise<number> {
    if (scope === 'all') {
      return runSelected(
        (after) => storage.read.journalItems.kept(after, page),
        () => true,
      );
    }
    if (scope === 'unsettled') {
      return runSelected(
        (after) => storage.read.journalItems.deliveriesWith('unsettled', after, selected),
        ({ outcome }) => outcome === 'waiting' || outcome === 'quarantined',
      );
    }
    return runSelected(
      (after) => storage.read.journalItems.deliveriesWith(scope, after, selected),
      ({ reason, phoneNumberId }) => reason === 'unknown_number' && phoneNumberId === scope.phoneNumberId,
    );
  }

  async function loop(): Promise<void> {
    try {
      do {
        again = false;
        await runWaiting();
      } while (again && !stopped);
    } finally {
      // In the same step as the last look at `again`, so that no call to wake falls between.
      running = null;
    }
  }

  function wake(): Promise<void> {
    again = true;
    running ??= loop();
    return running;
  }

  function wakeAlone(): void {
    if (stopped) return;
    cancelRetry?.();
    cancelRetry = null;
    wake().catch((thrown: unknown) => {
      log.error('ingest.failed', {}, thrown);
      if (!stopped) cancelRetry = clock.after(retryMs, wakeAlone);
    });
  }

  return {
    start() {
      if (started) return;
      started = true;
      unsubscribe = storage.journal.onAppended(wakeAlone);
      finishSplit().catch((thrown: unknown) => log.error('ingest.failed', {}, thrown));
      wakeAlone();
    },
    async drain() {
      await finishSplit();
      await wake();
    },
    reprocess,
    async stop() {
      stopped = true;
      unsubscribe?.();
      cancelRetry?.();
      await last;
    },
  };
}

function workOf(delivery: WaitingDelivery, before: ReadonlyMap<number, ItemRow> | null, wanted: ((row: ItemRow) => boolean) | null): DeliveryWork {
  const all = splitBody(delivery.body === null ? undefined : parseBody(delivery.body));
  const items =
    before === null || wanted === null
      ? all
      : all.filter(({ ordinal }) => {
          const row = before.get(ordinal);
          return row !== undefined && wanted(row);
        });
  return { place: { deliveryId: delivery.id, receivedAt: delivery.receivedAt }, items, before, done: 0, recorded: before !== null };
}

function rowsByDelivery(rows: readonly ItemRow[]): Map<number, Map<number, ItemRow>> {
  const byDelivery = new Map<number, Map<number, ItemRow>>();
  for (const row of rows) {
    const known = byDelivery.get(row.deliveryId);
    if (known === undefined) byDelivery.set(row.deliveryId, new Map([[row.ordinal, row]]));
    else known.set(row.ordinal, row);
  }
  return byDelivery;
}
