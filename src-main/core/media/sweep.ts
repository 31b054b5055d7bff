import type { Clock, Log } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import { removeIfUnused } from './files.ts';
import type { MediaStore } from './store.ts';

const HOUR_MS = 60 * 60 * 1000;
/** A handed-over file that lies in no draft is let go after this. */
const HANDED_LIFE_MS = 24 * HOUR_MS;
/** Bytes may be on their way to a message. */
const UNUSED_LIFE_MS = HOUR_MS;
const FIRST_MS = 60_000;
const ROUND_FILES = 200;

export interface SweepOptions {
  readonly storage: Pick<Storage, 'read' | 'write'>;
  readonly store: MediaStore;
  readonly clock: Clock;
  readonly log: Log;
}

/** Takes away, every hour, what nobody needs: files that were handed over and not sent, bytes that no message refers to. */
export interface MediaSweep {
  start(): void;
  /** One round; says how many files went. */
  run(): Promise<number>;
  stop(): Promise<void>;
}

export function createMediaSweep({ storage, store, clock, log }: SweepOptions): MediaSweep {
  let cancel: (() => void) | null = null;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function run(): Promise<number> {
    const now = clock.now();
    await storage.write(async (tx) => {
      await tx.handedFiles.releaseOld(now - HANDED_LIFE_MS);
      await tx.media.forgetStrays(now);
    });
    let removed = 0;
    for (;;) {
      const unused = await storage.read.mediaFiles.unused(now - UNUSED_LIFE_MS, ROUND_FILES);
      let went = 0;
      for (const sha256 of unused) {
        if (stopped) return removed + went;
        if (await removeIfUnused({ storage, store }, sha256)) went += 1;
      }
      removed += went;
      if (unused.length < ROUND_FILES || went === 0) break;
    }
    if (removed > 0) log.info('media.swept', { files: removed });
    return removed;
  }

  function plan(ms: number): void {
    if (stopped) return;
    cancel = clock.after(ms, () => {
      running = run()
        .catch((thrown: unknown) => log.error('media.sweep_failed', {}, thrown))
        .finally(() => plan(HOUR_MS));
    });
  }

  return {
    start: () => plan(FIRST_MS),
    run,
    async stop() {
      stopped = true;
      cancel?.();
      await running;
    },
  };
}
