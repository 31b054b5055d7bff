import { parseArgs } from 'node:util';

/** What one option takes and says in `--help`. */
export interface Option {
  /** How its value is called in the usage; absent for a flag. */
  readonly value?: string;
  readonly help: string;
  readonly required?: boolean;
}

export interface CommandSpec {
  readonly name: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Names of the arguments that stand without `--`. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** Further lines for `--help`. */
  readonly notes: readonly string[];
}

export interface Arguments {
  readonly positionals: readonly string[];
  /** The value of an option, or undefined. */
  text(name: string): string | undefined;
  flag(name: string): boolean;
}

/** The person called the command wrongly: exit 2, a sentence and the right usage. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the words after the command's name. Throws `UsageError` with one sentence about the first thing that is wrong. */
export function readArguments(spec: CommandSpec, words: readonly string[]): Arguments {
  const options = Object.fromEntries(
    Object.entries(spec.options).map(([name, option]) => [name, { type: option.value === undefined ? ('boolean' as const) : ('string' as const) }]),
  );
  const parsed = parse(words, options);
  for (const name of Object.keys(parsed.values)) {
    if (!(name in spec.options)) throw new UsageError(`There is no option --${name}.`);
  }
  for (const [name, option] of Object.entries(spec.options)) {
    if (option.required === true && parsed.values[name] === undefined) throw new UsageError(`--${name} is missing.`);
  }
  const [missing] = spec.positionals.slice(parsed.positionals.length);
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  const extra = parsed.positionals[spec.positionals.length];
  if (extra !== undefined) throw new UsageError(`“${extra}” is one argument too many.`);
  return {
    positionals: parsed.positionals,
    text: (name) => {
      const value = parsed.values[name];
      return typeof value === 'string' ? value : undefined;
    },
    flag: (name) => parsed.values[name] === true,
  };
}

function parse(words: readonly string[], options: Record<string, { type: 'boolean' | 'string' }>) {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    // Node's sentences are clear, but end in hints about `--`; the first sentence is what a person needs.
    const sentence = thrown instanceof Error ? (thrown.message.split(/\.\s/)[0] ?? thrown.message) : String(thrown);
    throw new UsageError(sentence.endsWith('.') ? sentence : `${sentence}.`);
  }
}

/** `--port` and its like: a whole number in range. */
export function wholeNumber(args: Arguments, name: string, range: { readonly min: number; readonly max: number }): number | undefined {
  const text = args.text(name);
  if (text === undefined) return undefined;
  const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isInteger(value) || value < range.min || value > range.max) {
    throw new UsageError(`--${name} takes a whole number from ${range.min} to ${range.max}.`);
  }
  return value;
}

/** The text of `wicket COMMAND --help`. */
export function usage(spec: CommandSpec): string {
  const words = Object.entries(spec.options).map(([name, option]) => {
    const shown = option.value === undefined ? `--${name}` : `--${name} ${option.value}`;
    return option.required === true ? shown : `[${shown}]`;
  });
  const left = (name: string, option: Option): string => (option.value === undefined ? `--${name}` : `--${name} ${option.value}`);
  const width = Math.max(...Object.entries(spec.options).map(([name, option]) => left(name, option).length));
  return [
    `Usage: wicket ${[spec.name, ...spec.positionals, ...words].join(' ')}`,
    '',
    spec.summary,
    '',
    ...Object.entries(spec.options).map(([name, option]) => `  ${left(name, option).padEnd(width)}  ${option.help}`),
    ...(spec.notes.length === 0 ? [] : ['', ...spec.notes]),
    '',
  ].join('\n');
}
