import { en } from './en.ts';
import { fill, type Gaps, type Message, type Params } from './message.ts';

export type Catalogue = typeof en;
export type TextKey = keyof Catalogue;
/** Keys whose text has no gaps, for tables that map a state to its words. */
export type PlainKey = { [K in TextKey]: [Gaps<Catalogue[K]>] extends [never] ? K : never }[TextKey];

/** Language of the interface; dates and numbers follow it. */
export const locale = 'en';
export const direction: 'ltr' | 'rtl' = 'ltr';

const catalogue: Readonly<Record<TextKey, Message>> = en;

/** The text of a key with its gaps filled. A key that is missing, or a gap that is not given, is a type error. */
export function t<K extends TextKey>(key: K, ...rest: [Gaps<Catalogue[K]>] extends [never] ? [] : [params: Params<Catalogue[K]>]): string {
  const params: Readonly<Record<string, string | number>> = rest[0] ?? {};
  return fill(catalogue[key], params, locale);
}

export * from './format.ts';
