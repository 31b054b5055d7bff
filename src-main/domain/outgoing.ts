import { countCharacters, MAX_TEXT_CHARACTERS } from './message-text.ts';
import { type FileFacts, type FileKind, MAX_CAPTION_CHARACTERS, refusalAs } from './media-rules.ts';
import { checkButtons, checkList, checkLink } from './outgoing-interactive.ts';
import type { OutgoingProblem } from './outgoing-limits.ts';
import { problem, tooLong } from './outgoing-limits.ts';

export type { OutgoingProblem } from './outgoing-limits.ts';

/** What an agent sends, in the form of the contract's `outgoingContent`. */
export type OutgoingContent =
  | { readonly type: 'text'; readonly body: string }
  | { readonly type: FileKind; readonly fileId: string; readonly caption: string | null }
  | { readonly type: 'location'; readonly latitude: number; readonly longitude: number; readonly name: string | null; readonly address: string | null }
  | { readonly type: 'contacts'; readonly cards: readonly OutgoingCard[] }
  | OutgoingButtons
  | OutgoingList
  | OutgoingLink
  | { readonly type: 'location_request'; readonly body: string };

export interface OutgoingCard {
  readonly name: string;
  readonly phones: readonly { readonly phone: string; readonly waId: string | null; readonly type: string | null }[];
  readonly emails: readonly { readonly email: string; readonly type: string | null }[];
  readonly urls: readonly { readonly url: string; readonly type: string | null }[];
  readonly addresses: readonly { readonly text: string; readonly type: string | null }[];
  readonly organisation: string | null;
  readonly birthday: string | null;
}

interface WithWords {
  readonly body: string;
  readonly header: string | null;
  readonly footer: string | null;
}

export interface OutgoingButtons extends WithWords {
  readonly type: 'buttons';
  readonly buttons: readonly { readonly id: string; readonly title: string }[];
}

export interface OutgoingList extends WithWords {
  readonly type: 'list';
  readonly button: string;
  readonly sections: readonly {
    readonly title: string | null;
    readonly rows: readonly { readonly id: string; readonly title: string; readonly description: string | null }[];
  }[];
}

export interface OutgoingLink extends WithWords {
  readonly type: 'link';
  readonly title: string;
  readonly url: string;
}

/** Kinds that have a caption (Meta: "Image, video and document messages"). */
export function takesCaption(kind: FileKind): boolean {
  return kind === 'image' || kind === 'video' || kind === 'document';
}

/**
 * Checks what an agent sends against Meta's limits (Meta: "Messages", each kind). Null when it may go; else what is wrong, where, and what
 * to do. `file` is what is known of the file that `fileId` names; without it only the caption is checked. Lengths are Unicode code points.
 */
export function checkOutgoing(content: OutgoingContent, file?: FileFacts): OutgoingProblem | null {
  switch (content.type) {
    case 'text':
      if (content.body.trim() === '') return problem('text_empty', 'body', 'There is no text to send.', 'Write something first.');
      return countCharacters(content.body) > MAX_TEXT_CHARACTERS ? tooLong('body', 'The text', content.body, MAX_TEXT_CHARACTERS, 'Shorten it or send it in parts.', 'text_too_long') : null;
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return checkFile(content, file);
    case 'location':
      return checkLocation(content);
    case 'contacts':
      return checkCards(content.cards);
    case 'buttons':
      return checkButtons(content);
    case 'list':
      return checkList(content);
    case 'link':
      return checkLink(content);
    case 'location_request':
      if (content.body.trim() === '') return problem('text_empty', 'body', 'The request needs a text.', 'Say why you ask for the location.');
      return tooLong('body', 'The text', content.body, 1024);
  }
}

function checkFile({ type, caption }: { readonly type: FileKind; readonly caption: string | null }, file: FileFacts | undefined): OutgoingProblem | null {
  if (caption !== null && caption !== '') {
    if (!takesCaption(type)) return problem('bad_input', 'caption', 'WhatsApp shows no caption with this kind.', 'Send the words as a message of their own.');
    const long = tooLong('caption', 'The caption', caption, MAX_CAPTION_CHARACTERS, 'Shorten it, or send the words as a message of their own.');
    if (long !== null) return long;
  }
  const refusal = file === undefined ? null : refusalAs(type, file);
  return refusal === null ? null : problem(refusal.code === 'too_large' ? 'too_large' : 'bad_input', 'file', refusal.message, refusal.cure);
}

function checkLocation(content: { readonly latitude: number; readonly longitude: number; readonly name: string | null; readonly address: string | null }): OutgoingProblem | null {
  const off = (value: number, most: number): boolean => !Number.isFinite(value) || Math.abs(value) > most;
  if (off(content.latitude, 90)) return problem('bad_input', 'latitude', 'The latitude must lie between -90 and 90.', 'Correct it.');
  if (off(content.longitude, 180)) return problem('bad_input', 'longitude', 'The longitude must lie between -180 and 180.', 'Correct it.');
  return tooLong('name', 'The name', content.name ?? '', 1000) ?? tooLong('address', 'The address', content.address ?? '', 1000);
}

function checkCards(cards: readonly OutgoingCard[]): OutgoingProblem | null {
  if (cards.length === 0 || cards.length > 257) return problem('bad_input', 'cards', 'A message holds 1 to 257 contact cards.', 'Send them in several messages.');
  for (const [place, card] of cards.entries()) {
    const at = `cards[${place}]`;
    if (card.name.trim() === '') return problem('bad_input', `${at}.name`, 'A contact card needs a name.', 'Enter a name.');
    const long = tooLong(`${at}.name`, 'The name', card.name, 1000);
    if (long !== null) return long;
    if (card.birthday !== null && !/^\d{4}-\d\d-\d\d$/u.test(card.birthday)) {
      return problem('bad_input', `${at}.birthday`, 'The birthday must be written YYYY-MM-DD.', 'Correct it or leave it out.');
    }
    const empty = [...card.phones.map((one) => one.phone), ...card.emails.map((one) => one.email), ...card.urls.map((one) => one.url)].some((text) => text.trim() === '');
    if (empty) return problem('bad_input', at, 'An entry of the contact card is empty.', 'Fill it in or take it out.');
  }
  return null;
}
