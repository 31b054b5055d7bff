import { refuse } from '../graph-error.ts';
import type { GraphProblem } from '../graph-error.ts';
import { fieldsOf, oneOf, optionalText, textOf } from './check.ts';
import type { Fields } from './check.ts';
import { checkContacts } from './contacts.ts';
import type { RuleContext, Template } from './context.ts';
import { checkInteractive } from './interactive.ts';
import { checkLocation } from './location.ts';
import { checkMedia, mediaKinds } from './media.ts';
import { checkReaction } from './reaction.ts';
import { checkRecipient } from './recipient.ts';
import type { Recipient } from './recipient.ts';
import { checkTemplate } from './template.ts';
import { checkText } from './text.ts';

export const sendTypes = ['text', ...mediaKinds, 'location', 'contacts', 'reaction', 'interactive', 'template'] as const;
export type SendType = (typeof sendTypes)[number];

/** A send that kept every rule. */
export interface CheckedSend {
  readonly recipient: Recipient;
  readonly type: SendType;
  readonly content: unknown;
  readonly replyTo: string | null;
  readonly callbackData: string | null;
  /** The template, for type `template`. */
  readonly template: Template | null;
  /** Accepted now, failed by webhook later. */
  readonly failsWith: GraphProblem | null;
}

const envelopeKeys = [
  'messaging_product',
  'recipient_type',
  'to',
  'recipient',
  'type',
  'context',
  'biz_opaque_callback_data',
  'recipient_identity_key_hash',
  'messaging_account_id',
  'paid_messaging_account_id',
  'message_activity_sharing',
  'ttl',
];

/** Checks the body of `POST /{phone-number-id}/messages` for a send. Throws a `GraphRefusal` in Meta's words. */
export function checkSend(body: Fields, context: RuleContext): CheckedSend {
  oneOf(body['messaging_product'], 'messaging_product', ['whatsapp']);
  const type = body['type'] === undefined ? 'text' : oneOf(body['type'], 'type', sendTypes);
  fieldsOf(body, 'body', [...envelopeKeys, type]);
  const recipient = checkRecipient(body);
  const callbackData = optionalText(body['biz_opaque_callback_data'], 'biz_opaque_callback_data', 512, 100);
  const content = body[type];
  if (content === undefined || content === null) refuse(131008, `The parameter ${type} is required.`);
  const replyTo = checkQuote(body['context'], type, context);
  let failsWith: GraphProblem | null = null;
  let template: Template | null = null;
  switch (type) {
    case 'text':
      checkText(content);
      break;
    case 'location':
      checkLocation(content);
      break;
    case 'contacts':
      checkContacts(content);
      break;
    case 'reaction':
      failsWith = checkReaction(content, context);
      break;
    case 'interactive':
      checkInteractive(content, context);
      break;
    case 'template':
      template = checkTemplate(content, context);
      if (recipient.kind === 'user' && template.category === 'AUTHENTICATION') refuse(131062, 'One-time codes need the phone number.');
      break;
    default:
      checkMedia(type, content, context);
  }
  return { recipient, type, content, replyTo, callbackData, template, failsWith };
}

function checkQuote(value: unknown, type: SendType, context: RuleContext): string | null {
  if (value === undefined) return null;
  const wamid = textOf(fieldsOf(value, 'context', ['message_id'])['message_id'], "context['message_id']", 512);
  if (type === 'reaction') refuse(131009, 'A reaction cannot be contextual.');
  if (context.message(wamid) === null) refuse(131009, 'The message named in context was not found.');
  return wamid;
}
