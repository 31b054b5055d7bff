/** What `wicket replay --adopt` writes into stored bodies so that they belong to one's own connection. */
export interface AdoptedIds {
  readonly phoneNumberId: string;
  readonly wabaId: string;
  /** Digits only. */
  readonly phoneDigits: string;
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Rewrites account id, phone number id and the business's own number in one webhook body. Bodies of another shape
 * come back as they are: the receiver should see them as Meta would send them.
 */
export function adopt(body: Json, ids: AdoptedIds): Json {
  if (!isObject(body) || !Array.isArray(body['entry'])) return body;
  return { ...body, entry: body['entry'].map((entry) => adoptEntry(entry, ids)) };
}

function adoptEntry(entry: Json, ids: AdoptedIds): Json {
  if (!isObject(entry)) return entry;
  const changes = entry['changes'];
  return {
    ...entry,
    id: ids.wabaId,
    ...(Array.isArray(changes) ? { changes: changes.map((change) => adoptChange(change, ids)) } : {}),
  };
}

function adoptChange(change: Json, ids: AdoptedIds): Json {
  if (!isObject(change) || !isObject(change['value'])) return change;
  const value = change['value'];
  const metadata = value['metadata'];
  if (!isObject(metadata)) return change;
  const formerNumber = digits(metadata['display_phone_number']);
  const adopted = { ...value, metadata: { ...metadata, phone_number_id: ids.phoneNumberId, display_phone_number: ids.phoneDigits } };
  return { ...change, value: formerNumber === '' ? adopted : renumber(adopted, formerNumber, ids.phoneDigits) };
}

/** Echoes and history name the business's number as sender or context: it must stay the same party. */
function renumber(value: Json, former: string, own: string): Json {
  if (Array.isArray(value)) return value.map((item: Json) => renumber(item, former, own));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      (key === 'from' || key === 'to') && typeof inner === 'string' && digits(inner) === former ? own : renumber(inner, former, own),
    ]),
  );
}

function digits(value: Json | undefined): string {
  return typeof value === 'string' ? value.replaceAll(/\D/g, '') : '';
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The order in which bodies are posted: each `copies` times; shuffled the same way for the same seed. */
export function plan<T>(bodies: readonly T[], options: { readonly copies: number; readonly seed: number | null }): T[] {
  const all = bodies.flatMap((body) => Array.from({ length: options.copies }, () => body));
  if (options.seed === null) return all;
  const random = mulberry32(options.seed);
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const held = all[index] as T;
    all[index] = all[other] as T;
    all[other] = held;
  }
  return all;
}

/** A small seeded generator, so that a shuffle can be repeated; not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
