import type { MessageView } from '../../src-preload/contract/views.ts';
import { toFailure, WicketError } from '../domain/errors.ts';
import type { MessageId } from '../domain/ids.ts';
import { messageContentOf } from '../domain/message-content.ts';
import { checkOutgoing, type OutgoingContent } from '../domain/outgoing.ts';
import { isFileKind, messageForm } from '../domain/outgoing-object.ts';
import type { OutboundMessage } from '../storage/repositories/message-sends.ts';
import type { Storage, Transaction } from '../storage/storage.ts';
import { formOf } from './outbox/claim.ts';
import type { Handlers } from './rpc.ts';
import type { SendHandlersParts } from './send.ts';
import { enqueue, type Outgoing, sendable } from './send-queue.ts';

/** Sending a message's content on. Each conversation has its own window, so some may be refused while others get it. */
export function createForwardHandlers({ storage, outbox, clock, currentSeq, viewOf }: SendHandlersParts): Pick<Handlers, 'messages.forward'> {
  return {
    'messages.forward': async ({ id, to, clientKey }) => {
      const sent: MessageId[] = [];
      const refused: { conversationId: (typeof to)[number]; code: string; message: string; cure: string }[] = [];
      for (const conversationId of new Set(to)) {
        try {
          const queued = await storage.write(async (tx) => {
            const key = `${clientKey}:${conversationId}`;
            const known = await tx.messageSends.byClientKey(key);
            if (known !== null) return { id: known.id, pausedConnection: null };
            const outgoing = await contentOf(tx, id);
            return await enqueue(tx, await sendable(tx, conversationId, clock.now()), outgoing, null, key, clock.now());
          });
          sent.push(queued.id);
          if (queued.pausedConnection !== null) await outbox.resume(queued.pausedConnection);
        } catch (thrown) {
          if (!(thrown instanceof WicketError)) throw thrown;
          const { code, message, cure } = toFailure(thrown);
          refused.push({ conversationId, code, message, cure });
        }
      }
      outbox.nudge();
      const seq = currentSeq();
      const views: MessageView[] = [];
      for (const messageId of sent) views.push(await viewOf(messageId));
      return { sent: views, refused, seq };
    },
  };
}

/** What of a message can be sent on; throws where that is nothing. */
async function contentOf(tx: Transaction | Storage['read'], id: MessageId): Promise<Outgoing> {
  const message = await tx.messageSends.byId(id);
  if (message === null) throw new WicketError('not_found');
  if (isFileKind(message.kind)) {
    const stored = await tx.media.storedOfMessage(id);
    if (stored === null) throw new WicketError('file_missing', { message: 'The file is not stored here (yet).', cure: 'Wait until it is downloaded, then forward it.' });
    return { form: messageForm({ type: kindOf(message), fileId: '', caption: message.text }, { mime: stored.mime, name: nameOf(message) }), sha256: stored.sha256 };
  }
  const own = message.direction === 1 ? formOf(message) : null;
  const form = own ?? wordsOf(message);
  if (form === null) throw new WicketError('bad_input', { message: 'A message of this kind cannot be forwarded.', cure: 'Copy what matters into a new message.' });
  return { form, sha256: null };
}

function kindOf(message: OutboundMessage): 'image' | 'video' | 'audio' | 'voice' | 'document' | 'sticker' {
  const content = messageContentOf({ kind: message.kind, content: parsed(message), direction: 'in' }, null);
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return content.type;
    default:
      throw new WicketError('internal');
  }
}

function nameOf(message: OutboundMessage): string {
  const content = messageContentOf({ kind: message.kind, content: parsed(message), direction: 'in' }, null);
  return content.type === 'document' ? content.filename : 'file';
}

/** A customer's words, place or contact cards, in the form in which we send them; null for what has none of these. */
function wordsOf(message: OutboundMessage): Outgoing['form'] | null {
  const content = messageContentOf({ kind: message.kind, content: parsed(message), direction: message.direction === 1 ? 'out' : 'in' }, null);
  const outgoing = outgoingOf(content, message.text);
  return outgoing === null || checkOutgoing(outgoing) !== null ? null : messageForm(outgoing);
}

function outgoingOf(content: ReturnType<typeof messageContentOf>, text: string | null): OutgoingContent | null {
  if (content.type === 'location' && content.latitude !== null && content.longitude !== null) {
    const { latitude, longitude, name, address } = content;
    return { type: 'location', latitude, longitude, name, address };
  }
  if (content.type === 'contacts') return { type: 'contacts', cards: content.cards.map((card) => ({ ...card, birthday: dateOnly(card.birthday) })) };
  return text === null || text.trim() === '' ? null : { type: 'text', body: text };
}

/** Meta takes whole dates only. */
function dateOnly(birthday: string | null): string | null {
  return birthday !== null && /^\d{4}-\d\d-\d\d$/u.test(birthday) ? birthday : null;
}

function parsed(message: OutboundMessage): unknown {
  return message.content === null ? null : JSON.parse(message.content);
}
