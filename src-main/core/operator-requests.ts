import { z } from 'zod';
import { WicketError } from '../domain/errors.ts';
import type { Operator } from './operator.ts';

/** What the command line may ask over the control socket of a folder's owner. */
export const operatorRequest = z.discriminatedUnion('do', [
  z.object({
    do: z.literal('send'),
    request: z.object({
      to: z.string().max(200),
      what: z.discriminatedUnion('type', [
        z.object({ type: z.literal('text'), body: z.string().max(20_000) }),
        z.object({ type: z.literal('file'), path: z.string().min(1).max(4096), caption: z.string().max(4096).nullable(), voice: z.boolean() }),
        z.object({ type: z.literal('location'), latitude: z.number(), longitude: z.number(), name: z.string().max(1000).nullable() }),
        z.object({ type: z.literal('buttons'), body: z.string().max(4096), titles: z.array(z.string().max(100)).min(1).max(10).readonly() }),
        z.object({ type: z.literal('reaction'), emoji: z.string().max(64), on: z.string().min(1).max(512) }),
      ]),
      replyTo: z.string().max(512).nullable(),
      wait: z.enum(['accepted', 'delivered']),
      timeoutMs: z.int().min(1).max(600_000),
    }),
  }),
  z.object({ do: z.literal('call'), method: z.enum(['app.state', 'connections.save']), input: z.unknown() }),
]);

export type OperatorRequest = z.input<typeof operatorRequest>;

/** Answers one request; rejects with a `WicketError`. */
export async function operate(operator: Operator, call: (method: string, input: unknown) => Promise<unknown>, raw: unknown): Promise<unknown> {
  const parsed = operatorRequest.safeParse(raw);
  if (!parsed.success) throw new WicketError('bad_input', { cure: 'Use the same version of Wicket for the host and the command line.' });
  const request = parsed.data;
  return request.do === 'send' ? operator.send(request.request) : call(request.method, request.input);
}
