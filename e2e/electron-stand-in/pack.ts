/** Structured values as JSON text, since the debugging port carries nothing else. What it cannot carry throws by its name. */
export function pack(value: unknown): string {
  return JSON.stringify(toPlain(value));
}

export function unpack(text: string): unknown {
  return fromPlain(JSON.parse(text));
}

function toPlain(value: unknown): unknown {
  if (value === undefined) return { $: 'undefined' };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $: 'number', is: String(value) };
  if (Array.isArray(value)) return value.map(toPlain);
  if (typeof value === 'object') {
    if (value instanceof Date) return { $: 'date', is: value.getTime() };
    const name = Object.prototype.toString.call(value);
    if (name === '[object ArrayBuffer]') return { $: 'bytes', is: toBase64(new Uint8Array(value as ArrayBuffer)) };
    if (name !== '[object Object]') throw new Error(`The stand-in for Electron carries no ${name}`);
    return { $: 'object', is: Object.entries(value).map(([key, inner]) => [key, toPlain(inner)]) };
  }
  throw new Error('An object could not be cloned.');
}

function fromPlain(plain: unknown): unknown {
  if (plain === null || typeof plain !== 'object') return plain;
  if (Array.isArray(plain)) return plain.map(fromPlain);
  const tagged = plain as { readonly $: string; readonly is?: unknown };
  switch (tagged.$) {
    case 'undefined':
      return undefined;
    case 'number':
      return Number(tagged.is);
    case 'bytes':
      return Uint8Array.from(atob(tagged.is as string), (character) => character.charCodeAt(0)).buffer;
    case 'date':
      return new Date(tagged.is as number);
    default:
      return Object.fromEntries((tagged.is as [string, unknown][]).map(([key, inner]) => [key, fromPlain(inner)]));
  }
}

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** The same functions for the page's side. */
export const packSource = `${toBase64.toString()}\n${toPlain.toString()}\n${fromPlain.toString()}\n${pack.toString()}\n${unpack.toString()}`;
