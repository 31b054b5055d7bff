import { z } from 'zod';
import type { EventName } from './names.ts';
import { connectionView, conversationId, conversationRow, countsView, messageId, messageView, settings, timestamp } from './views.ts';

/** One thing that changed. `view` is there when the thing is likely on screen; without it the page reads it if it shows it. */
export const changeItem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation'), id: conversationId, row: conversationRow.optional() }),
  z.object({ type: z.literal('message'), id: messageId, conversationId, view: messageView.optional() }),
  /** The message left this conversation (contacts were joined or parted). */
  z.object({ type: z.literal('message-gone'), id: messageId, conversationId }),
  z.object({ type: z.literal('conversation-gone'), id: conversationId, movedTo: conversationId.nullable() }),
  z.object({ type: z.literal('counts'), counts: countsView }),
  z.object({ type: z.literal('connections'), connections: z.array(connectionView) }),
  z.object({ type: z.literal('settings'), settings }),
  /** Receiver, journal or outbox moved; the health page reads anew if it is open. */
  z.object({ type: z.literal('health') }),
]);

export const events = {
  /** What was committed, bundled within 30 ms. `epoch` names the run of the core; another one means: read everything anew. */
  changes: z.object({ epoch: z.string(), seq: z.int().nonnegative(), items: z.array(changeItem) }),
  /** The core behind the page was exchanged (sandbox entered or left): reload all. */
  'app.reset': z.object({ sandbox: z.boolean() }),
  /** The corrected clock jumped. */
  clock: z.object({ now: timestamp }),
  /** The person clicked a notification. */
  navigate: z.object({ conversationId }),
  /** Whether the page reaches its core, and whether the core reaches Meta. Raised by the bridge itself when its line breaks. */
  link: z.object({ bridge: z.enum(['up', 'down']), offlineSince: timestamp.nullable() }),
} as const satisfies Record<EventName, z.ZodType>;

export type ChangeItem = z.output<typeof changeItem>;
export type EventPayload<E extends EventName> = z.output<(typeof events)[E]>;
