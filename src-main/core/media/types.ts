import type { HealthView, Settings } from '../../../src-preload/contract/views.ts';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Graph } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import type { MediaStore } from './store.ts';

export type MediaPause = HealthView['media']['paused'];

export interface MediaJobsOptions {
  readonly storage: Storage;
  readonly graph: Pick<Graph, 'lookupMedia' | 'downloadMedia'>;
  /** Null when there is none. */
  readonly secrets: { get(connectionId: ConnectionId, kind: 'access_token'): string | null | Promise<string | null> };
  readonly clock: Clock;
  readonly log: Log;
  readonly store: MediaStore;
  readonly settings: { current(): Promise<Pick<Settings, 'mediaConcurrency' | 'mediaBudgetMb'>> };
  /** 0 to 1, for spreading tries. */
  readonly random?: () => number;
  /** Told when `state().paused` is another one. */
  readonly onPaused?: (paused: MediaPause) => void;
}

/** Gets customers' files while Meta has them. Never holds up what comes in or goes out. */
export interface MediaJobs {
  start(): Promise<void>;
  /** Something may be due. */
  nudge(): void;
  /** The network is back or the computer woke: everything that waits is tried now. */
  wake(): Promise<void>;
  /** Resolves when nothing is under way or due. */
  idle(): Promise<void>;
  /** Cuts what is under way; it waits for the next start. */
  stop(): Promise<void>;
  state(): { readonly paused: MediaPause; readonly active: number };
}
