import type { CountsView } from '../../src-preload/contract/views.ts';
import { CLOSING_SOON_MS, WINDOW_MS } from '../domain/service-window.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Clock } from '../ports.ts';
import type { ClosingRange } from '../storage/repositories/conversations.ts';
import type { Storage } from '../storage/storage.ts';

/** How many conversations each view of the rail holds. */
export interface Counts {
  of(connectionId: ConnectionId | null): Promise<CountsView>;
  /** Which windows close within four hours from now. */
  closingRange(): ClosingRange;
}

/** `clock` is the corrected one. */
export function createCounts({
  storage: { read },
  clock,
}: {
  readonly storage: Pick<Storage, 'read'>;
  readonly clock: Clock;
}): Counts {
  function closingRange(): ClosingRange {
    const openedAfter = clock.now() - WINDOW_MS;
    return { openedAfter, openedUpTo: openedAfter + CLOSING_SOON_MS };
  }

  return {
    closingRange,
    async of(connectionId) {
      return {
        all: await read.counts.all(connectionId),
        unread: await read.counts.unread(connectionId),
        closing: await read.counts.closingUnanswered(connectionId, closingRange()),
      };
    },
  };
}
