import { refuse } from '../graph-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** An object with no other keys than `allowed`: Meta refuses keys that it does not know. */
export function fieldsOf(value: unknown, path: string, allowed?: readonly string[]): Fields {
  if (value === undefined || value === null) return refuse(131008, `The parameter ${path} is required.`);
  if (typeof value !== 'object' || Array.isArray(value)) return refuse(100, `Param ${path} must be a JSON object.`);
  if (allowed !== undefined) {
    const stranger = Object.keys(value).find((key) => !allowed.includes(key));
    if (stranger !== undefined) refuse(100, `Unexpected key "${stranger}" on param "${path}".`);
  }
  return value as Fields;
}

export function listOf(value: unknown, path: string, least: number, most: number): readonly unknown[] {
  if (value === undefined || value === null) return refuse(131008, `The parameter ${path} is required.`);
  if (!Array.isArray(value)) return refuse(100, `Param ${path} must be an array.`);
  if (value.length < least || value.length > most) {
    return refuse(131009, `${path} must hold ${least} to ${most} items, not ${value.length}.`);
  }
  return value;
}

/** A text of 1 to `most` characters; a blank one does not count. */
export function textOf(value: unknown, path: string, most: number, code = 131009): string {
  if (value === undefined || value === null) return refuse(131008, `The parameter ${path} is required.`);
  if (typeof value !== 'string') return refuse(100, `Param ${path} must be a string.`);
  const length = [...value].length;
  if (value.trim() === '' || length > most) {
    return refuse(code, `Param ${path} must be at least 1 and at most ${most} characters long, not ${length}.`);
  }
  return value;
}

/** A key that may be left out, but not sent as null or empty. */
export function optionalText(value: unknown, path: string, most: number, code = 131009): string | null {
  if (value === undefined) return null;
  if (value === null) return refuse(100, `Param ${path} must be a string.`);
  return textOf(value, path, most, code);
}

export function oneOf<const T extends string>(value: unknown, path: string, choices: readonly T[], code = 100): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  if (value === undefined) return refuse(131008, `The parameter ${path} is required.`);
  return refuse(code, `Param ${path} must be one of {${choices.join(', ')}} - got "${String(value)}".`);
}

export function webAddress(value: unknown, path: string, schemes: readonly string[] = ['https:', 'http:']): string {
  const text = textOf(value, path, 2048);
  if (!URL.canParse(text) || !schemes.includes(new URL(text).protocol)) refuse(131009, `${path} is not a valid URI.`);
  return text;
}

/** A number, also written as text: Meta takes both for coordinates. */
export function numberOf(value: unknown, path: string, low: number, high: number): number {
  if (value === undefined || value === null) return refuse(131008, `The parameter ${path} is required.`);
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number) || number < low || number > high) {
    return refuse(131009, `Param ${path} must be a number from ${low} to ${high}.`);
  }
  return number;
}

export function unique(values: readonly string[], path: string): void {
  if (new Set(values).size !== values.length) refuse(131009, `${path} must be unique.`);
}

/** Refuses WhatsApp markup where Meta allows plain words only. */
export function plain(text: string, path: string): string {
  if (/\*[^*\s][^*]*\*|_[^_\s][^_]*_|~[^~\s][^~]*~|```/u.test(text)) refuse(131009, `${path} must not contain formatting.`);
  return text;
}
