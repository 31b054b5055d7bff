import type { PersonaMessage } from '../types.ts';

/** One thing that a persona sends: words, or any other kind. */
export type Line = string | PersonaMessage;

/** One message of the past. `out` was written by the shop on its phone. */
export interface PastLine {
  readonly minutesAgo: number;
  readonly from: 'in' | 'out';
  readonly line: Line;
}

/** An invented customer and how they talk. All numbers and ids are made up. */
export interface PersonaScript {
  readonly id: string;
  readonly name: string;
  /** BCP 47. */
  readonly language: string;
  /** Digits as WhatsApp knows them; null: hides the number, the BSUID is all there is. */
  readonly waId: string | null;
  /** Other ways in which people dial the same number. */
  readonly alsoDialled: readonly string[];
  readonly userId: string;
  readonly username: string | null;
  readonly story: string;
  /** What they begin with, in turn. */
  readonly openings: readonly Line[];
  /** The first rule that fits the agent's words decides the answer. */
  readonly rules: readonly { readonly when: RegExp; readonly say: readonly [Line, ...Line[]] }[];
  /** Answers to a question that no rule fits. */
  readonly answers: readonly [Line, ...Line[]];
  /** Goes on after anything else. */
  readonly goesOn: readonly [Line, ...Line[]];
  readonly thanks: readonly [string, ...string[]];
  readonly past: readonly PastLine[];
}
