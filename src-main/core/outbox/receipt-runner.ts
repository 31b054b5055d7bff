import { backoffMs } from '../../domain/pacing.ts';
import type { Wamid } from '../../domain/ids.ts';
import type { Graph, GraphFailure, GraphTarget } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import type { SendContext } from '../../storage/repositories/message-sends.ts';
import type { OutboxRow } from '../../storage/repositories/outbox.ts';
import type { Storage, Transaction } from '../../storage/storage.ts';
import { RECEIPT_AGE_MS } from '../read-receipts.ts';

export interface ReceiptJob {
  readonly row: OutboxRow;
  readonly wamid: Wamid;
  readonly context: SendContext;
}

const LEASE_MS = 2 * 60_000;
/** A receipt is a courtesy: after this many tries it is let go. */
const MOST_TRIES = 4;

/** Takes one receipt for sending; null when it has become needless. */
export async function claimReceipt(tx: Transaction, row: OutboxRow, now: number): Promise<ReceiptJob | null> {
  const message = await tx.messageSends.byId(row.message_id);
  const place = await tx.messages.place(row.message_id);
  const context = message === null ? null : await tx.messageSends.context(message.conversationId);
  if (message === null || message.wamid === null || place === null || context === null || now - place.sort_at > RECEIPT_AGE_MS) {
    await tx.outbox.remove(row.id);
    return null;
  }
  if (message.conversationId !== row.conversation_id) {
    await tx.outbox.moveTo(row.id, message.conversationId);
    return null;
  }
  return (await tx.outbox.claim(row.id, now + LEASE_MS)) ? { row, wamid: message.wamid, context } : null;
}

/** Tells the customer that a message is read. Telling it twice is harmless, so a broken line is simply tried again. */
export async function runReceipt(
  parts: { readonly storage: Pick<Storage, 'write'>; readonly graph: Graph; readonly clock: Clock; readonly log: Log; readonly random: () => number },
  job: ReceiptJob,
  target: GraphTarget,
  signal: AbortSignal,
): Promise<GraphFailure | null> {
  const { storage, graph, clock, log, random } = parts;
  const result = await graph.markRead(target, job.wamid, signal);
  const now = clock.now();
  const tries = job.row.attempts + 1;
  await storage.write(async (tx) => {
    if (result.ok) {
      await tx.outbox.remove(job.row.id);
      await tx.receipts.setTold(job.context.conversationId, job.row.message_id);
      return;
    }
    const { failure } = result;
    const offline = failure.reason === 'offline' || failure.reason === 'secret_missing';
    if (offline || (failure.family !== 'refuse' && tries < MOST_TRIES)) {
      const wait = offline ? 0 : Math.max(failure.waitMs ?? 0, backoffMs(tries, random()));
      await tx.outbox.requeue(job.row.id, now + wait, offline ? job.row.attempts : tries);
      return;
    }
    await tx.outbox.remove(job.row.id);
    if (failure.reason === 'token' && (await tx.connections.setTokenRefused(job.context.connectionId, now))) {
      tx.changed({ type: 'connections' });
    }
  });
  if (result.ok) return null;
  log.info('outbox.receipt_failed', { messageId: job.row.message_id, family: result.failure.family, code: result.failure.code });
  return result.failure;
}
