/** Letters that Unicode does not take apart although people search for them by their plain form. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ł: 'l', þ: 'th', ħ: 'h', ı: 'i', ŋ: 'n',
};
/** Latin, Greek and Cyrillic accents, Arabic vowel signs and the stretching tatweel; marks of other scripts carry meaning and stay. */
const ignoredMarks = /[\u0300-\u036f\u064b-\u065f\u0670\u0640]/gu;
const specialLetters = /[ßæœøđðłþħıŋ]/gu;
const phoneSpelling = /^[\d\s+().\-/\u00a0\u2010-\u2015]+$/u;

/** Text in the form under which names are compared: no case, no accents, single blanks. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(ignoredMarks, '')
    .replace(specialLetters, (letter) => plainLetters[letter] ?? letter)
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .trim();
}

/**
 * What `contact.search_text` holds: folded names and usernames, and phone numbers as bare digits, one beside the other.
 * Give every known spelling of a number (the `wa_id` as it came, its variants), so that each finds the contact.
 */
export function searchTextOf(parts: { readonly names: readonly (string | null)[]; readonly numbers: readonly string[] }): string {
  const words = new Set<string>();
  for (const name of parts.names) {
    const folded = name === null ? '' : foldText(name);
    if (folded !== '') words.add(folded);
  }
  for (const number of parts.numbers) {
    const digits = number.replace(/\D/gu, '');
    if (digits !== '') words.add(digits);
  }
  return [...words].join('\n');
}

/** A search as typed, made ready: each of `words` must occur in the search text. Empty when there is nothing to look for. */
export interface SearchWords {
  readonly words: readonly string[];
  /** The bare digits when the whole search looks like a phone number, else null. */
  readonly digits: string | null;
}

/** Reads a typed search. A phone number may be spelled with blanks, brackets, `+`, `00` or a trunk zero. */
export function searchWords(query: string): SearchWords {
  const trimmed = query.trim();
  if (phoneSpelling.test(trimmed)) {
    const digits = trimmed.replace(/\(0\)/gu, '').replace(/\D/gu, '');
    const significant = digits.replace(/^0+/u, '');
    const kept = significant === '' ? digits : significant;
    return kept === '' ? { words: [], digits: null } : { words: [kept], digits: kept };
  }
  const folded = foldText(trimmed).replace(/^@/u, '');
  return { words: folded === '' ? [] : folded.split(' '), digits: null };
}
