import type { FileKind } from './media-rules.ts';
import { hasLink } from './message-text.ts';
import { type OutgoingCard, type OutgoingContent, takesCaption } from './outgoing.ts';

/** Meta's own object of a message. */
export type MetaObject = Readonly<Record<string, unknown>> | readonly unknown[];

/** A message of ours as it is kept: Meta's word for the kind, its words, and Meta's object of that kind (null for texts). */
export interface MessageForm {
  readonly kind: 'text' | 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'contacts' | 'interactive';
  readonly text: string | null;
  readonly content: MetaObject | null;
}

/**
 * How a checked message is kept. Meta's object of a file is kept without the id of the upload, which is added when it is sent.
 * `filename` is the name that the person gave the file.
 */
export function messageForm(content: OutgoingContent, file?: { readonly mime: string; readonly name: string }): MessageForm {
  switch (content.type) {
    case 'text':
      return { kind: 'text', text: content.body, content: null };
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return fileForm(content.type, content.caption, file);
    case 'location': {
      const { latitude, longitude, name, address } = content;
      return { kind: 'location', text: null, content: { latitude, longitude, ...filled({ name, address }) } };
    }
    case 'contacts':
      return { kind: 'contacts', text: null, content: content.cards.map(card) };
    case 'buttons':
      return interactive(content, 'button', { buttons: content.buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) });
    case 'list': {
      const sections = content.sections.map(({ title, rows }) => ({
        ...filled({ title }),
        rows: rows.map((row) => ({ id: row.id, title: row.title, ...filled({ description: row.description }) })),
      }));
      return interactive(content, 'list', { button: content.button, sections });
    }
    case 'link':
      return interactive(content, 'cta_url', { name: 'cta_url', parameters: { display_text: content.title, url: content.url.trim() } });
    case 'location_request':
      return interactive({ ...content, header: null, footer: null }, 'location_request_message', { name: 'send_location' });
  }
}

/** The object of a request: what is kept, with the preview that a link asks for, or with the id of the upload. Null when something is missing. */
export function requestObject({ kind, text, content }: MessageForm, metaId: string | null): MetaObject | null {
  if (kind === 'text') return text === null ? null : { body: text, ...(hasLink(text) ? { preview_url: true } : {}) };
  if (content === null) return null;
  if (!isFileKind(kind)) return content;
  if (metaId === null || Array.isArray(content)) return null;
  const { filename, voice } = content as Readonly<Record<string, unknown>>;
  return {
    id: metaId,
    ...(takesCaption(kind) ? filled({ caption: text }) : {}),
    ...(kind === 'document' && typeof filename === 'string' ? { filename } : {}),
    ...(kind === 'audio' && voice === true ? { voice: true } : {}),
  };
}

/** Kinds whose bytes are uploaded before they are sent. */
export function isFileKind(kind: string): kind is 'image' | 'video' | 'audio' | 'document' | 'sticker' {
  return ['image', 'video', 'audio', 'document', 'sticker'].includes(kind);
}

/** Names in which a file may be told to WhatsApp; longer ones lose their middle, never their extension. */
const MAX_FILENAME_CHARACTERS = 240;

function fileForm(type: FileKind, caption: string | null, file: { readonly mime: string; readonly name: string } | undefined): MessageForm {
  const words = takesCaption(type) ? filled({ caption }) : {};
  const kept = {
    ...words,
    ...(type === 'document' && file !== undefined ? { filename: shortened(file.name) } : {}),
    ...(file === undefined ? {} : { mime_type: file.mime }),
    ...(type === 'voice' ? { voice: true } : {}),
  };
  return { kind: type === 'voice' ? 'audio' : type, text: 'caption' in words ? words.caption ?? null : null, content: kept };
}

function shortened(name: string): string {
  const letters = Array.from(name);
  if (letters.length <= MAX_FILENAME_CHARACTERS) return name;
  const dot = letters.lastIndexOf('.');
  const extension = dot > 0 && letters.length - dot <= 20 ? letters.slice(dot).join('') : '';
  return `${letters.slice(0, MAX_FILENAME_CHARACTERS - extension.length).join('')}${extension}`;
}

function interactive(
  words: { readonly body: string; readonly header: string | null; readonly footer: string | null },
  type: string,
  action: Readonly<Record<string, unknown>>,
): MessageForm {
  const header = words.header === null || words.header === '' ? {} : { header: { type: 'text', text: words.header } };
  const footer = words.footer === null || words.footer === '' ? {} : { footer: { text: words.footer } };
  return { kind: 'interactive', text: words.body, content: { type, ...header, body: { text: words.body }, ...footer, action } };
}

/** A card as Meta takes it: one more name part is wanted beside the formatted one, and kinds are written in capitals. */
function card(one: OutgoingCard): Readonly<Record<string, unknown>> {
  const name = one.name.trim();
  return {
    name: { formatted_name: name, first_name: name },
    ...some('phones', one.phones.map(({ phone, waId, type }) => ({ phone, ...kind(type), ...filled({ wa_id: waId }) }))),
    ...some('emails', one.emails.map(({ email, type }) => ({ email, ...kind(type) }))),
    ...some('urls', one.urls.map(({ url, type }) => ({ url, ...kind(type) }))),
    ...some('addresses', one.addresses.map(({ text, type }) => ({ street: text, ...kind(type) }))),
    ...(one.organisation === null || one.organisation === '' ? {} : { org: { company: one.organisation } }),
    ...filled({ birthday: one.birthday }),
  };
}

function some(key: string, items: readonly unknown[]): Readonly<Record<string, unknown>> {
  return items.length === 0 ? {} : { [key]: items };
}

function kind(type: string | null): { readonly type?: string } {
  return type === null || type.trim() === '' ? {} : { type: type.trim().toUpperCase() };
}

/** Keys with words only: Meta refuses empty and null ones. */
function filled<K extends string>(values: Readonly<Record<K, string | null>>): Partial<Record<K, string>> {
  const kept: Partial<Record<K, string>> = {};
  for (const key in values) {
    const value = values[key];
    if (value !== null && value.trim() !== '') kept[key] = value;
  }
  return kept;
}
