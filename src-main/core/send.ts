import type { MessageView } from '../../src-preload/contract/views.ts';
import { WicketError } from '../domain/errors.ts';
import type { MessageId } from '../domain/ids.ts';
import { isFileKind, type MessageForm } from '../domain/outgoing-object.ts';
import { describeStoredFailure, parseStoredFailure } from '../domain/meta-errors.ts';
import type { Clock } from '../ports.ts';
import type { OutboundMessage } from '../storage/repositories/message-sends.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { announce } from './outbox/announce.ts';
import { formOf } from './outbox/claim.ts';
import type { Outbox } from './outbox/index.ts';
import type { Handlers } from './rpc.ts';
import { type FileGrants, isFile, outgoingOf } from './send-content.ts';
import { createForwardHandlers } from './send-forward.ts';
import { enqueue, type Queued, quotedWamid, sendable } from './send-queue.ts';
import { createReactionHandlers } from './send-reactions.ts';

export interface SendHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly outbox: Pick<Outbox, 'nudge' | 'resume' | 'cancelUpload' | 'reactionOutcome'>;
  readonly files: FileGrants;
  /** Corrected by Meta's time: windows end by it. */
  readonly clock: Clock;
  readonly currentSeq: () => number;
  readonly viewOf: (id: MessageId) => Promise<MessageView>;
}

type SendMethods =
  | 'messages.send'
  | 'messages.cancel'
  | 'messages.retry'
  | 'messages.sendAgain'
  | 'messages.remove'
  | 'messages.react'
  | 'messages.forward';

/** What agents send. Everything that Meta would refuse for a reason known here is refused before anything is queued. */
export function createSendHandlers(parts: SendHandlersParts): Pick<Handlers, SendMethods> {
  const { storage, outbox, files, clock, currentSeq, viewOf } = parts;

  async function queued(work: (tx: Transaction) => Promise<Queued>): Promise<{ message: MessageView; seq: number }> {
    const { id, pausedConnection } = await storage.write(work);
    // A person tries again, so the number is tried again too.
    if (pausedConnection !== null) await outbox.resume(pausedConnection);
    else outbox.nudge();
    const seq = currentSeq();
    return { message: await viewOf(id), seq };
  }

  return {
    'messages.send': async ({ conversationId, content, replyTo, clientKey }) => {
      // A repeated call finds its message, although the file was let go by then.
      const known = await storage.read.messageSends.byClientKey(clientKey);
      const outgoing = known === null ? await outgoingOf(files, content) : null;
      return await queued(async (tx) => {
        const already = await tx.messageSends.byClientKey(clientKey);
        if (already !== null) {
          if (already.conversationId !== conversationId) throw new WicketError('bad_input', { detail: { path: 'clientKey' } });
          return { id: already.id, pausedConnection: null };
        }
        if (outgoing === null) throw new WicketError('not_found');
        const context = await sendable(tx, conversationId, clock.now());
        const quoted = replyTo === null ? null : await quotedWamid(tx, conversationId, replyTo);
        const message = await enqueue(tx, context, outgoing, quoted, clientKey, clock.now());
        // From here on the message holds the file.
        if (isFile(content)) await tx.handedFiles.release(content.fileId);
        return message;
      });
    },

    'messages.cancel': async ({ id }) => {
      await storage.write(async (tx) => {
        const message = await tx.messageSends.byId(id);
        if (message === null || message.direction !== 1) throw new WicketError('not_found');
        const row = await tx.outbox.byMessage('message', id);
        // Queued is also a message whose file is being uploaded: nothing of the message itself has left.
        if (row === null || !(await tx.messageSends.move(id, ['queued'], 'cancelled'))) throw new WicketError('not_cancellable');
        await tx.outbox.remove(row.id);
        announce(tx, id, message.conversationId);
      });
      outbox.cancelUpload(id);
      // The next message of that conversation may go now.
      outbox.nudge();
      return { done: true };
    },

    'messages.remove': async ({ id }) => {
      await storage.write(async (tx) => {
        const message = await tx.messageSends.byId(id);
        if (message === null || message.direction !== 1) throw new WicketError('not_found');
        // What has a wamid exists at WhatsApp: its bubble tells so.
        if (message.wamid !== null || !(await tx.messageSends.remove(id, message.conversationId, ['failed', 'cancelled']))) {
          throw new WicketError('bad_input', { message: 'Only a message that was never sent can be taken away.', cure: 'Leave it where it is.' });
        }
        await tx.media.forget(id);
        tx.changed({ type: 'message-gone', id, conversationId: message.conversationId });
        tx.changed({ type: 'conversation', id: message.conversationId });
      });
      return { done: true };
    },

    'messages.retry': ({ id }) =>
      queued(async (tx) => {
        const { message, form } = await ours(tx, id);
        if (message.state !== 'failed') throw new WicketError('not_retryable');
        const failure = parseStoredFailure(message.failure);
        const words = failure === null ? null : describeStoredFailure(failure);
        if (words !== null && !words.canRetry) {
          throw new WicketError('not_retryable', { message: words.message, cure: words.cure, detail: { metaCode: words.metaCode } });
        }
        return await resend(tx, message, form, 'retry', clock.now());
      }),

    'messages.sendAgain': ({ id }) =>
      queued(async (tx) => {
        const { message, form } = await ours(tx, id);
        if (message.state !== 'unsure') {
          throw new WicketError('not_retryable', {
            message: 'WhatsApp has said by now what became of the message.',
            cure: 'Look at its state before sending anything again.',
          });
        }
        return await resend(tx, message, form, 'again', clock.now());
      }),

    ...createReactionHandlers(parts),
    ...createForwardHandlers(parts),
  };
}

async function ours(tx: Transaction, id: MessageId): Promise<{ readonly message: OutboundMessage; readonly form: MessageForm }> {
  const message = await tx.messageSends.byId(id);
  if (message === null) throw new WicketError('not_found');
  const form = message.direction === 1 ? formOf(message) : null;
  if (form === null) throw new WicketError('not_retryable');
  return { message, form };
}

/**
 * The same content as a new message; the old one stays. Pressed twice it is still one new message, unless that one failed or was
 * cancelled meanwhile.
 */
async function resend(tx: Transaction, message: OutboundMessage, form: MessageForm, way: 'retry' | 'again', now: number): Promise<Queued> {
  for (let round = 1; ; round += 1) {
    const clientKey = `${way}:${message.id}:${round}`;
    const known = await tx.messageSends.byClientKey(clientKey);
    if (known === null) {
      const context = await sendable(tx, message.conversationId, now);
      const stored = isFileKind(form.kind) ? await tx.media.storedOfMessage(message.id) : null;
      if (isFileKind(form.kind) && stored === null) throw new WicketError('file_missing');
      return await enqueue(tx, context, { form, sha256: stored?.sha256 ?? null }, message.replyTo, clientKey, now);
    }
    if (known.state !== 'failed' && known.state !== 'cancelled' && known.state !== 'unsure') return { id: known.id, pausedConnection: null };
  }
}
