import { type Failure, WicketError } from '../domain/errors.ts';
import type { ReactionPayload } from './outbox/reaction-runner.ts';
import { readReaction } from './outbox/reaction-runner.ts';
import type { Handlers } from './rpc.ts';
import type { SendHandlersParts } from './send.ts';
import { sendable } from './send-queue.ts';

/** How long a person waits to hear whether WhatsApp takes a reaction; without an answer it shows and goes on by itself. */
const ANSWER_MS = 4_000;

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** One emoji, or nothing, which takes a reaction back. */
export function isReaction(emoji: string): boolean {
  return emoji === '' || ([...segmenter.segment(emoji)].length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(emoji));
}

/** Our reactions: they show at once, and what stood before stands again when WhatsApp refuses one (Meta: "Reaction messages"). */
export function createReactionHandlers({ storage, outbox, clock, currentSeq, viewOf }: SendHandlersParts): Pick<Handlers, 'messages.react'> {
  return {
    'messages.react': async ({ id, emoji }) => {
      if (!isReaction(emoji)) throw new WicketError('bad_input', { message: 'A reaction is one emoji.', cure: 'Choose an emoji.', detail: { field: 'emoji' } });
      const changes = await storage.write(async (tx) => {
        const message = await tx.messageSends.byId(id);
        if (message === null) throw new WicketError('not_found');
        if (message.wamid === null) {
          throw new WicketError('bad_input', { message: 'Only a message that WhatsApp knows can be reacted to.', cure: 'Wait until it is sent.' });
        }
        const now = clock.now();
        const context = await sendable(tx, message.conversationId, now);
        const { connectionId, conversationId } = context;
        const standing = await tx.ownReactions.get(connectionId, message.wamid);
        if ((standing?.emoji ?? '') === emoji) return false;
        const waiting = await tx.outbox.byMessage('reaction', id);
        // A time of its own, so that this one can be told from the one before.
        const at = Math.max(now, (standing?.at ?? 0) + 1);
        const previous = waiting === null ? standing : readReaction(waiting.payload).previous;
        const payload: ReactionPayload = { emoji, at, previous };
        await tx.ownReactions.set(connectionId, message.wamid, { emoji, at, wamid: '' as typeof message.wamid });
        await tx.outbox.putReaction({ connectionId, conversationId, messageId: id, nextAt: now }, JSON.stringify(payload));
        tx.changed({ type: 'message', id, conversationId });
        return true;
      });
      if (changes) {
        // Listening starts before the queue is looked at, so that no answer can slip by.
        const outcome = outbox.reactionOutcome(id, ANSWER_MS);
        outbox.nudge();
        refuse(await outcome);
      }
      const seq = currentSeq();
      return { message: await viewOf(id), seq };
    },
  };
}

function refuse(refusal: Failure | null): void {
  if (refusal === null) return;
  const { code, message, cure, detail } = refusal;
  throw new WicketError(code, { message, cure, ...(detail === undefined ? {} : { detail }) });
}
