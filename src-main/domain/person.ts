const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const plainStart = /^[A-Za-z](?:[\u0020-\u02ff]|$)/u;
const startsWithLetter = /^\p{L}/u;
/** Scripts in which one sign is as telling, and as wide, as two Latin letters, or in which two initials would read as a word. */
const oneIsEnough = /^[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Thai}\p{sc=Devanagari}\p{sc=Bengali}\p{sc=Tamil}\p{sc=Telugu}]/u;

/**
 * The letters on an avatar, cut by grapheme: first and last word's initial, or one sign in scripts where one is enough.
 * Empty when the name holds no letter (a phone number).
 */
export function initialsOf(name: string | null): string {
  if (name === null) return '';
  const initials: string[] = [];
  for (const word of name.split(/[\s\p{Pd}_.,@|/·]+/u)) {
    const letter = firstLetter(word);
    if (letter !== null) initials.push(letter);
  }
  const first = initials[0];
  if (first === undefined) return '';
  const last = initials.at(-1);
  if (initials.length === 1 || last === undefined || oneIsEnough.test(first) || oneIsEnough.test(last)) return first;
  return first + last;
}

function firstLetter(word: string): string | null {
  // Most names start with a plain letter that no mark follows; the segmenter is slow.
  if (plainStart.test(word)) return word.charAt(0).toUpperCase();
  for (const { segment } of graphemes.segment(word)) {
    if (startsWithLetter.test(segment)) return segment.toLocaleUpperCase('en');
  }
  return null;
}

/** Which of the six avatar tints a contact has; it stays the same whatever the contact is called. */
export function tintOf(contactId: number): number {
  // Knuth's multiplicative hash: neighbours in time get different tints.
  return ((Math.imul(contactId, 2_654_435_761) >>> 16) % 6) + 1;
}
