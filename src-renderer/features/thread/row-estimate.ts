import type { MessageView } from '../../../src-preload/contract/index.ts';
import { isLine, type ThreadRow } from '../../stores/thread/index.ts';
import { albumTiles, mediaBox, STICKER_SIZE } from './media-box.ts';
import { ownText } from './own-text.ts';
import { estimateLines } from './text-parts.ts';

const LINE = 20;
const BUBBLE = 14;
const PER_LINE = 58;
const META = 18;

/** About how high a line of the thread will be (CSS pixels), before it was ever measured. */
export function estimateRow(row: ThreadRow | undefined): number {
  if (row === undefined) return 48;
  switch (row.type) {
    case 'day':
    case 'unread':
      return 40;
    case 'outgoing':
      return gap(row.joins) + BUBBLE + textHeight(row.outgoing.text) + (row.outgoing.quote === null ? 0 : 49);
    case 'album':
      return gap(row.joins) + 8 + albumTiles(row.messages.length).height + (row.messages.some(({ text }) => text !== null) ? LINE + 9 : 0);
    case 'message':
      return estimateMessage(row.message, row.joins);
  }
}

function estimateMessage(message: MessageView, joins: boolean): number {
  if (isLine(message)) return 28;
  const issue = message.state === 'failed' || message.state === 'unsure' ? 31 : 0;
  const reaction = message.reactions.length > 0 ? 16 : 0;
  if (message.deleted !== null) return gap(joins) + BUBBLE + LINE + reaction;
  const quote = message.quote === null ? 0 : 49;
  const tag = (message.forwarded === 'no' ? 0 : 19) + (message.source === 'phone_app' ? 19 : 0);
  const card = (message.referral === null ? 0 : 76) + (message.product === null ? 0 : 58);
  const text = ownText(message);
  return gap(joins) + BUBBLE + quote + tag + card + contentHeight(message) + (text === null ? 0 : textHeight(text)) + issue + reaction;
}

/** Height of what is not words. */
function contentHeight({ content, text }: MessageView): number {
  switch (content.type) {
    case 'image':
    case 'video':
      return mediaBox(content.media).height - 6 + (text === null ? 0 : 9);
    case 'sticker':
      return STICKER_SIZE + META;
    case 'voice':
    case 'audio':
      return 58;
    case 'document':
      return 56 + (text === null ? META : 0);
    case 'location':
      return 104 + 46 + 34 + (content.address === null ? 0 : 16);
    case 'contacts':
      return content.cards.reduce((sum, card) => sum + 48 + 28 * (card.phones.length + card.emails.length + card.urls.length + card.addresses.length), META);
    case 'choice':
      return 16 + LINE + META + (content.description === null ? 0 : 16);
    case 'form':
      return 16 + META + content.fields.length * 42;
    case 'permission':
      return LINE + META;
    case 'order':
      return 34 + content.lines.length * 23 + content.totals.length * 24 + (text === null ? META : 0);
    case 'template':
      return 19;
    case 'interactive': {
      const rows = content.sections.reduce((sum, section) => sum + section.rows.length * 22 + (section.title === null ? 0 : 18), 0);
      const buttons = content.buttons.length > 2 ? content.buttons.length * 35 : content.buttons.length > 0 || content.link !== null || content.how === 'location_request' ? 42 : 0;
      return (content.header === null ? 0 : 23) + (content.footer === null ? 0 : 20) + (rows === 0 ? 0 : rows + 36) + buttons;
    }
    case 'unsupported':
      return LINE;
    case 'text':
      return text === null ? LINE : 0;
    case 'call':
    case 'system':
      return 0;
  }
}

function textHeight(text: string): number {
  return Math.min(31, Math.max(1, estimateLines(text, PER_LINE))) * LINE;
}

function gap(joins: boolean): number {
  return joins ? 3 : 12;
}
