/** A piece of a message's text. `host` is what the person sees before a link opens. */
export type TextPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'link'; readonly text: string; readonly href: string; readonly host: string };

const ADDRESS = /\b(?:https?:\/\/|www\.)[^\s<>"]+/giu;
const TRAILING = /[.,;:!?'"»”’…*_~`]+$/u;
const EMOJI_ONLY = /^(?:\p{RGI_Emoji}|\s)+$/v;
const MAX_BIG_EMOJI = 3;
/** Texts longer than this many lines are folded. */
export const FOLD_LINES = 30;

/** Cuts a text at its web addresses. Nothing is changed: the parts joined give the text again. */
export function textParts(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = withoutTrailing(match[0]);
    const href = /^www\./iu.test(shown) ? `https://${shown}` : shown;
    const host = hostOf(href);
    if (host === null) continue;
    if (match.index > done) parts.push({ type: 'text', text: text.slice(done, match.index) });
    parts.push({ type: 'link', text: shown, href, host });
    done = match.index + shown.length;
  }
  if (done < text.length) parts.push({ type: 'text', text: text.slice(done) });
  return parts;
}

/** Whether a text is one to three emoji and nothing else; those are shown bigger. */
export function isEmojiOnly(text: string): boolean {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed.length > 60 || !EMOJI_ONLY.test(trimmed)) return false;
  const graphemes = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(trimmed.replace(/\s/gu, ''))];
  return graphemes.length <= MAX_BIG_EMOJI;
}

/** How many lines a text takes at about `perLine` characters a line. */
export function estimateLines(text: string, perLine: number): number {
  let lines = 0;
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(line.length / perLine));
  return lines;
}

function withoutTrailing(address: string): string {
  let shown = address.replace(TRAILING, '');
  // A closing bracket belongs to the sentence unless its opening one is in the address.
  while (shown.endsWith(')') && !shown.includes('(')) shown = shown.slice(0, -1).replace(TRAILING, '');
  return shown;
}

function hostOf(href: string): string | null {
  if (!URL.canParse(href)) return null;
  const { protocol, host } = new URL(href);
  return (protocol === 'https:' || protocol === 'http:') && host.includes('.') ? host : null;
}
