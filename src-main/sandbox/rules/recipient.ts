import { refuse } from '../graph-error.ts';
import { oneOf, textOf } from './check.ts';
import type { Fields } from './check.ts';

export type Recipient = { readonly input: string } & (
  | { readonly kind: 'phone'; readonly digits: string }
  | { readonly kind: 'user'; readonly userId: string }
  | { readonly kind: 'group'; readonly groupId: string }
);

const userIdShape = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/u;

/** Who a message goes to: `to` (phone number, or group id) wins over `recipient` (a BSUID). */
export function checkRecipient(body: Fields): Recipient {
  const type = body['recipient_type'] === undefined ? 'individual' : oneOf(body['recipient_type'], 'recipient_type', ['individual', 'group']);
  if (body['to'] === undefined && body['recipient'] === undefined) return refuse(100, 'The parameter to is required.');
  if (body['to'] === undefined) {
    const userId = textOf(body['recipient'], 'recipient', 140, 100);
    if (!userIdShape.test(userId)) return refuse(131009, 'Param recipient is not a business-scoped user id.');
    return { kind: 'user', userId, input: userId };
  }
  const to = textOf(body['to'], 'to', 200, 100);
  if (type === 'group') return { kind: 'group', groupId: to, input: to };
  const digits = to.replaceAll(/[\s()\-.]/gu, '').replace(/^\+/u, '');
  if (!/^[1-9]\d{6,14}$/u.test(digits)) return refuse(131009, `Param to (${to}) is not a valid WhatsApp phone number.`);
  return { kind: 'phone', digits, input: to };
}
