import { countCharacters } from './message-text.ts';

/** Why something is not sent, for the person, next to the field that it is about. */
export interface OutgoingProblem {
  readonly code: 'bad_input' | 'too_large' | 'text_empty' | 'text_too_long';
  readonly message: string;
  readonly cure: string;
  /** Where, in the words of the contract: `body`, `buttons[1].title`. */
  readonly field: string;
}

export function problem(code: OutgoingProblem['code'], field: string, message: string, cure: string): OutgoingProblem {
  return { code, field, message, cure };
}

/** The problem of a text of more than `most` characters (Unicode code points); null when it fits. */
export function tooLong(field: string, name: string, text: string, most: number, cure = 'Shorten it.', code: OutgoingProblem['code'] = 'bad_input'): OutgoingProblem | null {
  const characters = countCharacters(text);
  if (characters <= most) return null;
  const figure = (n: number): string => n.toLocaleString('en-GB');
  return problem(code, field, `${name} has ${figure(characters)} characters; WhatsApp takes up to ${figure(most)}.`, cure);
}
