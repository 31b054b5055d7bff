import { join } from 'node:path';
import { pino } from 'pino';
import type { Log, LogFields } from '../../ports.ts';
import { openLogFile } from './log-file.ts';
import { describeThrown, redactFields } from './redact.ts';

export interface LogFile extends Log {
  /** Waits until all lines are on disk. */
  close(): Promise<void>;
}

/** The log of a data folder, `wicket.log` in it; the file before it is kept as `wicket.log.1`. */
export function openLog(folder: string, level: string = process.env['WICKET_LOG_LEVEL'] ?? 'info'): LogFile {
  const destination = openLogFile(join(folder, 'wicket.log'));
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
    close: () => destination.close(),
  };
}
