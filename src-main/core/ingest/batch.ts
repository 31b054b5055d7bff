import type { ConnectionId, PhoneNumberId } from '../../domain/ids.ts';
import type { Storage, Transaction } from '../../storage/storage.ts';
import type { ItemRow } from '../../storage/repositories/journal-items.ts';
import type { WebhookItem } from '../../wire/split.ts';
import { readFolderTag } from '../folder-tag.ts';
import { applyItem, type ApplyContext, type ItemPlace, type Verdict } from './apply.ts';
import { createPeople } from './people.ts';
import { targetOf } from './read-changes.ts';
import { peerOf, recipientOf } from './sighting.ts';
import { createWorkspace } from './workspace.ts';

/** Most items, and most time (milliseconds), of one transaction: webhooks that want their 200 wait no longer than that. */
export const batchItems = 64;
const batchMs = 5;

/** A delivery on its way through. */
export interface DeliveryWork {
  readonly place: ItemPlace;
  readonly items: readonly WebhookItem[];
  /** What the journal says of its items so far, by ordinal; null when it was not split yet. */
  readonly before: ReadonlyMap<number, ItemRow> | null;
  /** How many of `items` are done. */
  done: number;
  /** Whether the split is in the journal. */
  recorded: boolean;
}

/** Runs items of these deliveries, in order, in one transaction, and writes what became of them. Moves `done` forward only if it is committed. */
export async function runBatch(storage: Storage, work: readonly DeliveryWork[], most: number, now: number): Promise<number> {
  const { done, total } = await storage.write(async (tx) => applyBatch(tx, planOf(work, most), now), { lane: 'apply', durable: false });
  for (const [delivery, count] of done) {
    delivery.done += count;
    delivery.recorded = true;
  }
  return total;
}

/** Writes one item down as failed, with its error; what it holds stays in the journal and can be run again. */
export async function quarantine(storage: Storage, delivery: DeliveryWork, reason: string): Promise<void> {
  await storage.write(
    async (tx) => {
      const item = delivery.items[delivery.done];
      if (item === undefined) return;
      const rows = [rowOf(delivery, item, 'quarantined', reason.slice(0, 300))];
      if (!delivery.recorded) rows.push(...waitingAfter(delivery, delivery.done + 1));
      await record(tx, [delivery], rows, delivery.recorded);
      tx.changed({ type: 'health' });
    },
    { lane: 'apply', durable: false },
  );
  delivery.done += 1;
  delivery.recorded = true;
}

interface Planned {
  readonly delivery: DeliveryWork;
  readonly item: WebhookItem;
}

function planOf(work: readonly DeliveryWork[], most: number): Planned[] {
  const plan: Planned[] = [];
  for (const delivery of work) {
    for (let at = delivery.done; at < delivery.items.length && plan.length < most; at += 1) {
      const item = delivery.items[at];
      if (item !== undefined) plan.push({ delivery, item });
    }
  }
  return plan;
}

async function applyBatch(tx: Transaction, plan: readonly Planned[], now: number): Promise<{ done: Map<DeliveryWork, number>; total: number }> {
  const startedAt = performance.now();
  const context = await openContext(tx, now);
  await preload(context, plan);
  const verdicts: { readonly planned: Planned; readonly verdict: Verdict }[] = [];
  for (const planned of plan) {
    if (verdicts.length > 0 && performance.now() - startedAt > batchMs) break;
    verdicts.push({ planned, verdict: await applyItem(context, planned.item, planned.delivery.place) });
  }
  await context.people.flush();
  await context.workspace.flush();

  const done = new Map<DeliveryWork, number>();
  const rows: ItemRow[] = [];
  for (const { planned, verdict } of verdicts) {
    const { delivery, item } = planned;
    done.set(delivery, (done.get(delivery) ?? 0) + 1);
    rows.push(rowOf(delivery, item, verdict.outcome, verdict.reason ?? null));
  }
  const fresh = [...done.keys()].filter((delivery) => !delivery.recorded);
  for (const delivery of fresh) rows.push(...waitingAfter(delivery, delivery.done + (done.get(delivery) ?? 0)));
  await record(tx, fresh, rows, false);
  if (rows.length > 0) tx.changed({ type: 'health' });
  return { done, total: verdicts.length };
}

async function openContext(tx: Transaction, now: number): Promise<ApplyContext> {
  const connections = new Map<PhoneNumberId, ConnectionId>();
  for (const { id, phoneNumberId } of await tx.journalItems.connections()) connections.set(phoneNumberId, id);
  const workspace = createWorkspace(tx);
  const people = createPeople({ tx, now, beforeRegroup: () => workspace.flush(), afterRegroup: () => workspace.forget() });
  return { tx, people, workspace, connections, folderTag: await readFolderTag(tx.settings) };
}

/** One look-up for all items instead of one each. */
async function preload({ people, workspace, connections }: ApplyContext, plan: readonly Planned[]): Promise<void> {
  const wamids = new Set<string>();
  const sightings = [];
  for (const { item } of plan) {
    if (item.phoneNumberId === null || !connections.has(item.phoneNumberId as PhoneNumberId)) continue;
    if (item.key !== null) wamids.add(item.key);
    const target = targetOf(item);
    if (target !== null) wamids.add(target);
    const sighting = item.kind === 'status' ? recipientOf(item) : item.kind === 'message' ? peerOf(item, 'in') : item.kind === 'echo' ? peerOf(item, 'out') : null;
    if (sighting !== null && (item.kind !== 'status' || sighting.identities.length > 1)) sightings.push(sighting);
  }
  await people.preload(sightings);
  await workspace.preload([...wamids], people.knownContacts());
}

function rowOf(delivery: DeliveryWork, item: WebhookItem, outcome: ItemRow['outcome'], reason: string | null): ItemRow {
  const before = delivery.before?.get(item.ordinal);
  // Run again, the item finds its own message: it is still the one that was applied, or whatever it was then.
  const settled = outcome === 'duplicate' && (before?.outcome === 'applied' || before?.outcome === 'duplicate');
  return {
    deliveryId: delivery.place.deliveryId,
    ordinal: item.ordinal,
    kind: item.kind,
    phoneNumberId: item.phoneNumberId,
    key: item.key?.toWellFormed() ?? null,
    outcome: settled ? before.outcome : outcome,
    reason: settled ? before.reason : reason,
  };
}

function waitingAfter(delivery: DeliveryWork, from: number): ItemRow[] {
  return delivery.items.slice(from).map((item) => rowOf(delivery, item, 'waiting', null));
}

/** Writes outcomes, and moves the totals with them. */
async function record(tx: Transaction, fresh: readonly DeliveryWork[], rows: readonly ItemRow[], recorded: boolean): Promise<void> {
  await tx.journalItems.record(rows, recorded ? [] : fresh.filter(({ before }) => before === null).map(({ place }) => place.deliveryId));
}
