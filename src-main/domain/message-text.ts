/** Most characters that a text message may have (Meta: "Text messages"). */
export const MAX_TEXT_CHARACTERS = 4096;

/** Length of a text as Meta counts it: by Unicode code points, so that an emoji of one code point is one character. */
export function countCharacters(text: string): number {
  return Array.from(text).length;
}

/** Whether there is a link of which WhatsApp can show a preview; it must start with its scheme. */
export function hasLink(text: string): boolean {
  return /https?:\/\/[^\s/]/iu.test(text);
}
