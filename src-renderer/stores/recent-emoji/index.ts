import { create } from 'zustand';
import { type SkinTone, withRecent } from './recent.ts';

export { applyTone, type SkinTone, skinTones } from './recent.ts';

interface RecentEmojiState {
  /** Newest first. */
  readonly recent: readonly string[];
  readonly tone: SkinTone;
}

const KEY = 'wicket.emoji';
/** Offered for reactions while nothing was used yet. */
export const usualReactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** Which emoji are used on this device, and in which skin tone. */
export const useRecentEmoji = create<RecentEmojiState>()(() => restored());

export function noteEmoji(emoji: string): void {
  useRecentEmoji.setState(({ recent }) => ({ recent: withRecent(recent, emoji) }));
  keep();
}

export function chooseTone(tone: SkinTone): void {
  useRecentEmoji.setState({ tone });
  keep();
}

function keep(): void {
  const { recent, tone } = useRecentEmoji.getState();
  localStorage.setItem(KEY, JSON.stringify({ recent, tone }));
}

function restored(): RecentEmojiState {
  const blank: RecentEmojiState = { recent: [], tone: 0 };
  const text = typeof localStorage === 'undefined' ? null : localStorage.getItem(KEY);
  if (text === null) return blank;
  try {
    const { recent, tone } = JSON.parse(text) as Partial<RecentEmojiState>;
    const isTone = tone === 0 || tone === 1 || tone === 2 || tone === 3 || tone === 4 || tone === 5;
    return { recent: Array.isArray(recent) ? recent.filter((emoji) => typeof emoji === 'string').slice(0, 32) : [], tone: isTone ? tone : 0 };
  } catch {
    // Not ours or cut off: it only holds habits, so it begins anew.
    return blank;
  }
}
