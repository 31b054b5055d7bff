/** 0 is the yellow one; 1 to 5 from light to dark. */
export type SkinTone = 0 | 1 | 2 | 3 | 4 | 5;
export const skinTones: readonly SkinTone[] = [0, 1, 2, 3, 4, 5];

const MOST_RECENT = 32;
const FIRST_MODIFIER = 0x1f3fb;

/** Puts an emoji in front of those used lately. */
export function withRecent(recent: readonly string[], emoji: string): readonly string[] {
  return [emoji, ...recent.filter((known) => known !== emoji)].slice(0, MOST_RECENT);
}

/** Gives every person in an emoji the skin tone (Unicode UTS 51: a modifier follows its base and takes the variation selector's place). */
export function applyTone(emoji: string, tone: SkinTone): string {
  if (tone === 0) return emoji;
  const modifier = String.fromCodePoint(FIRST_MODIFIER + tone - 1);
  // Hands that are held between two people stay as they are.
  return emoji.replace(/(?!\u{1f91d}\u200d)(\p{Emoji_Modifier_Base})\ufe0f?/gu, `$1${modifier}`);
}
