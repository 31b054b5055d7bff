import { problemOf, refuse } from '../graph-error.ts';
import type { GraphProblem } from '../graph-error.ts';
import { fieldsOf, textOf } from './check.ts';
import { MESSAGE_LIFE_MS } from './context.ts';
import type { RuleContext } from './context.ts';

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * `reaction {message_id, emoji}`: one emoji, or an empty text to take it away. An unknown target is refused at once; one that is
 * too old or itself a reaction fails later, by webhook, and is the answer of this function.
 */
export function checkReaction(value: unknown, context: RuleContext): GraphProblem | null {
  const reaction = fieldsOf(value, 'reaction', ['message_id', 'emoji']);
  const target = context.message(textOf(reaction['message_id'], "reaction['message_id']", 512));
  const emoji = reaction['emoji'];
  if (emoji === undefined || emoji === null) refuse(131008, "The parameter reaction['emoji'] is required.");
  if (typeof emoji !== 'string') return refuse(100, "Param reaction['emoji'] must be a string.");
  if (emoji !== '' && !isOneEmoji(emoji)) refuse(131009, "Param reaction['emoji'] must be one emoji.");
  if (target === null) return refuse(131009, 'The message to react to was not found.');
  if (target.kind === 'reaction') return problemOf(131009, 'A reaction cannot be reacted to.');
  if (context.now - target.at > MESSAGE_LIFE_MS) return problemOf(131009, 'The message to react to is older than 30 days.');
  return null;
}

function isOneEmoji(text: string): boolean {
  return [...segmenter.segment(text)].length === 1 && /\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3/u.test(text);
}
