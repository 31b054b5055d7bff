const TAIL = 6;
const MAX_EXTENSION = 8;

/** Parts a file name so that only its first part is cut when room is short: the end and the extension stay visible. */
export function cutName(name: string): { readonly head: string; readonly tail: string } {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot - 1 <= MAX_EXTENSION ? name.length - dot : 0;
  const letters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(name.slice(0, name.length - extension))].map(({ segment }) => segment);
  if (letters.length <= TAIL * 2) return { head: '', tail: name };
  return { head: letters.slice(0, -TAIL).join(''), tail: letters.slice(-TAIL).join('') + name.slice(name.length - extension) };
}

/** The letters of a type tile: the extension, else what the media type says, at most four. */
export function typeLetters(name: string, mime: string): string {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot + 1) : '';
  const word = /^[\p{L}\p{N}]{1,4}$/u.test(extension) ? extension : (mime.split('/')[1]?.split(/[.+;-]/).at(-1) ?? '');
  return word.slice(0, 4).toUpperCase();
}
