import { business, customer, sentence, wamidOf } from './business.ts';

/** One made webhook: who it is about, what tells it from all others, and Meta's time (epoch ms). */
interface Made {
  readonly to: number;
  readonly key: string;
  readonly at: number;
}

/** A customer's text, as Meta's webhook. */
export function inboundBody({ to, key, at, text }: Made & { readonly text: string }): string {
  const { waId, userId, name } = customer(to);
  return envelope('messages', {
    contacts: [{ profile: { name }, wa_id: waId, user_id: userId }],
    messages: [{ from: waId, from_user_id: userId, id: wamidOf(key), timestamp: seconds(at), type: 'text', text: { body: text } }],
  });
}

/** A text that somebody of the business sent from the phone app. */
export function echoBody({ to, key, at, text }: Made & { readonly text: string }): string {
  const { waId, userId } = customer(to);
  return envelope('smb_message_echoes', {
    message_echoes: [
      { from: business.displayPhone, to: waId, to_user_id: userId, id: wamidOf(key), timestamp: seconds(at), type: 'text', text: { body: text } },
    ],
  });
}

/** A status of the message with that key. */
export function statusBody({ to, key, at, word }: Made & { readonly word: 'sent' | 'delivered' | 'read' }): string {
  const { waId, userId, name } = customer(to);
  return envelope('messages', {
    contacts: [{ profile: { name }, wa_id: waId, user_id: userId }],
    statuses: [
      {
        id: wamidOf(key), status: word, timestamp: seconds(at), recipient_id: waId, recipient_user_id: userId,
        ...(word === 'sent' ? { pricing: { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category: 'service' } } : {}),
      },
    ],
  });
}

/**
 * Traffic as a busy number has it: of ten bodies four are texts of customers, two texts from the phone app, four statuses of those.
 * `prefix` makes it unlike any other traffic.
 */
export function mixedBodies(count: number, options: { readonly prefix: string; readonly customers: number; readonly at: number; readonly random: () => number }): string[] {
  const { prefix, customers, at, random } = options;
  const pattern = ['in', 'in', 'echo', 'sent', 'in', 'delivered', 'echo', 'sent', 'in', 'delivered'] as const;
  const someone = (): number => 1 + Math.floor(random() * customers);
  let echoed = { to: 1, key: `${prefix}.0` };
  return Array.from({ length: count }, (_, n) => {
    const time = at + n * 50;
    const kind = pattern[n % pattern.length] ?? 'in';
    if (kind === 'in') return inboundBody({ to: someone(), key: `${prefix}.${n}`, at: time, text: sentence(random) });
    if (kind !== 'echo') return statusBody({ ...echoed, at: time, word: kind });
    echoed = { to: someone(), key: `${prefix}.${n}` };
    return echoBody({ ...echoed, at: time, text: sentence(random) });
  });
}

/** A customer's text in a body of exactly this many bytes. */
export function sizedBody(made: Made, bytes: number): string {
  const bare = inboundBody({ ...made, text: '' }).length;
  return inboundBody({ ...made, text: `${'All of it, please. '.repeat(Math.ceil(bytes / 19))}`.slice(0, bytes - bare) });
}

/** Meta writes non-ASCII as escapes. */
function envelope(field: string, value: object): string {
  const body = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: business.wabaId,
        changes: [
          { field, value: { messaging_product: 'whatsapp', metadata: { display_phone_number: business.displayPhone, phone_number_id: business.phoneNumberId }, ...value } },
        ],
      },
    ],
  };
  return JSON.stringify(body).replace(/[\u0080-\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function seconds(at: number): string {
  return String(Math.floor(at / 1000));
}
