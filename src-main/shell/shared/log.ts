import { existsSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import type { Log, LogFields } from '../../ports.ts';
import { describeThrown, redactFields } from './redact.ts';

export interface LogFile extends Log {
  /** Waits until all lines are on disk. */
  close(): Promise<void>;
}

const largestBytes = 5 * 1024 * 1024;

/** The log of a data folder, `wicket.log` in it; the file before it is kept as `wicket.log.1`. */
export function openLog(folder: string, level: string = process.env['WICKET_LOG_LEVEL'] ?? 'info'): LogFile {
  const file = join(folder, 'wicket.log');
  if (existsSync(file) && statSync(file).size > largestBytes) renameSync(file, `${file}.1`);
  return createLog(pino.destination({ dest: file, sync: false, mode: 0o600 }), level);
}

type Destination = ReturnType<typeof pino.destination>;

/** Exported for tests, which look at the lines. */
export function createLog(destination: Destination, level: string): LogFile {
  let isOpen = false;
  destination.once('ready', () => {
    isOpen = true;
  });
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const write = (at: 'debug' | 'info' | 'warn' | 'error', event: string, fields: LogFields = {}, thrown?: unknown): void => {
    if (!logger.isLevelEnabled(at)) return;
    logger[at]({ ...redactFields(fields), ...(thrown === undefined ? {} : describeThrown(thrown)) }, event);
  };
  return {
    debug: (event, fields) => write('debug', event, fields),
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
    error: (event, fields, thrown) => write('error', event, fields, thrown),
    close: () =>
      new Promise((resolve) => {
        destination.once('close', resolve);
        // Ended while it still opens, a destination would lose its lines.
        if (isOpen) destination.end();
        else destination.once('ready', () => destination.end());
      }),
  };
}
