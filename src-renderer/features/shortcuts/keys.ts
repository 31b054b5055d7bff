/** A key press as the registry writes it: `j`, `?`, `Mod+k`, `Shift+Enter`, `Alt+ArrowUp`. */
export interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** Writes a press as a stroke; null for a modifier alone. Shift is written only with keys that it does not change. */
export function strokeOf(press: Press, mac: boolean): string | null {
  const { key } = press;
  if (key === 'Control' || key === 'Shift' || key === 'Alt' || key === 'Meta' || key === 'Dead' || key === 'Process') return null;
  const mod = mac ? press.metaKey : press.ctrlKey;
  const foreign = mac ? press.ctrlKey : press.metaKey;
  if (foreign) return null;
  const letter = key.length === 1;
  const parts: string[] = [];
  if (mod) parts.push('Mod');
  if (press.altKey && !letter) parts.push('Alt');
  if (press.shiftKey && (!letter || (mod && /\p{L}/u.test(key)))) parts.push('Shift');
  // Shift with a plain letter is not that letter's shortcut; Caps Lock alone is.
  if (letter && !mod && press.shiftKey && /\p{L}/u.test(key)) parts.push('Shift');
  parts.push(letter ? key.toLowerCase() : key);
  return parts.join('+');
}

/** Whether a stroke is one plain character, which must never act inside a text field and can be switched off. */
export function isSingleKey(stroke: string): boolean {
  return [...stroke].length === 1;
}

export interface Match<C> {
  readonly command: C | null;
  /** Strokes of a sequence that has begun; empty when none has. */
  readonly pending: readonly string[];
}

/** Finds the command of a stroke, after the strokes of a sequence that has begun. Later registered ones go first. */
export function findCommand<C extends { readonly keys: readonly string[]; readonly when?: (() => boolean) | undefined }>(
  commands: readonly C[],
  pending: readonly string[],
  stroke: string,
): Match<C> {
  const wanted = [...pending, stroke].join(' ');
  const usable = commands.toReversed().filter((command) => command.when?.() ?? true);
  const command = usable.find((candidate) => candidate.keys.includes(wanted));
  if (command !== undefined) return { command, pending: [] };
  const begins = usable.some((candidate) => candidate.keys.some((keys) => keys.startsWith(`${wanted} `)));
  if (begins) return { command: null, pending: [...pending, stroke] };
  return pending.length > 0 ? findCommand(commands, [], stroke) : { command: null, pending: [] };
}
