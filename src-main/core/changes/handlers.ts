import type { Handlers } from '../rpc.ts';
import type { ChangeFeed } from './feed.ts';

/** What pages say to the change feed. */
export function createChangesHandlers({
  feed,
  onFocus,
}: {
  readonly feed: ChangeFeed;
  /** What is on screen and whether a person looks at it: no notification is shown for that. */
  readonly onFocus?: (watched: { readonly conversationId: number | null; readonly focused: boolean }) => void;
}): Pick<Handlers, 'app.watch' | 'app.changesSince'> {
  return {
    async 'app.watch'({ conversationId, focused }) {
      if (conversationId !== null) feed.watch(conversationId);
      onFocus?.({ conversationId, focused });
      return { done: true };
    },
    async 'app.changesSince'({ epoch, since }) {
      const known = await feed.replay(epoch, since);
      return { resync: !known, epoch: feed.epoch, seq: feed.currentSeq() };
    },
  };
}
