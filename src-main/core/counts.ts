import type { CountsView } from '../../src-preload/contract/views.ts';
import { WINDOW_MS } from '../domain/service-window.ts';
import type { ConnectionId } from '../domain/ids.ts';
import type { Clock } from '../ports.ts';
import type { ClosingRange } from '../storage/repositories/conversations.ts';
import type { Storage } from '../storage/storage.ts';
import type { SettingsOfFolder } from './settings.ts';

/** How many conversations each view of the rail holds. */
export interface Counts {
  of(connectionId: ConnectionId | null): Promise<CountsView>;
  /** Which windows close soon by now, by the setting for amber. */
  closingRange(): Promise<ClosingRange>;
}

/** `clock` is the corrected one. */
export function createCounts({
  storage: { read },
  settings,
  clock,
}: {
  readonly storage: Pick<Storage, 'read'>;
  readonly settings: SettingsOfFolder;
  readonly clock: Clock;
}): Counts {
  async function closingRange(): Promise<ClosingRange> {
    const { amberMinutes } = await settings.current();
    const openedAfter = clock.now() - WINDOW_MS;
    return { openedAfter, openedUpTo: openedAfter + amberMinutes * 60_000 };
  }

  return {
    closingRange,
    async of(connectionId) {
      return {
        all: await read.counts.all(connectionId),
        unread: await read.counts.unread(connectionId),
        closing: await read.counts.closing(connectionId, await closingRange()),
      };
    },
  };
}
