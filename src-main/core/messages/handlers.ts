import { WicketError } from '../../domain/errors.ts';
import type { ConversationId, MessageId } from '../../domain/ids.ts';
import type { ThreadPlace } from '../../storage/repositories/messages.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Handlers } from '../rpc.ts';
import { messageDetails } from './details.ts';
import { messageViews } from './message-views.ts';
import { sliceAround } from './thread.ts';

export interface MessageHandlersParts {
  readonly storage: Pick<Storage, 'read'>;
  /** Number of the change feed that an answer saw; taken before it is read. */
  readonly currentSeq: () => number;
}

/** Reading messages; sending them is the outbox's. */
export function createMessageHandlers({
  storage: { read },
  currentSeq,
}: MessageHandlersParts): Pick<Handlers, 'messages.page' | 'messages.around' | 'messages.byIds' | 'messages.details'> {
  async function placeIn(conversationId: ConversationId, id: MessageId): Promise<ThreadPlace> {
    const place = await read.messages.place(id);
    if (place === null || place.conversation_id !== conversationId) throw new WicketError('not_found');
    return place;
  }

  return {
    async 'messages.page'({ conversationId, before, after, limit }) {
      const seq = currentSeq();
      if (before !== undefined && after !== undefined) throw new WicketError('bad_input', { detail: { path: 'after' } });
      const found =
        after !== undefined
          ? await read.messages.after(await placeIn(conversationId, after), limit + 1)
          : before !== undefined
            ? await read.messages.before(await placeIn(conversationId, before), limit + 1)
            : await read.messages.newest(conversationId, limit + 1);
      const page = found.slice(0, limit);
      if (after === undefined) page.reverse();
      return { messages: await messageViews(read, page), hasMore: found.length > limit, seq };
    },

    async 'messages.around'({ conversationId, messageId, limit }) {
      const seq = currentSeq();
      const { records, hasOlder, hasNewer } = await sliceAround(read.messages, await placeIn(conversationId, messageId), limit);
      return { messages: await messageViews(read, records), hasOlder, hasNewer, seq };
    },

    async 'messages.byIds'({ ids }) {
      const seq = currentSeq();
      return { messages: await messageViews(read, await read.messages.byIds(ids)), seq };
    },

    async 'messages.details'({ id }) {
      const record = await read.messages.details(id);
      if (record === null) throw new WicketError('not_found');
      return await messageDetails(read, record);
    },
  };
}
