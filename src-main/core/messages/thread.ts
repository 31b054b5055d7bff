import type { ConversationId } from '../../domain/ids.ts';
import type { MessageRecord, ThreadPlace } from '../../storage/repositories/messages.ts';
import type { Storage } from '../../storage/storage.ts';

/** A contiguous piece of a thread, oldest first. */
export interface ThreadSlice {
  readonly records: readonly MessageRecord[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
}

type Messages = Storage['read']['messages'];

/** The end of the thread. */
export async function newestSlice(messages: Messages, conversationId: ConversationId, limit: number): Promise<ThreadSlice> {
  const found = await messages.newest(conversationId, limit + 1);
  return { records: found.slice(0, limit).reverse(), hasOlder: found.length > limit, hasNewer: false };
}

/** Up to `limit` messages around a place, the place among them: a third before it, the rest from it on. */
export async function sliceAround(messages: Messages, place: ThreadPlace, limit: number): Promise<ThreadSlice> {
  const wantedBefore = Math.floor(limit / 3);
  const newer = await messages.after(place, limit + 1, true);
  // Near the end of the thread there is less to come, so more of the past fits.
  const fits = Math.max(wantedBefore, limit - newer.length);
  const older = await messages.before(place, fits + 1);
  const before = older.slice(0, fits).reverse();
  const after = newer.slice(0, limit - before.length);
  return { records: [...before, ...after], hasOlder: older.length > fits, hasNewer: newer.length > after.length };
}
