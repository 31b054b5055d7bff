import type { ConversationId } from '../domain/ids.ts';
import { mayWriteFreely } from '../domain/service-window.ts';
import type { Graph } from '../graph/index.ts';
import type { Clock, Log } from '../ports.ts';
import type { InboundPlace } from '../storage/repositories/message-sends-receipts.ts';
import type { SendContext } from '../storage/repositories/message-sends.ts';
import type { Storage } from '../storage/storage.ts';
import { connectionTarget } from './outbox/target.ts';
import type { TokenSource } from './outbox/types.ts';
import { RECEIPT_AGE_MS } from './read-receipts.ts';
import type { Handlers } from './rpc.ts';

/** Meta shows typing for up to 25 seconds; it is told again no sooner than this. */
export const TYPING_EVERY_MS = 20_000;
/** Conversations of which the last telling is remembered. */
const MOST_REMEMBERED = 500;

export interface TypingParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly graph: Pick<Graph, 'showTyping'>;
  readonly secrets: TokenSource;
  /** Corrected by Meta's time. */
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Tells the customer that an agent types, where the number's setting says so (Meta: "Typing indicators"). It marks as read too. A courtesy:
 * what goes wrong is logged and forgotten.
 */
export function createTypingHandlers({ storage, graph, secrets, clock, log }: TypingParts): Pick<Handlers, 'conversations.typing'> {
  const told = new Map<ConversationId, number>();

  /** Whether it is time again; a yes counts. */
  function isTime(id: ConversationId, now: number): boolean {
    const last = told.get(id);
    if (last !== undefined && now - last < TYPING_EVERY_MS && now >= last) return false;
    told.delete(id);
    told.set(id, now);
    const [oldest] = told.keys();
    if (told.size > MOST_REMEMBERED && oldest !== undefined) told.delete(oldest);
    return true;
  }

  /** What the customer is told, if it is time and the number does so. */
  async function due(id: ConversationId): Promise<{ readonly context: SendContext; readonly newest: InboundPlace } | null> {
    const now = clock.now();
    const context = await storage.read.messageSends.context(id);
    if (context === null || !context.typingIndicator || context.isGroup || context.blockedAt !== null || context.tokenRefusedAt !== null) return null;
    if (!mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now)) return null;
    const newest = await storage.read.receipts.newestInbound(id, now - RECEIPT_AGE_MS, null);
    return newest === null || !isTime(id, now) ? null : { context, newest };
  }

  async function tell(id: ConversationId, context: SendContext, newest: InboundPlace): Promise<void> {
    const result = await graph.showTyping(connectionTarget(context, secrets), newest.wamid);
    if (result.ok) await storage.write((tx) => tx.receipts.setTold(id, newest.id), { durable: false });
    else log.info('typing.not_told', { conversationId: id, family: result.failure.family, code: result.failure.code });
  }

  return {
    'conversations.typing': async ({ id }) => {
      const found = await due(id);
      // Nobody who types waits for the answer.
      if (found !== null) tell(id, found.context, found.newest).catch((thrown: unknown) => log.error('typing.broke', { conversationId: id }, thrown));
      return { done: true };
    },
  };
}
