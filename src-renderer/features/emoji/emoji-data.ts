import type { PlainKey } from '../../i18n/index.ts';

/** One emoji as the picker shows it. */
export interface EmojiEntry {
  readonly emoji: string;
  /** Its English name, for tooltips and screen readers. */
  readonly name: string;
  /** What it is found by, lower case. */
  readonly words: string;
  readonly takesTone: boolean;
}

export interface EmojiGroup {
  readonly id: string;
  readonly title: PlainKey;
  readonly entries: readonly EmojiEntry[];
}

const titles: Readonly<Record<string, PlainKey>> = {
  smileys_emotion: 'emoji.group.smileys',
  people_body: 'emoji.group.people',
  animals_nature: 'emoji.group.nature',
  food_drink: 'emoji.group.food',
  travel_places: 'emoji.group.travel',
  activities: 'emoji.group.activities',
  objects: 'emoji.group.objects',
  symbols: 'emoji.group.symbols',
  flags: 'emoji.group.flags',
};

/** Newer ones have no picture yet in the fonts of many systems and phones. */
const NEWEST_VERSION = 15.1;

let loading: Promise<readonly EmojiGroup[]> | null = null;

/** All emoji by group, from the page's own files; read when the picker is first opened. */
export function loadEmoji(): Promise<readonly EmojiGroup[]> {
  loading ??= read();
  return loading;
}

async function read(): Promise<readonly EmojiGroup[]> {
  const [{ default: groups }, { default: keywords }] = await Promise.all([import('unicode-emoji-json/data-by-group.json'), import('emojilib')]);
  const words: Readonly<Record<string, readonly string[]>> = keywords;
  return groups.flatMap(({ slug, emojis }) => {
    const title = titles[slug];
    if (title === undefined) return [];
    const entries = emojis.filter(({ emoji_version: version }) => Number(version) <= NEWEST_VERSION).map(({ emoji, name, skin_tone_support: takesTone }): EmojiEntry => {
      const found = words[emoji] ?? [];
      return { emoji, name, takesTone, words: [name, ...found].join(' ').replaceAll('_', ' ').toLowerCase() };
    });
    return [{ id: slug, title, entries }];
  });
}

/** Emoji whose words begin with each word of the query; those whose name begins so come first. */
export function searchEmoji(groups: readonly EmojiGroup[], query: string, most: number): readonly EmojiEntry[] {
  const wanted = query.trim().toLowerCase().split(/\s+/u).filter((word) => word !== '');
  if (wanted.length === 0) return [];
  const all = groups.flatMap(({ entries }) => entries);
  // The sign itself can be pasted to find its name.
  const fits = all.filter((entry) => entry.emoji === query.trim() || wanted.every((word) => ` ${entry.words}`.includes(` ${word}`)));
  const first = wanted[0] ?? '';
  const rank = ({ name }: EmojiEntry): number => (name === query.trim().toLowerCase() ? 0 : name.startsWith(first) ? 1 : 2);
  return fits.toSorted((a, b) => rank(a) - rank(b)).slice(0, most);
}
