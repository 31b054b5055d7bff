import type { MessageView, QuoteView } from '../../../src-preload/contract/index.ts';
import { money, playTime, timeOfDay, t } from '../../i18n/index.ts';
import { tickLabel } from '../../stores/tick-shape.ts';
import { plainText } from './formatting.ts';
import { kindWords } from './kind-words.ts';

const MINUTE_MS = 60_000;

/** Who wrote it, as the interface names them. */
export function writerOf(message: Pick<MessageView, 'direction' | 'author'>, personName: string): string {
  if (message.direction === 'out') return t('thread.you');
  return message.author ?? personName;
}

/** What a message says in one line: its words, else what its card says. */
export function contentWords(message: Pick<MessageView, 'kind' | 'text' | 'content'> & Partial<Pick<MessageView, 'deleted'>>): string {
  if (message.deleted !== null && message.deleted !== undefined) return t(`content.deleted.${message.deleted.by}`);
  const { content } = message;
  switch (content.type) {
    case 'text':
      return message.text === null ? kindWords(message.kind).words : plainText(message.text);
    case 'template':
      return message.text ?? content.name;
    case 'interactive':
      return message.text ?? t('content.interactive.other');
    case 'call':
    case 'system':
      return lineWords(message);
    case 'unsupported':
      return unsupportedWords(message);
    case 'choice':
      return content.title;
    case 'form':
      return joined(content.name ?? t('content.form.unnamed'), content.fields.map(({ label, value }) => `${label} ${value}`).join(', '));
    case 'permission':
      return t(content.granted ? 'content.permission.granted' : 'content.permission.refused');
    case 'contacts':
      return joined(t('kind.contacts'), content.cards.map(({ name }) => name).join(', '));
    case 'location':
      return joined(t('content.location'), content.name ?? content.address ?? '');
    case 'document':
      return joined(t('kind.document'), joined(content.filename, message.text ?? ''));
    case 'order':
      return joined(t('content.order'), content.totals.map(({ amount, currency }) => money(amount, currency)).join(', '));
    case 'voice':
    case 'audio':
      return joined(t(`kind.${content.type}`), content.media?.durationMs == null ? '' : playTime(content.media.durationMs));
    case 'image':
    case 'video':
    case 'sticker':
      return joined(t(`kind.${content.type}`), message.text ?? '');
  }
}

/** The words of a line across the lane: what WhatsApp told, or a call. */
export function lineWords(message: Pick<MessageView, 'content' | 'text'> & Partial<Pick<MessageView, 'direction'>>): string {
  const { content } = message;
  if (content.type === 'system') return message.text ?? content.detail ?? t(`content.system.${content.event}`);
  if (content.type !== 'call') return '';
  switch (content.outcome) {
    case 'missed':
      return t(message.direction === 'out' ? 'content.call.missed.out' : 'content.call.missed.in');
    case 'answered':
      return content.durationMs === null ? t('content.call.answered.short') : t('content.call.answered', { time: playTime(content.durationMs) });
    case 'rejected':
      return t('content.call.rejected');
    case 'unknown':
      return t('content.call.unknown');
  }
}

/** Why a message cannot be shown, in words. */
export function unsupportedWords(message: Pick<MessageView, 'content' | 'kind'>): string {
  const { content } = message;
  if (content.type !== 'unsupported') return t('content.unsupported');
  if (content.onPhoneOnly) return t('content.unsupported.phone');
  if (content.what !== null && /^poll/i.test(content.what)) return t('content.unsupported.poll');
  if (content.what !== null && content.what.trim() !== '') return t('content.unsupported.what', { what: content.what.replaceAll('_', ' ') });
  return t(message.kind === 'unsupported' ? 'content.unsupported.hidden' : 'content.unsupported');
}

function joined(first: string, second: string): string {
  if (second.trim() === '') return first;
  return first.trim() === '' ? second : `${first}, ${second}`;
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
