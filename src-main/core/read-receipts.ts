import type { ConversationId, MessageId } from '../domain/ids.ts';
import type { Clock } from '../ports.ts';
import type { InboundPlace } from '../storage/repositories/message-sends-receipts.ts';
import type { Storage, Transaction } from '../storage/storage.ts';

/** Meta takes read receipts of messages that are at most this old. */
export const RECEIPT_AGE_MS = 30 * 24 * 60 * 60 * 1000;

export interface ReadReceipts {
  /** A person has had a conversation open and focused up to a message. Tells the customer where the number's setting says so. */
  onRead(conversationId: ConversationId, upTo: MessageId): Promise<void>;
}

/**
 * Read receipts by each number's setting: `open` when a person has read, `reply` when a reply is accepted (the outbox sees to
 * that), `never`. Nothing is told on arrival. They go through the outbox, behind messages, and their failures hold up nothing.
 */
export function createReadReceipts(parts: {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly clock: Clock;
  readonly outbox: { nudge(): void };
}): ReadReceipts {
  const { storage, clock, outbox } = parts;
  return {
    async onRead(conversationId, upTo) {
      const context = await storage.read.messageSends.context(conversationId);
      if (context === null || context.readReceipts !== 'open') return;
      const added = await storage.write((tx) => enqueueReceipt(tx, conversationId, upTo, clock.now()), { durable: false });
      if (added) outbox.nudge();
    },
  };
}

/**
 * Queues the receipt of the customer's newest message (not after `upTo` where given). False when there is nothing to tell: none, too old,
 * told already, or a group, where each message would need its own.
 */
export async function enqueueReceipt(tx: Transaction, conversationId: ConversationId, upTo: MessageId | null, now: number): Promise<boolean> {
  const context = await tx.messageSends.context(conversationId);
  if (context === null || context.isGroup) return false;
  const newest = await tx.receipts.newestInbound(conversationId, now - RECEIPT_AGE_MS, upTo);
  if (newest === null) return false;
  const known = [await tx.receipts.told(conversationId), await tx.receipts.waiting(conversationId)];
  if (known.some((place) => place !== null && !isAfter(newest, place))) return false;
  await tx.outbox.dropWaitingReceipts(conversationId);
  return await tx.outbox.add({ kind: 'read', connectionId: context.connectionId, conversationId, messageId: newest.id, nextAt: now });
}

function isAfter(one: InboundPlace, other: InboundPlace): boolean {
  if (one.sortAt !== other.sortAt) return one.sortAt > other.sortAt;
  return one.wamid > other.wamid;
}
