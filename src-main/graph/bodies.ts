import { WicketError } from '../domain/errors.ts';
import type { Wamid } from '../domain/ids.ts';
import { countCharacters, MAX_TEXT_CHARACTERS } from '../domain/message-text.ts';
import type { OutgoingMessage, Recipient } from './types.ts';

type Body = Readonly<Record<string, unknown>>;

const MAX_OPAQUE_CHARACTERS = 512;

/** Body of a send (Meta: "Messages", "Contextual replies"). Throws where it would be refused for a reason that is known here. */
export function messageBody({ to, kind, content, replyTo, opaque }: OutgoingMessage): Body {
  if (kind === 'text') checkText(content);
  if (opaque.length === 0 || opaque.length > MAX_OPAQUE_CHARACTERS) throw new WicketError('internal');
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientKeys(to),
    ...(replyTo === null || kind === 'reaction' ? {} : { context: { message_id: replyTo } }),
    type: kind,
    [kind]: content,
    biz_opaque_callback_data: opaque,
  };
}

function checkText(content: OutgoingMessage['content']): void {
  const body = 'body' in content && typeof content.body === 'string' ? content.body : '';
  if (body === '') throw new WicketError('text_empty');
  if (countCharacters(body) > MAX_TEXT_CHARACTERS) throw new WicketError('text_too_long');
}

/** Body of a read receipt (Meta: "Mark messages as read"). */
export function readBody(wamid: Wamid): Body {
  return { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
}

/** Body of a typing indicator, which is a read receipt too (Meta: "Typing indicators"). */
export function typingBody(wamid: Wamid): Body {
  return { ...readBody(wamid), typing_indicator: { type: 'text' } };
}

/** Body of blocking and unblocking (Meta: "Block users"). */
export function blockBody(user: Recipient): Body {
  const keys = recipientKeys(user);
  return { messaging_product: 'whatsapp', block_users: [keys['to'] === undefined ? { user_id: keys['recipient'] } : { user: keys['to'] }] };
}

/**
 * `to` with the `+`, without which Meta may put the business's own country code in front; else `recipient`. Where both are known
 * the phone goes first, as Meta itself lets it win.
 */
function recipientKeys(to: Recipient): Readonly<Record<string, string>> {
  const digits = to.phone?.replace(/\D/gu, '') ?? '';
  if (digits !== '') return { to: `+${digits}` };
  if (to.userId !== null && to.userId !== '') return { recipient: to.userId };
  throw new WicketError('bad_phone_number', {
    message: 'Neither a phone number nor a user id of this customer is known.',
    cure: 'Wait until the customer writes again.',
  });
}
