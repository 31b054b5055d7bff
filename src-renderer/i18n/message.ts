/** A text with named gaps ("{name}"), or one per plural category, chosen by the gap `count`. */
export type Message = string | PluralMessage;
export interface PluralMessage {
  readonly zero?: string;
  readonly one?: string;
  readonly two?: string;
  readonly few?: string;
  readonly many?: string;
  readonly other: string;
}

type GapsOfText<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | GapsOfText<Rest> : never;

/** Names of the gaps that a message has; a plural always needs `count`. */
export type Gaps<M> = M extends string ? GapsOfText<M> : M extends PluralMessage ? 'count' | GapsOfText<M['other']> : never;

export type Params<M> = { readonly [Name in Gaps<M>]: Name extends 'count' ? number : string | number };

/** Fills the gaps; numbers are written in the interface's own digits. */
export function fill(message: Message, params: Readonly<Record<string, string | number>>, locale: string): string {
  const text = typeof message === 'string' ? message : pluralText(message, params['count'], locale);
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => {
    const value = params[name];
    if (value === undefined) return gap;
    return typeof value === 'number' ? numberFormat(locale).format(value) : value;
  });
}

function pluralText(message: PluralMessage, count: string | number | undefined, locale: string): string {
  if (count === 0 && message.zero !== undefined) return message.zero;
  return message[pluralRules(locale).select(Number(count))] ?? message.other;
}

const plurals = new Map<string, Intl.PluralRules>();
function pluralRules(locale: string): Intl.PluralRules {
  const known = plurals.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.PluralRules(locale);
  plurals.set(locale, made);
  return made;
}

const numbers = new Map<string, Intl.NumberFormat>();
function numberFormat(locale: string): Intl.NumberFormat {
  const known = numbers.get(locale);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale);
  numbers.set(locale, made);
  return made;
}
