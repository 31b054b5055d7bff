import type { ThreadRow } from '../../stores/thread/index.ts';
import { estimateLines } from './text-parts.ts';

const LINE = 20;
const BUBBLE = 14;
const PER_LINE = 58;

/** About how high a line of the thread will be (CSS pixels), before it was ever measured. */
export function estimateRow(row: ThreadRow | undefined): number {
  if (row === undefined) return 48;
  switch (row.type) {
    case 'day':
    case 'unread':
      return 40;
    case 'outgoing':
      return gap(row.joins) + BUBBLE + textHeight(row.outgoing.text) + (row.outgoing.quote === null ? 0 : 49);
    case 'message': {
      const { message, joins } = row;
      if (message.shape === 'system') return 28;
      const issue = message.state === 'failed' || message.state === 'unsure' ? 31 : 0;
      const quote = message.quote === null ? 0 : 49;
      const tag = (message.forwarded === 'no' ? 0 : 19) + (message.source === 'phone_app' ? 19 : 0);
      const label = message.shape === 'placeholder' && message.text !== null ? LINE : 0;
      const reaction = message.reactions.length > 0 ? 16 : 0;
      return gap(joins) + BUBBLE + textHeight(message.text ?? '') + issue + quote + tag + label + reaction;
    }
  }
}

function textHeight(text: string): number {
  return Math.min(31, Math.max(1, estimateLines(text, PER_LINE))) * LINE;
}

function gap(joins: boolean): number {
  return joins ? 3 : 12;
}
