import { problemOf, refuse } from '../graph-error.ts';
import { checkSend } from '../rules/index.ts';
import type { CheckedSend } from '../rules/index.ts';
import { fieldsOf } from '../rules/check.ts';
import { checkReceipt } from '../rules/receipt.ts';
import type { Persona } from '../world.ts';
import type { GraphAnswer, GraphRequest, GraphWorld } from './route.ts';

/** Whether the body of `POST …/messages` marks something as read instead of sending. */
export function isReceipt(body: unknown): boolean {
  return typeof body === 'object' && body !== null && 'status' in body;
}

/** `POST /{phone-number-id}/messages`: a send, a read receipt or a typing indicator. */
export function postMessage(parts: GraphWorld, request: GraphRequest): GraphAnswer {
  const { world, clock, limits } = parts;
  if (request.body === undefined) refuse(100, 'The request body is not valid JSON.');
  const body = fieldsOf(request.body, 'body');
  if (!limits.throughputAllows(clock.now(), parts.settings().throughput)) refuse(130429, 'Cloud API message throughput has been reached.');
  if (isReceipt(body)) {
    checkReceipt(body, world.rules());
    return { body: { success: true }, subject: 'receipt' };
  }
  const send = checkSend(body, world.rules());
  const persona = recipientOf(parts, send);
  if (persona?.blocked) refuse(130403, 'The business blocked this user.');
  const pair = persona?.script.id ?? send.recipient.input;
  if (parts.settings().pairLimit && !limits.pairAllows(pair, clock.now())) {
    refuse(131056, 'Message failed to send because there were too many messages sent from this phone number to the same phone number in a short period of time.');
  }
  const closed = send.type !== 'template' && (persona === null || !world.windowOpen(persona));
  const closedProblem = problemOf(131047, 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.');
  if (closed && parts.settings().windowRefusal === 'answer') refuse(closedProblem.code, closedProblem.details);

  const party = persona?.waId ?? persona?.userId ?? (send.recipient.kind === 'phone' ? send.recipient.digits : send.recipient.input);
  const wamid = world.newWamid(party, 'out');
  world.remember({ wamid, personaId: persona?.script.id ?? null, direction: 'out', kind: send.type, at: clock.now() });
  parts.statuses.plan({ wamid, persona, send, problem: closed ? closedProblem : send.failsWith });
  parts.changed();
  return {
    wamid,
    body: {
      messaging_product: 'whatsapp',
      contacts: [
        send.recipient.kind === 'user'
          ? { input: send.recipient.input, user_id: persona?.userId ?? send.recipient.userId }
          : { input: send.recipient.input, wa_id: party },
      ],
      messages: [{ id: wamid, ...(send.type === 'template' ? { message_status: 'accepted' } : {}) }],
    },
  };
}

function recipientOf(parts: GraphWorld, send: CheckedSend): Persona | null {
  const { world } = parts;
  switch (send.recipient.kind) {
    case 'group':
      return refuse(131009, 'The group does not exist, or this number is not part of it.');
    case 'user':
      return world.byUserId(send.recipient.userId) ?? refuse(131009, 'The business-scoped user id does not belong to this business.');
    default:
      if (send.recipient.digits === world.credentials.phone.slice(1)) refuse(131021, 'Recipient phone number cannot be the same as the sender phone number.');
      return world.byPhone(send.recipient.digits);
  }
}
