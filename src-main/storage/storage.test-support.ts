import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Clock, Log } from '../ports.ts';
import { openStorage } from './open.ts';
import type { Storage } from './storage.ts';

export interface LoggedLine {
  readonly level: keyof Log;
  readonly event: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** A log that remembers. */
export function createTestLog(): Log & { readonly lines: LoggedLine[] } {
  const lines: LoggedLine[] = [];
  const at =
    (level: keyof Log) =>
    (event: string, fields: Readonly<Record<string, unknown>> = {}): void =>
      void lines.push({ level, event, fields });
  return { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

/** A clock that stands still until it is moved. */
export function createTestClock(start = 1_800_000_000_000): Clock & { move(ms: number): void } {
  let now = start;
  return { now: () => now, after: () => () => undefined, move: (ms) => void (now += ms) };
}

/** A folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'wicket-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real database in a folder of its own, closed with the test. */
export async function openTestStorage(folder = temporaryFolder(), clock: Clock = createTestClock()): Promise<Storage & { readonly folder: string }> {
  const storage = await openStorage({ folder, clock, log: createTestLog() });
  onTestFinished(() => storage.close());
  return { ...storage, folder };
}

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');
