import { WicketError } from '../domain/errors.ts';
import type { ConversationId } from '../domain/ids.ts';
import { WINDOW_MS } from '../domain/service-window.ts';
import type { Graph, GraphFailure } from '../graph/index.ts';
import type { Clock } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { graphError } from './connections/graph-error.ts';
import { connectionTarget } from './outbox/target.ts';
import type { TokenSource } from './outbox/types.ts';
import type { Handlers } from './rpc.ts';

export interface BlockParts {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly graph: Pick<Graph, 'setBlocked'>;
  readonly secrets: TokenSource;
  /** Corrected by Meta's time. */
  readonly clock: Clock;
  /** What waits for this customer is looked at again. */
  readonly onChanged: () => void;
}

/** Blocking at WhatsApp (Meta: "Block users"): by phone where one is known, else by user id; possible for 24 hours after a message. */
export function createBlockHandlers({ storage, graph, secrets, clock, onChanged }: BlockParts): Pick<Handlers, 'contacts.block' | 'contacts.unblock'> {
  async function set(conversationId: ConversationId, blocked: boolean): Promise<{ done: true }> {
    const context = await storage.read.messageSends.context(conversationId);
    if (context === null) throw new WicketError('not_found');
    if (context.isGroup) throw new WicketError('bad_input', { message: 'Groups cannot be blocked.', cure: 'Leave the group on the phone.' });
    if (blocked === (context.blockedAt !== null)) return { done: true };
    const now = clock.now();
    if (blocked && (context.windowOpenedAt === null || now - context.windowOpenedAt >= WINDOW_MS)) throw tooLate();
    const user = await storage.read.messageSends.address(context.contactId);
    const result = await graph.setBlocked(connectionTarget(context, secrets), user, blocked);
    if (!result.ok) throw refused(result.failure, blocked);
    await storage.write(async (tx) => {
      await tx.messageSends.setBlocked(conversationId, blocked ? now : null);
      tx.changed({ type: 'conversation', id: conversationId });
    });
    onChanged();
    return { done: true };
  }

  return {
    'contacts.block': ({ conversationId }) => set(conversationId, true),
    'contacts.unblock': ({ conversationId }) => set(conversationId, false),
  };
}

function tooLate(): WicketError {
  return new WicketError('window_closed', {
    message: 'WhatsApp blocks only customers who wrote within the last 24 hours.',
    cure: 'Block the customer after the next message.',
  });
}

/** Meta: 139100 to 139103 are about blocking. */
function refused(failure: GraphFailure, blocked: boolean): WicketError {
  const { code } = failure;
  if (code === null || code < 139_100 || code > 139_103) return graphError(failure);
  const detail = { metaCode: code, httpStatus: failure.httpStatus, traceId: failure.traceId };
  if (code === 139_101) {
    return new WicketError('graph_refused', { message: 'The list of blocked customers is full.', cure: 'Unblock somebody first.', detail });
  }
  if (code === 139_102) {
    return new WicketError('graph_refused', { message: 'The list of blocked customers changed meanwhile.', cure: 'Try again.', detail });
  }
  const why = failure.details === null ? '.' : `: ${failure.details}`;
  return new WicketError('graph_refused', { message: `WhatsApp did not ${blocked ? 'block' : 'unblock'} the customer${why}`, cure: 'Try again later.', detail });
}
