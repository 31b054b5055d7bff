import type { StoredFailure } from '../../domain/meta-errors.ts';
import { mayWriteFreely } from '../../domain/service-window.ts';
import type { OutboxRow } from '../../storage/repositories/outbox.ts';
import type { Address, OutboundMessage, SendContext } from '../../storage/repositories/message-sends.ts';
import type { Transaction } from '../../storage/storage.ts';
import { announce } from './announce.ts';

/** One message on its way: everything that the request needs, read in the transaction that claimed it. */
export interface SendJob {
  readonly row: OutboxRow;
  readonly message: OutboundMessage & { readonly text: string };
  readonly context: SendContext;
  readonly address: Address;
}

/** A process that dies leaves its claims; they are settled at the next start, so the lease only tells how old one is. */
const LEASE_MS = 2 * 60_000;

/**
 * Takes one row for sending. The window is checked again here, because it may have closed while the message waited; then the message
 * fails with that reason and no request is made. Null: there is nothing to send.
 */
export async function claim(tx: Transaction, row: OutboxRow, now: number): Promise<SendJob | null> {
  const message = await tx.messageSends.byId(row.message_id);
  if (message === null || message.state !== 'queued') {
    await tx.outbox.remove(row.id);
    tx.changed({ type: 'health' });
    return null;
  }
  if (message.conversationId !== row.conversation_id) {
    await tx.outbox.moveTo(row.id, message.conversationId);
    return null;
  }
  const context = await tx.messageSends.context(message.conversationId);
  if (context === null) return await giveUp(tx, row, message, 'not_found', now);
  if (!mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now)) {
    return await giveUp(tx, row, message, 'window_closed', now);
  }
  if (message.text === null) return await giveUp(tx, row, message, 'text_empty', now);
  const address = await tx.messageSends.address(context.contactId);
  if (!(await tx.outbox.claim(row.id, now + LEASE_MS))) return null;
  await tx.messageSends.move(message.id, ['queued'], 'sending');
  announce(tx, message.id, message.conversationId);
  return { row, message: { ...message, text: message.text }, context, address };
}

async function giveUp(
  tx: Transaction,
  row: OutboxRow,
  message: OutboundMessage,
  reason: NonNullable<StoredFailure['reason']>,
  now: number,
): Promise<null> {
  const failure: StoredFailure = { code: null, title: null, details: null, from: 'wicket', reason };
  await tx.messageSends.move(message.id, ['queued'], 'failed', JSON.stringify(failure));
  await tx.outbox.remove(row.id);
  await tx.attempts.add({ messageId: message.id, at: now, outcome: reason });
  announce(tx, message.id, message.conversationId);
  return null;
}
