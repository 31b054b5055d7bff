const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

const names: Readonly<Record<string, string>> = {
  Enter: '↵',
  Escape: 'Esc',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
  Delete: 'Del',
};

/** What stands on the keys of one way to press a command: `Mod+Enter` gives Ctrl ↵, ⌘ ↵ on macOS; `g h` gives G H. */
export function keyNames(keys: string, mac: boolean = isMac): readonly string[] {
  return keys.split(' ').flatMap((stroke) => stroke.split('+').map((key) => keyName(key, mac)));
}

function keyName(key: string, mac: boolean): string {
  if (key === 'Mod') return mac ? '⌘' : 'Ctrl';
  if (key === 'Alt') return mac ? '⌥' : 'Alt';
  if (key === 'Shift') return mac ? '⇧' : 'Shift';
  return names[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

export { isMac };
