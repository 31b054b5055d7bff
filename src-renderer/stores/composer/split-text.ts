/** Ends of sentences in the scripts that customers write, with closing quotes and brackets behind them. */
const sentenceEnd = /[.!?…。！？؟।॥]+["'”’»)\]]*\s+|\n/gu;

/**
 * Cuts a text into parts of at most `limit` characters (Unicode code points): at the last empty line that leaves a part at least half full,
 * else line or sentence, else word; a word that is longer than a part is cut between graphemes. Blanks at the cuts go; nothing else is lost.
 */
export function splitText(text: string, limit: number): readonly string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (characters(rest) > limit) {
    const head = [...rest].slice(0, limit + 1).join('');
    const at = cutOf(head, limit);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  if (rest !== '') parts.push(rest);
  return parts;
}

/** Where to cut, in UTF-16 units. `head` is one character longer than a part, so that a blank just behind the limit counts. */
function cutOf(head: string, limit: number): number {
  const whole = [...head].slice(0, limit).join('').length;
  const least = whole / 2;
  const paragraph = lastEnd(head, /\n\s*\n/gu, whole);
  if (paragraph >= least) return paragraph;
  const sentence = lastEnd(head, sentenceEnd, whole);
  if (sentence >= least) return sentence;
  const word = lastEnd(head, /\s+/gu, whole);
  if (word > 0) return word;
  return lastGrapheme(head, whole);
}

/** End of the last match whose own characters, blanks aside, fit. */
function lastEnd(head: string, pattern: RegExp, most: number): number {
  let found = 0;
  for (const match of head.matchAll(pattern)) {
    const kept = match.index + match[0].trimEnd().length;
    if (kept <= most && kept > 0) found = match.index + match[0].length;
  }
  return Math.min(found, head.length);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

function lastGrapheme(head: string, most: number): number {
  let found = 0;
  for (const { index } of graphemes.segment(head)) {
    if (index > most) break;
    found = index;
  }
  // One grapheme alone may be longer than a part.
  return found === 0 ? most : found;
}

function characters(text: string): number {
  let count = 0;
  for (const _character of text) count += 1;
  return count;
}
