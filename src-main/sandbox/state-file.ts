import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { Log } from '../ports.ts';
import type { WorldMemory } from './world.ts';

/** What outlives the process. */
export interface SavedState {
  readonly version: 1;
  readonly offsetMs: number;
  readonly historiesTold: boolean;
  readonly world: WorldMemory;
}

/** The state of an earlier run; null when there is none or it cannot be used (then a new world begins). */
export function loadState(file: string, log: Log): SavedState | null {
  try {
    const state = JSON.parse(readFileSync(file, 'utf8')) as Partial<SavedState>;
    if (state.version !== 1 || state.world === undefined) return null;
    return { version: 1, offsetMs: state.offsetMs ?? 0, historiesTold: state.historiesTold ?? false, world: state.world };
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') log.warn('sandbox.state.unreadable');
    return null;
  }
}

/** Written beside and moved into place, readable by the owner alone: it holds what invented customers wrote. */
export function saveState(file: string, state: SavedState, log: Log): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    chmodSync(`${file}.new`, 0o600);
    renameSync(`${file}.new`, file);
  } catch (thrown) {
    log.error('sandbox.state.unsaved', {}, thrown);
  }
}
