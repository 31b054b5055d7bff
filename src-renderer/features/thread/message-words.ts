import type { MessageView, QuoteView } from '../../../src-preload/contract/index.ts';
import { timeOfDay, t } from '../../i18n/index.ts';
import { tickLabel } from '../../stores/tick-shape.ts';
import { kindWords } from './kind-words.ts';

const MINUTE_MS = 60_000;

/** Who wrote it, as the interface names them. */
export function writerOf(message: Pick<MessageView, 'direction' | 'author'>, personName: string): string {
  if (message.direction === 'out') return t('thread.you');
  return message.author ?? personName;
}

/** What a message says in one line: its text, else its kind in words. */
export function contentWords(message: Pick<MessageView, 'kind' | 'text' | 'shape'>): string {
  const { words } = kindWords(message.kind);
  if (message.shape === 'placeholder') return message.text === null ? words : `${words}, ${message.text}`;
  return message.text ?? words;
}

/** How a screen reader reads a bubble: "Mariana, 18:12, Photo, Chegou assim". */
export function messageLabel(message: MessageView, personName: string): string {
  const who = writerOf(message, personName);
  const time = timeOfDay(message.sentAt);
  const text = contentWords(message);
  if (message.state === null) return t('thread.message.label', { who, time, text });
  return t('thread.message.labelWithState', { who, time, text, state: tickLabel(message.state) });
}

/** The quote of a message, as a reply to it carries it; null while it has no wamid. */
export function quoteOf(message: MessageView): QuoteView | null {
  if (message.wamid === null) return null;
  return { wamid: message.wamid, messageId: message.id, direction: message.direction, kind: message.kind, text: message.text };
}

/** How much later than sent it arrived, in full minutes. */
export function lateness(message: MessageView): number {
  return Math.max(MINUTE_MS, message.receivedAt - message.sentAt);
}
