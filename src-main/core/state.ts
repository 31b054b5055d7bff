import type { AppState } from '../../src-preload/contract/views.ts';
import type { Clock } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import { readConnections } from './connections/connection-view.ts';
import type { Counts } from './counts.ts';
import type { Handlers } from './rpc.ts';
import type { SettingsOfFolder } from './settings.ts';

export interface StateHandlersParts {
  readonly storage: Pick<Storage, 'read'>;
  readonly settings: SettingsOfFolder;
  readonly counts: Counts;
  /** The corrected clock. */
  readonly clock: Clock;
  readonly currentSeq: () => number;
  readonly shell: AppState['shell'];
  readonly version: string;
  /** Address of the sandbox's control panel; undefined outside the sandbox. */
  readonly sandbox: { panelUrl(): string | null } | undefined;
  /** Since when nothing could be sent (epoch ms); null when all is well. */
  readonly offlineSince: () => number | null;
}

export function createStateHandlers(parts: StateHandlersParts): Pick<Handlers, 'app.state'> {
  const { storage, settings, counts, clock, currentSeq, shell, version, sandbox, offlineSince } = parts;
  return {
    async 'app.state'() {
      const seq = currentSeq();
      return {
        shell,
        version,
        sandbox: sandbox !== undefined,
        sandboxPanelUrl: sandbox?.panelUrl() ?? null,
        connections: await readConnections(storage.read),
        settings: await settings.current(),
        counts: await counts.of(null),
        now: clock.now(),
        offlineSince: offlineSince(),
        seq,
      };
    },
  };
}
