import { refuse } from '../graph-error.ts';
import { fieldsOf, oneOf, textOf } from './check.ts';
import type { Fields } from './check.ts';
import { MESSAGE_LIFE_MS } from './context.ts';
import type { KnownMessage, RuleContext } from './context.ts';

/** `{status: 'read', message_id, typing_indicator?}`: the message must be a customer's and at most 30 days old. */
export function checkReceipt(body: Fields, context: RuleContext): { readonly message: KnownMessage; readonly typing: boolean } {
  fieldsOf(body, 'body', ['messaging_product', 'status', 'message_id', 'typing_indicator']);
  oneOf(body['messaging_product'], 'messaging_product', ['whatsapp']);
  oneOf(body['status'], 'status', ['read']);
  const message = context.message(textOf(body['message_id'], 'message_id', 512));
  if (message === null || message.direction !== 'in') return refuse(131009, 'The message to mark as read was not found.');
  if (context.now - message.at > MESSAGE_LIFE_MS) return refuse(131009, 'The message to mark as read is older than 30 days.');
  const typing = body['typing_indicator'];
  if (typing !== undefined) oneOf(fieldsOf(typing, 'typing_indicator', ['type'])['type'], "typing_indicator['type']", ['text']);
  return { message, typing: typing !== undefined };
}
