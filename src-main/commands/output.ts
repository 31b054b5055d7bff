import { type Failure, toFailure } from '../domain/errors.ts';

/** Where a command writes and how it ends. Tests bring their own. */
export interface Terminal {
  /** Standard output: results. With `--json` nothing else goes there. */
  out(line: string): void;
  /** Standard error: words for the person. */
  err(line: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asks for a secret without showing it; null where nobody can be asked. */
  askHidden(question: string): Promise<string | null>;
  /** Resolves when the process is told to end. */
  readonly untilToldToEnd: Promise<void>;
}

export type ExitCode = 0 | 1 | 2;

/** A refusal, as one JSON object on standard output; the sentence also goes to the person where they do not read JSON. */
export function refuse(terminal: Terminal, thrown: unknown, json: boolean): ExitCode {
  const failure: Failure = toFailure(thrown);
  terminal.out(JSON.stringify({ ok: false, ...failure }));
  if (!json) terminal.err(`${failure.message} ${failure.cure}`);
  if (failure.code === 'internal') terminal.err(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return 1;
}
