/** Longest name that Meta takes for a document. */
const MOST_CHARACTERS = 240;

/** Control characters, and those that turn the reading direction and so can hide a name's ending. */
const invisible = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const reserved = /[/\\:*?"<>|]/gu;

/** A file's name as it may be shown, sent and offered for saving: no path, nothing invisible, never empty. */
export function cleanFileName(name: string, fallback: string): string {
  const last = name.toWellFormed().normalize('NFC').split(/[/\\]/u).at(-1) ?? '';
  const cleaned = last.replace(invisible, '').replace(reserved, '_').replace(/^[.\s]+|[.\s]+$/gu, '');
  if (cleaned === '') return fallback;
  const characters = [...cleaned];
  if (characters.length <= MOST_CHARACTERS) return cleaned;
  const ending = /\.[^.]{1,10}$/u.exec(cleaned)?.[0] ?? '';
  return characters.slice(0, MOST_CHARACTERS - ending.length).join('') + ending;
}
