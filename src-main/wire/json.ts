import { createHash } from 'node:crypto';

/** A parsed JSON object of which nothing is known. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an object, or null. */
export function asObject(value: unknown): JsonObject | null {
  return isObject(value) ? value : null;
}

/** The elements of a list; anything else has none. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that says something, or null. Numbers become text, since Meta writes some ids either way. */
export function asText(value: unknown): string | null {
  if (typeof value === 'string') return value === '' ? null : value;
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : null;
}

/** JSON with sorted keys: the same content gives the same text, however it was written. */
export function canonicalJson(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const object = value as JsonObject;
  const parts: string[] = [];
  for (const key of Object.keys(object).sort()) parts.push(`${JSON.stringify(key)}:${canonicalJson(object[key])}`);
  return `{${parts.join(',')}}`;
}

/** SHA-256 over the canonical JSON, in hex. */
export function contentHash(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}

/** Meta's time (seconds since 1970, as text or number) in epoch milliseconds; null when it is none. */
export function metaTime(value: unknown): number | null {
  const seconds = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,13}$/.test(value) ? Number(value) : Number.NaN;
  if (!Number.isFinite(seconds) || seconds <= 0) return null;
  // A few senders write milliseconds.
  const ms = seconds >= 1e11 ? seconds : seconds * 1000;
  return ms < 1e13 ? Math.trunc(ms) : null;
}
