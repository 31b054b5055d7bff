import { Clock, Flag, Hash, Leaf, Lightbulb, type LucideIcon, Plane, Smile, Trophy, Users, Utensils } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { Icon, SearchField } from '../../components/index.ts';
import { t } from '../../i18n/index.ts';
import { applyTone, chooseTone, noteEmoji, skinTones, useRecentEmoji } from '../../stores/recent-emoji/index.ts';
import { type EmojiEntry, type EmojiGroup, loadEmoji, searchEmoji } from './emoji-data.ts';
import styles from './EmojiPicker.module.css';
import { neighbourCell } from './grid-keys.ts';

const MOST_FOUND = 80;
const icons: Readonly<Record<string, LucideIcon>> = {
  recent: Clock,
  smileys_emotion: Smile,
  people_body: Users,
  animals_nature: Leaf,
  food_drink: Utensils,
  travel_places: Plane,
  activities: Trophy,
  objects: Lightbulb,
  symbols: Hash,
  flags: Flag,
};

/** All emoji, searched by word, those used lately first. Arrows walk the grid, Enter takes one. */
export function EmojiPicker({ onPick }: { readonly onPick: (emoji: string) => void }) {
  const [groups, setGroups] = useState<readonly EmojiGroup[]>([]);
  const [query, setQuery] = useState('');
  // What is picked here moves to the front the next time, not under the pointer.
  const [recent] = useState(() => useRecentEmoji.getState().recent);
  const tone = useRecentEmoji((state) => state.tone);
  const scroll = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let isHere = true;
    void loadEmoji().then((loaded) => {
      if (isHere) setGroups(loaded);
    });
    return () => {
      isHere = false;
    };
  }, []);
  const found = useMemo(() => searchEmoji(groups, query, MOST_FOUND), [groups, query]);
  const recentEntries = useMemo(() => recent.map((emoji): EmojiEntry => ({ emoji, name: nameOf(groups, emoji), words: '', takesTone: false })), [groups, recent]);
  const isSearching = query.trim() !== '';

  const pick = (emoji: string): void => {
    noteEmoji(emoji);
    onPick(emoji);
  };
  const cells = (): HTMLElement[] => [...(scroll.current?.querySelectorAll<HTMLElement>('[data-emoji]') ?? [])];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const all = cells();
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (at === -1) {
      const first = all[0];
      if (first === undefined) return;
      if (event.key === 'ArrowDown') first.focus();
      else if (event.key === 'Enter' && isSearching) first.click();
      else return;
      event.preventDefault();
      return;
    }
    const next = neighbourCell(event.key, at, all);
    if (next === null) return;
    event.preventDefault();
    if (next === -1) scroll.current?.parentElement?.querySelector('input')?.focus();
    else all[next]?.focus();
  };

  return (
    <div className={styles.picker} onKeyDown={onKeyDown}>
      <div className={styles.top}>
        <SearchField value={query} onValueChange={setQuery} label={t('emoji.search')} placeholder={t('emoji.search')} clearLabel={t('emoji.clear')} autoFocus />
        <span className={styles.tones} role="radiogroup" aria-label={t('emoji.tone')}>
          {skinTones.map((one) => (
            <button key={one} type="button" role="radio" aria-checked={tone === one} aria-label={t('emoji.tone.name', { tone: one + 1 })} onClick={() => chooseTone(one)}>
              {applyTone('✋', one)}
            </button>
          ))}
        </span>
      </div>
      <div ref={scroll} className={styles.scroll}>
        {isSearching ? (
          <Section title={found.length === 0 ? t('emoji.none') : t('emoji.found')} entries={found} id="found" tone={tone} onPick={pick} />
        ) : (
          <>
            {recentEntries.length === 0 ? null : <Section title={t('emoji.recent')} entries={recentEntries} id="recent" tone={0} onPick={pick} />}
            {groups.map(({ id, title, entries }) => (
              <Section key={id} id={id} title={t(title)} entries={entries} tone={tone} onPick={pick} />
            ))}
          </>
        )}
      </div>
      {isSearching ? null : (
        <nav className={styles.groups} aria-label={t('emoji.groups')}>
          {[...(recentEntries.length === 0 ? [] : [{ id: 'recent', title: 'emoji.recent' as const }]), ...groups].map(({ id, title }) => (
            <button
              key={id}
              type="button"
              aria-label={t(title)}
              title={t(title)}
              onClick={() => scroll.current?.querySelector(`[data-group="${id}"]`)?.scrollIntoView({ block: 'start' })}
            >
              <Icon of={icons[id] ?? Smile} />
            </button>
          ))}
        </nav>
      )}
    </div>
  );
}

interface SectionProps {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly EmojiEntry[];
  readonly tone: Parameters<typeof applyTone>[1];
  readonly onPick: (emoji: string) => void;
}

const Section = memo(function Section({ id, title, entries, tone, onPick }: SectionProps) {
  return (
    <section className={styles.section} data-group={id} aria-label={title}>
      <h3>{title}</h3>
      <div
        className={styles.grid}
        onClick={(event) => {
          const cell = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-emoji]') : null;
          const emoji = cell?.dataset['emoji'];
          if (emoji !== undefined) onPick(emoji);
        }}
      >
        {entries.map((entry) => {
          const shown = entry.takesTone ? applyTone(entry.emoji, tone) : entry.emoji;
          return (
            <button key={entry.emoji} type="button" tabIndex={-1} data-emoji={shown} aria-label={entry.name} title={entry.name}>
              {shown}
            </button>
          );
        })}
      </div>
    </section>
  );
});

function nameOf(groups: readonly EmojiGroup[], emoji: string): string {
  for (const { entries } of groups) {
    const found = entries.find((entry) => entry.emoji === emoji);
    if (found !== undefined) return found.name;
  }
  return emoji;
}
