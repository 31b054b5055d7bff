import { WicketError } from '../domain/errors.ts';
import type { ConversationId, MessageId, Wamid } from '../domain/ids.ts';
import type { MessageForm } from '../domain/outgoing-object.ts';
import { mayWriteFreely } from '../domain/service-window.ts';
import type { SendContext } from '../storage/repositories/message-sends.ts';
import type { Transaction } from '../storage/storage.ts';
import { announce } from './outbox/announce.ts';

/** A wrong time of the customer's last message must not carry ours into the far future. */
const MOST_AHEAD_MS = 10 * 60_000;

export interface Queued {
  readonly id: MessageId;
  /** The number that stood still for trouble with the account; null when it did not. */
  readonly pausedConnection: SendContext['connectionId'] | null;
}

/** What is to be sent: its form, and the SHA-256 of the stored file that goes with it. */
export interface Outgoing {
  readonly form: MessageForm;
  readonly sha256: string | null;
}

/** The conversation, when an agent may write freely in it now; else throws why not. Nothing has been asked of Meta then. */
export async function sendable(tx: Transaction, id: ConversationId, now: number): Promise<SendContext> {
  const context = await tx.messageSends.context(id);
  if (context === null) throw new WicketError('not_found');
  if (context.isGroup) {
    throw new WicketError('bad_input', { message: 'Groups can be read here, but not written to.', cure: 'Write to the group from the phone.' });
  }
  if (context.blockedAt !== null) throw new WicketError('contact_blocked', { detail: { conversationId: id } });
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

export async function quotedWamid(tx: Transaction, conversationId: ConversationId, replyTo: MessageId): Promise<Wamid> {
  const target = await tx.messageSends.byId(replyTo);
  if (target === null || target.conversationId !== conversationId || target.wamid === null) throw new WicketError('reply_target_unknown');
  return target.wamid;
}

/** Message, file and outbox row, in one transaction. */
export async function enqueue(
  tx: Transaction,
  context: SendContext,
  outgoing: Outgoing,
  replyTo: Wamid | null,
  clientKey: string,
  now: number,
): Promise<Queued> {
  const { conversationId, connectionId } = context;
  const { kind, text, content } = outgoing.form;
  const { identityId } = await tx.messageSends.address(context.contactId);
  const id = await tx.messageSends.insert({
    conversationId,
    connectionId,
    peerIdentityId: identityId,
    kind,
    text,
    content: content === null ? null : JSON.stringify(content),
    replyTo,
    clientKey,
    // It stands below what it answers, even while our clock has not been set right by Meta's yet.
    sortAt: Math.max(now, Math.min(context.lastAt + 1, now + MOST_AHEAD_MS)),
    now,
  });
  if (outgoing.sha256 !== null) await tx.media.noteOwn({ connectionId, messageId: id, sha256: outgoing.sha256, createdAt: now });
  await tx.outbox.add({ kind: 'message', connectionId, conversationId, messageId: id, nextAt: now });
  announce(tx, id, conversationId);
  return { id, pausedConnection: context.pausedReason === null ? null : connectionId };
}
