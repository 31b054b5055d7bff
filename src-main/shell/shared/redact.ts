import { WicketError } from '../../domain/errors.ts';
import type { LogFields } from '../../ports.ts';

/** Fields of these names never reach the log, whatever they hold. */
const secretNames = /token|secret|passphrase|password|authorization|cookie|signature|text|body|caption|phone$|waid|username|^name$|display/i;
/** What looks like a token of Meta's, a bearer header or a long hexadecimal secret. */
const tokens = /\bEAA[A-Za-z0-9]{8,}\b|\bBearer\s+\S+|\b[0-9a-f]{32,}\b/g;
/** Phone numbers in E.164: the last two digits stay, so that two of them can be told apart. */
const phones = /\+\d[\d\s().-]{6,}\d/g;

/** The fields of a log line without anything that a log must not hold. */
export function redactFields(fields: LogFields): Record<string, string | number | boolean | null> {
  const safe: Record<string, string | number | boolean | null> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (typeof value !== 'string') safe[name] = value;
    else safe[name] = secretNames.test(name) ? '[redacted]' : redactText(value);
  }
  return safe;
}

export function redactText(text: string): string {
  return text.replace(tokens, '[redacted]').replace(phones, (number) => `+…${number.slice(-2)}`);
}

/** What the log keeps of something thrown: kind, code and places; its message only where it is ours, since others quote what they were given. */
export function describeThrown(thrown: unknown): Record<string, string> {
  if (!(thrown instanceof Error)) return { thrown: typeof thrown };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? { errorCode: thrown.code } : {};
  const words = thrown instanceof WicketError ? { words: redactText(thrown.message) } : {};
  const places = (thrown.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim())
    .join(' | ');
  const cause = thrown.cause instanceof Error ? { cause: thrown.cause.name } : {};
  return { errorName: thrown.name, ...code, ...words, ...cause, places };
}
