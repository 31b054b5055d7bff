import { appendFileSync } from 'node:fs';
import { appendFile, rename, stat } from 'node:fs/promises';

/** Takes whole lines and brings them to a file. What cannot be written (a full disk) is counted and dropped: a log must stop nobody. */
export interface LogDestination {
  write(line: string): void;
  /** Resolves when every line is written or given up. */
  close(): Promise<void>;
}

const largestBytes = 5 * 1024 * 1024;
/** The file's size is looked at after this many characters. */
const lookEvery = 256 * 1024;
/** Lines that wait while a write runs; a disk that hangs must not fill the memory. */
const mostWaiting = 10_000;

/** Appends to `file` (mode 0600). A file above `limit` bytes becomes `file.1`, at the start and while running. */
export function openLogFile(file: string, limit: number = largestBytes): LogDestination {
  let waiting: string[] = [];
  let lost = 0;
  let written = lookEvery;
  let running: Promise<void> | undefined;

  /** What the process still holds when it ends without closing. */
  const atExit = (): void => {
    if (waiting.length === 0) return;
    try {
      appendFileSync(file, take(), { mode: 0o600 });
    } catch {
      // Nobody is left to tell.
    }
  };
  process.on('exit', atExit);

  function take(): string {
    const lines = waiting;
    waiting = [];
    if (lost > 0) lines.unshift(`${JSON.stringify({ level: 40, time: new Date().toISOString(), lines: lost, msg: 'log.lines_lost' })}\n`);
    return lines.join('');
  }

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const lines = waiting.length;
      const text = take();
      try {
        await keepSmall(text.length);
        await appendFile(file, text, { mode: 0o600 });
        lost = 0;
      } catch {
        lost += lines;
      }
    }
    running = undefined;
  }

  async function keepSmall(characters: number): Promise<void> {
    written += characters;
    if (written < lookEvery) return;
    written = 0;
    const found = await stat(file).catch(() => null);
    if (found !== null && found.size > limit) await rename(file, `${file}.1`);
  }

  return {
    write(line) {
      if (waiting.length < mostWaiting) waiting.push(line);
      else lost += 1;
      running ??= Promise.resolve().then(drain);
    },
    async close() {
      await running;
      process.off('exit', atExit);
    },
  };
}
