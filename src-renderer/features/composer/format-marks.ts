/** A text field's text and its selection, in UTF-16 units. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Mark = '*' | '_' | '~' | '```';

/**
 * Puts WhatsApp's marks around the selected words, or takes them away where they stand already. Blanks at the ends stay outside: WhatsApp
 * knows no mark beside a blank. Without a selection the caret stands between the marks.
 */
export function toggleMark({ text, start, end }: Selected, mark: Mark): Selected {
  const selected = text.slice(start, end);
  const before = selected.length - selected.trimStart().length;
  const from = selected.trim() === '' ? start : start + before;
  const to = selected.trim() === '' ? start : from + selected.trim().length;
  const inner = text.slice(from, to);
  const size = mark.length;
  if (text.slice(from - size, from) === mark && text.slice(to, to + size) === mark) {
    return { text: text.slice(0, from - size) + inner + text.slice(to + size), start: from - size, end: to - size };
  }
  if (inner.length > 2 * size && inner.startsWith(mark) && inner.endsWith(mark)) {
    const bare = inner.slice(size, -size);
    return { text: text.slice(0, from) + bare + text.slice(to), start: from, end: from + bare.length };
  }
  return { text: text.slice(0, from) + mark + inner + mark + text.slice(to), start: from + size, end: to + size };
}

export interface MarkPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/** The mark that a key press asks for; null for all others. */
export function markOf({ key, ctrlKey, metaKey, shiftKey, altKey }: MarkPress): Mark | null {
  if (!(ctrlKey || metaKey) || altKey) return null;
  const letter = key.toLowerCase();
  if (!shiftKey) return letter === 'b' ? '*' : letter === 'i' ? '_' : null;
  return letter === 'x' ? '~' : letter === 'm' ? '```' : null;
}
