import type { StoredFailure } from '../../domain/meta-errors.ts';
import { mayWriteFreely } from '../../domain/service-window.ts';
import { isFileKind, type MessageForm, type MetaObject } from '../../domain/outgoing-object.ts';
import type { OutboxRow } from '../../storage/repositories/outbox.ts';
import type { Address, OutboundMessage, SendContext } from '../../storage/repositories/message-sends.ts';
import type { Transaction } from '../../storage/storage.ts';
import { announce } from './announce.ts';

/** A file that goes with a message. */
export interface SendFile {
  /** Lower-case hex. */
  readonly sha256: string;
  readonly mime: string;
  readonly bytes: number;
  /** Meta's id of it, when it was uploaded before; null when it must be uploaded first. */
  readonly metaId: string | null;
}

/** One message on its way: everything that the request needs, read in the transaction that claimed it. */
export interface SendJob {
  readonly row: OutboxRow;
  readonly message: OutboundMessage;
  readonly form: MessageForm;
  readonly file: SendFile | null;
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
  if (context.blockedAt !== null) return await giveUp(tx, row, message, 'contact_blocked', now);
  const form = formOf(message);
  if (form === null) return await giveUp(tx, row, message, 'internal', now);
  const file = isFileKind(form.kind) ? await fileOf(tx, message, now) : null;
  if (isFileKind(form.kind) && file === null) return await giveUp(tx, row, message, 'file_missing', now);
  const address = await tx.messageSends.address(context.contactId);
  if (!(await tx.outbox.claim(row.id, now + LEASE_MS))) return null;
  // While its file is being uploaded nothing of the message itself has left, so it is still queued.
  if (file === null || file.metaId !== null) await tx.messageSends.move(message.id, ['queued'], 'sending');
  announce(tx, message.id, message.conversationId);
  return { row, message, form, file, context, address };
}

/**
 * The file is with Meta: from here on the message itself is on its way. False when it was taken back meanwhile; it fails when the window
 * closed meanwhile, and no request is made.
 */
export async function beginSend(tx: Transaction, job: SendJob, now: number): Promise<boolean> {
  const message = await tx.messageSends.byId(job.message.id);
  const row = await tx.outbox.byMessage('message', job.message.id);
  const context = message === null ? null : await tx.messageSends.context(message.conversationId);
  if (message === null || context === null || message.state !== 'queued' || row === null || row.id !== job.row.id || row.state !== 'sending') return false;
  if (!mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now)) {
    await giveUp(tx, row, message, 'window_closed', now);
    return false;
  }
  await tx.messageSends.move(message.id, ['queued'], 'sending');
  announce(tx, message.id, message.conversationId);
  return true;
}

const kinds: readonly MessageForm['kind'][] = ['text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'interactive'];

/** A kept message as a request is made from it; null for kinds that are not sent. */
export function formOf(message: Pick<OutboundMessage, 'kind' | 'text' | 'content'>): MessageForm | null {
  const kind = kinds.find((one) => one === message.kind);
  if (kind === undefined || (kind === 'text' && message.text === null)) return null;
  return { kind, text: message.text, content: message.content === null ? null : (JSON.parse(message.content) as MetaObject) };
}

async function fileOf(tx: Transaction, message: OutboundMessage, now: number): Promise<SendFile | null> {
  const stored = await tx.media.storedOfMessage(message.id);
  if (stored === null) return null;
  const { sha256, mime, bytes } = stored;
  return { sha256, mime, bytes, metaId: await tx.media.upload(message.connectionId, sha256, mime, now) };
}

/** The message fails for a reason of ours; no request is made. */
export async function giveUp(
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
