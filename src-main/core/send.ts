import type { MessageView } from '../../src-preload/contract/views.ts';
import { WicketError } from '../domain/errors.ts';
import type { ConversationId, MessageId, Wamid } from '../domain/ids.ts';
import { countCharacters, MAX_TEXT_CHARACTERS } from '../domain/message-text.ts';
import { describeStoredFailure, parseStoredFailure } from '../domain/meta-errors.ts';
import { mayWriteFreely } from '../domain/service-window.ts';
import type { Clock } from '../ports.ts';
import type { OutboundMessage, SendContext } from '../storage/repositories/message-sends.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { announce } from './outbox/announce.ts';
import type { Outbox } from './outbox/index.ts';
import type { Handlers } from './rpc.ts';

export interface SendHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly outbox: Pick<Outbox, 'nudge' | 'resume'>;
  /** Corrected by Meta's time: windows end by it. */
  readonly clock: Clock;
  readonly currentSeq: () => number;
  readonly viewOf: (id: MessageId) => Promise<MessageView>;
}

type SendMethods = 'messages.send' | 'messages.cancel' | 'messages.retry' | 'messages.sendAgain';

/** A wrong time of the customer's last message must not carry ours into the far future. */
const MOST_AHEAD_MS = 10 * 60_000;

/** What agents send. Everything that Meta would refuse for a reason known here is refused before anything is queued. */
export function createSendHandlers({ storage, outbox, clock, currentSeq, viewOf }: SendHandlersParts): Pick<Handlers, SendMethods> {
  async function queued(work: (tx: Transaction) => Promise<Queued>): Promise<{ message: MessageView; seq: number }> {
    const { id, pausedConnection } = await storage.write(work);
    // A person tries again, so the number is tried again too.
    if (pausedConnection !== null) await outbox.resume(pausedConnection);
    else outbox.nudge();
    const seq = currentSeq();
    return { message: await viewOf(id), seq };
  }

  return {
    'messages.send': ({ conversationId, text, replyTo, clientKey }) =>
      queued(async (tx) => {
        const known = await tx.messageSends.byClientKey(clientKey);
        if (known !== null) {
          if (known.conversationId !== conversationId) throw new WicketError('bad_input', { detail: { path: 'clientKey' } });
          return { id: known.id, pausedConnection: null };
        }
        checkText(text);
        const context = await sendable(tx, conversationId, clock.now());
        const quoted = replyTo === null ? null : await quotedWamid(tx, conversationId, replyTo);
        return await insert(tx, context, text, quoted, clientKey, clock.now());
      }),

    'messages.cancel': async ({ id }) => {
      await storage.write(async (tx) => {
        const message = await tx.messageSends.byId(id);
        if (message === null || message.direction !== 1) throw new WicketError('not_found');
        const row = await tx.outbox.byMessage('message', id);
        if (row === null || row.state === 'sending' || !(await tx.messageSends.move(id, ['queued'], 'cancelled'))) {
          throw new WicketError('not_cancellable');
        }
        await tx.outbox.remove(row.id);
        announce(tx, id, message.conversationId);
      });
      // The next message of that conversation may go now.
      outbox.nudge();
      return { done: true };
    },

    'messages.retry': ({ id }) =>
      queued(async (tx) => {
        const message = await ours(tx, id);
        if (message.state !== 'failed') throw new WicketError('not_retryable');
        const failure = parseStoredFailure(message.failure);
        const words = failure === null ? null : describeStoredFailure(failure);
        if (words !== null && !words.canRetry) {
          throw new WicketError('not_retryable', { message: words.message, cure: words.cure, detail: { metaCode: words.metaCode } });
        }
        return await resend(tx, message, 'retry', clock.now());
      }),

    'messages.sendAgain': ({ id }) =>
      queued(async (tx) => {
        const message = await ours(tx, id);
        if (message.state !== 'unsure') {
          throw new WicketError('not_retryable', {
            message: 'WhatsApp has said by now what became of the message.',
            cure: 'Look at its state before sending anything again.',
          });
        }
        return await resend(tx, message, 'again', clock.now());
      }),
  };
}

interface Queued {
  readonly id: MessageId;
  /** The number that stood still for trouble with the account; null when it did not. */
  readonly pausedConnection: SendContext['connectionId'] | null;
}

function checkText(text: string): void {
  if (text.trim() === '') throw new WicketError('text_empty');
  const characters = countCharacters(text);
  if (characters > MAX_TEXT_CHARACTERS) throw new WicketError('text_too_long', { detail: { characters, most: MAX_TEXT_CHARACTERS } });
}

/** The conversation, when an agent may write freely in it now. */
async function sendable(tx: Transaction, id: ConversationId, now: number): Promise<SendContext> {
  const context = await tx.messageSends.context(id);
  if (context === null) throw new WicketError('not_found');
  if (context.isGroup) {
    throw new WicketError('bad_input', { message: 'Groups can be read here, but not written to.', cure: 'Write to the group from the phone.' });
  }
  if ((await tx.secrets.box(context.connectionId, 'access_token')) === undefined) {
    throw new WicketError('secret_missing', {
      message: 'There is no access token for this number, so nothing can be sent.',
      cure: 'Enter the access token in Settings.',
      detail: { connectionId: context.connectionId },
    });
  }
  if (context.tokenRefusedAt !== null) throw new WicketError('token_refused', { detail: { connectionId: context.connectionId } });
  if (!mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now)) {
    throw new WicketError('window_closed', { detail: { conversationId: id } });
  }
  return context;
}

async function quotedWamid(tx: Transaction, conversationId: ConversationId, replyTo: MessageId): Promise<Wamid> {
  const target = await tx.messageSends.byId(replyTo);
  if (target === null || target.conversationId !== conversationId || target.wamid === null) throw new WicketError('reply_target_unknown');
  return target.wamid;
}

/** Message and outbox row, in one transaction. */
async function insert(
  tx: Transaction,
  context: SendContext,
  text: string,
  replyTo: Wamid | null,
  clientKey: string,
  now: number,
): Promise<Queued> {
  const { conversationId, connectionId } = context;
  const { identityId } = await tx.messageSends.address(context.contactId);
  const id = await tx.messageSends.insertText({
    conversationId,
    connectionId,
    peerIdentityId: identityId,
    text,
    replyTo,
    clientKey,
    // It stands below what it answers, even while our clock has not been set right by Meta's yet.
    sortAt: Math.max(now, Math.min(context.lastAt + 1, now + MOST_AHEAD_MS)),
    now,
  });
  await tx.outbox.add({ kind: 'message', connectionId, conversationId, messageId: id, nextAt: now });
  announce(tx, id, conversationId);
  return { id, pausedConnection: context.pausedReason === null ? null : connectionId };
}

async function ours(tx: Transaction, id: MessageId): Promise<OutboundMessage> {
  const message = await tx.messageSends.byId(id);
  if (message === null) throw new WicketError('not_found');
  if (message.direction !== 1 || message.kind !== 'text' || message.text === null) throw new WicketError('not_retryable');
  return message;
}

/**
 * The same text as a new message; the old one stays. Pressed twice it is still one new message, unless that one failed or was
 * cancelled meanwhile.
 */
async function resend(tx: Transaction, message: OutboundMessage, way: 'retry' | 'again', now: number): Promise<Queued> {
  for (let round = 1; ; round += 1) {
    const clientKey = `${way}:${message.id}:${round}`;
    const known = await tx.messageSends.byClientKey(clientKey);
    if (known === null) {
      const context = await sendable(tx, message.conversationId, now);
      return await insert(tx, context, message.text ?? '', message.replyTo, clientKey, now);
    }
    if (known.state !== 'failed' && known.state !== 'cancelled' && known.state !== 'unsure') return { id: known.id, pausedConnection: null };
  }
}
