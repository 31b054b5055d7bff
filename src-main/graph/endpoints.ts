import { WicketError } from '../domain/errors.ts';
import type { Wamid } from '../domain/ids.ts';
import { countCharacters, hasLink, MAX_TEXT_CHARACTERS } from '../domain/message-text.ts';
import type { RequestGraph } from './client.ts';
import { phoneNumberAnswer, sendAnswer, successAnswer } from './schemas.ts';
import type { Graph, GraphTarget, Recipient, TextMessage } from './types.ts';

const MAX_OPAQUE_CHARACTERS = 512;
const phoneNumberFields = ['display_phone_number', 'verified_name', 'quality_rating', 'status', 'throughput'] as const;

/** The calls that the product makes, each built strictly from checked values. */
export function createEndpoints(request: RequestGraph): Omit<Graph, 'spacingMs'> {
  return {
    async sendText(target, message, signal) {
      const result = await request(target, {
        method: 'POST',
        name: 'messages.send',
        path: messagesPath(target),
        body: textBody(message),
        answer: sendAnswer,
        ...(signal === undefined ? {} : { signal }),
      });
      if (!result.ok) return result;
      const [first] = result.value.messages;
      const [contact] = result.value.contacts ?? [];
      return {
        ok: true,
        value: {
          wamid: (first?.id ?? '') as Wamid,
          waId: contact?.wa_id ?? null,
          userId: contact?.user_id ?? null,
          status: first?.message_status ?? 'accepted',
        },
      };
    },

    async markRead(target, wamid, signal) {
      const result = await request(target, {
        method: 'POST',
        name: 'messages.read',
        path: messagesPath(target),
        body: readBody(wamid),
        answer: successAnswer,
        ...(signal === undefined ? {} : { signal }),
      });
      return result.ok ? { ok: true, value: true } : result;
    },

    async phoneNumber(target, signal) {
      const result = await request(target, {
        method: 'GET',
        name: 'phone_number',
        path: `${encodeURIComponent(target.phoneNumberId)}?fields=${phoneNumberFields.join(',')}`,
        answer: phoneNumberAnswer,
        ...(signal === undefined ? {} : { signal }),
      });
      if (!result.ok) return result;
      const facts = result.value;
      return {
        ok: true,
        value: {
          displayPhone: facts.display_phone_number ?? null,
          verifiedName: facts.verified_name ?? null,
          quality: facts.quality_rating ?? null,
          status: facts.status ?? null,
          throughput: facts.throughput?.level ?? null,
        },
      };
    },
  };
}

function messagesPath(target: GraphTarget): string {
  return `${encodeURIComponent(target.phoneNumberId)}/messages`;
}

/** Body of a text message (Meta: "Text messages", "Contextual replies"). */
export function textBody(message: TextMessage): Readonly<Record<string, unknown>> {
  const characters = countCharacters(message.body);
  if (characters === 0) throw new WicketError('text_empty');
  if (characters > MAX_TEXT_CHARACTERS) throw new WicketError('text_too_long');
  if (message.opaque.length === 0 || message.opaque.length > MAX_OPAQUE_CHARACTERS) throw new WicketError('internal');
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipientKeys(message.to),
    ...(message.replyTo === null ? {} : { context: { message_id: message.replyTo } }),
    type: 'text',
    text: { body: message.body, ...(hasLink(message.body) ? { preview_url: true } : {}) },
    biz_opaque_callback_data: message.opaque,
  };
}

/** Body of a read receipt (Meta: "Mark messages as read"). */
export function readBody(wamid: Wamid): Readonly<Record<string, unknown>> {
  return { messaging_product: 'whatsapp', status: 'read', message_id: wamid };
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
