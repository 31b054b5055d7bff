import { z } from 'zod';

const times = z.int().min(1).max(10_000).optional();
const common = {
  replyTo: z.string().optional(),
  forwarded: z.union([z.boolean(), z.literal('often')]).optional(),
  aboutProduct: z.string().optional(),
  fromAd: z.boolean().optional(),
  at: z.int().optional(),
};
const bytes = { mimeType: z.string().max(100).optional(), base64: z.string().optional(), mediaFault: z.enum(['wrong-hash', 'expired-url', 'no-url', 'dead-id', 'foreign-url']).optional() };
const optional = z.string().optional();

/** A `PersonaMessage` as JSON. */
export const personaMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text'), text: z.string(), ...common }),
  z.strictObject({ kind: z.enum(['image', 'video']), caption: optional, ...bytes, ...common }),
  z.strictObject({ kind: z.literal('audio'), voice: z.boolean().optional(), ...bytes, ...common }),
  z.strictObject({ kind: z.literal('document'), filename: optional, caption: optional, ...bytes, ...common }),
  z.strictObject({ kind: z.literal('sticker'), animated: z.boolean().optional(), ...bytes, ...common }),
  z.strictObject({ kind: z.literal('location'), latitude: z.number().optional(), longitude: z.number().optional(), name: optional, address: optional, ...common }),
  z.strictObject({ kind: z.literal('contacts'), names: z.array(z.string()).optional(), ...common }),
  z.strictObject({ kind: z.literal('reaction'), messageId: z.string(), emoji: z.string(), ...common }),
  z.strictObject({ kind: z.literal('button'), text: z.string(), payload: optional, ...common }),
  z.strictObject({ kind: z.literal('button_reply'), id: z.string(), title: z.string(), ...common }),
  z.strictObject({ kind: z.literal('list_reply'), id: z.string(), title: z.string(), description: optional, ...common }),
  z.strictObject({ kind: z.literal('nfm_reply'), responseJson: optional, name: z.enum(['flow', 'address_message']).optional(), ...common }),
  z.strictObject({ kind: z.literal('order'), text: optional, ...common }),
  z.strictObject({ kind: z.literal('number_change'), newWaId: z.string().regex(/^\d{7,15}$/u).optional(), ...common }),
  z.strictObject({ kind: z.literal('identity_change'), ...common }),
  z.strictObject({ kind: z.literal('call'), seconds: z.int().min(1).max(86_400).optional(), ...common }),
  z.strictObject({ kind: z.literal('unsupported'), type: optional, ...common }),
  z.strictObject({ kind: z.literal('edit'), messageId: z.string(), text: z.string(), ...common }),
  z.strictObject({ kind: z.literal('revoke'), messageId: z.string(), ...common }),
  z.strictObject({ kind: z.literal('raw'), message: z.record(z.string(), z.unknown()), ...common }),
]);

const hits = { times, on: z.enum(['send', 'receipt', 'media', 'other', 'any']).optional() };

export const requestFault = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('error'),
    code: z.int(),
    subcode: z.int().optional(),
    status: z.int().min(400).max(599).optional(),
    details: optional,
    retryAfterSeconds: z.int().optional(),
    ...hits,
  }),
  z.strictObject({ type: z.literal('status'), status: z.int().min(200).max(599), ...hits }),
  z.strictObject({ type: z.literal('delay'), ms: z.int().min(0).max(600_000), ...hits }),
  z.strictObject({ type: z.enum(['cut-before-body', 'cut-after-accepted', 'cut-after-refused', 'no-answer']), ...hits }),
]);

export const webhookFault = z.strictObject({
  type: z.enum(['duplicate', 'reorder', 'delay', 'drop', 'wrong-signature', 'batch']),
  times,
  ms: z.int().min(0).max(600_000).optional(),
});

export const statusFault = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('fail'), code: z.int(), details: optional, times }),
  z.strictObject({ type: z.enum(['skip-delivered', 'hold', 'never-read']), times }),
]);

export const settingsChange = z.strictObject({
  quiet: z.boolean().optional(),
  windowRefusal: z.enum(['answer', 'status']).optional(),
  pairLimit: z.boolean().optional(),
  throughput: z.int().min(1).max(100_000).optional(),
  readReceipts: z.boolean().optional(),
  usagePercent: z.int().min(0).max(100).optional(),
});

export const clockMove = z.union([z.strictObject({ advanceMs: z.int() }), z.strictObject({ at: z.int() })]);
export const webhookAddress = z.strictObject({ url: z.url().max(2000) });

export const waiting = z.object({
  count: z.coerce.number().int().min(1).default(1),
  after: z.coerce.number().int().min(0).default(0),
  subject: z.enum(['send', 'receipt', 'media', 'other']).optional(),
  timeoutMs: z.coerce.number().int().min(1).max(60_000).default(10_000),
});

/** Leaves keys with the value undefined out: what zod adds for a missing optional key is not there on our side. */
export function withoutGaps<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, content]) => content !== undefined)) as { [K in keyof T]: Exclude<T[K], undefined> };
}
