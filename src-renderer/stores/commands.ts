import { create } from 'zustand';

export type CommandGroup = 'move' | 'conversation' | 'message' | 'write' | 'app';

/** Something a key does. Features register theirs while they can be done. */
export interface Command {
  /** Unique, `subject.verb`. */
  readonly id: string;
  /** Its words in the sheet of all keys. */
  readonly title: string;
  readonly group: CommandGroup;
  /**
   * Ways to press it. One stroke is modifiers and a key joined by "+": `j`, `Mod+k`, `Shift+Enter`, `Escape`; `Mod` is Ctrl, ⌘ on macOS.
   * Strokes of a sequence are parted by a space: `g h`.
   */
  readonly keys: readonly string[];
  /** Whether it works while the focus is in a text field. Plain letters never do. */
  readonly inText?: boolean;
  /** False leaves the key to others. */
  readonly when?: () => boolean;
  readonly run: () => void;
}

interface CommandsState {
  readonly commands: readonly Command[];
}

export const useCommands = create<CommandsState>()(() => ({ commands: [] }));

/** Adds commands; the answer takes them away again. A later command with the same key goes first. */
export function registerCommands(added: readonly Command[]): () => void {
  useCommands.setState(({ commands }) => ({ commands: [...commands, ...added] }));
  return () => {
    useCommands.setState(({ commands }) => ({ commands: commands.filter((command) => !added.includes(command)) }));
  };
}
