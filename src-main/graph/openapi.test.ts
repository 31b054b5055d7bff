import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Wamid } from '../domain/ids.ts';
import { checkOutgoing, type OutgoingContent } from '../domain/outgoing.ts';
import { isFileKind, messageForm, requestObject } from '../domain/outgoing-object.ts';
import { blockBody, messageBody, readBody, typingBody } from './bodies.ts';
import { misfits, readSchema } from './openapi.test-support.ts';
import type { OutgoingMessage } from './types.ts';

const file = fileURLToPath(new URL('../../../shared/reference/openapi/business-messaging-api_v23.0.yaml', import.meta.url));
const present = existsSync(file);

/** What the product sends for a content, as the outbox builds it. */
function requestOf(content: OutgoingContent, more: Partial<OutgoingMessage> = {}): OutgoingMessage {
  expect(checkOutgoing(content)).toBeNull();
  const form = messageForm(content, { mime: 'application/pdf', name: 'Invoice 12.pdf' });
  const object = requestObject(form, isFileKind(form.kind) ? '811122233344' : null);
  if (object === null) throw new Error('nothing to send');
  return { to: { phone: '447700900123', userId: null }, kind: form.kind, content: object, replyTo: null, opaque: 'wicket.a.1', ...more };
}

const words = { body: 'Is Tuesday fine?', header: 'Delivery', footer: 'Example Ltd' };
const noWords = { body: 'Is Tuesday fine?', header: null, footer: null };
const text: OutgoingContent = { type: 'text', body: 'Hello' };
const card = {
  name: 'Nora Vale',
  phones: [{ phone: '+447700900456', waId: '447700900456', type: 'work' }],
  emails: [{ email: 'nora@example.test', type: 'WORK' }],
  urls: [{ url: 'https://example.test', type: null }],
  addresses: [{ text: '1 Test Row, London', type: 'home' }],
  organisation: 'Example Ltd',
  birthday: '1990-04-01',
};
const upload = { fileId: 'file-0001', caption: null };
const row = { id: 's_0900', title: '09:00', description: 'Two places left' };

/** Each request, the schema that it must fit, and what of it the file does not know: see its README. */
const requests: readonly (readonly [name: string, message: OutgoingMessage, schema: string, gaps: readonly string[]])[] = [
  ['a text', requestOf(text), 'TextMessage', []],
  ['a text with a link', requestOf({ type: 'text', body: 'https://example.test/a' }), 'TextMessage', []],
  ['a quoted reply', requestOf(text, { replyTo: 'wamid.IN7' as Wamid }), 'TextMessage', []],
  ['a text to a user id', requestOf(text, { to: { phone: null, userId: 'GB.48213907715520346' } }), 'TextMessage', []],
  ['a picture', requestOf({ type: 'image', ...upload }), 'ImageMessage', []],
  ['a picture with a caption', requestOf({ type: 'image', ...upload, caption: 'Blue' }), 'ImageMessage', ['.image.caption: unknown']],
  ['a video with a caption', requestOf({ type: 'video', ...upload, caption: 'Blue' }), 'VideoMessage', ['.video.caption: unknown']],
  ['a sound file', requestOf({ type: 'audio', ...upload }), 'AudioMessage', []],
  ['a voice note', requestOf({ type: 'voice', ...upload }), 'AudioMessage', ['.audio.voice: unknown']],
  ['a document', requestOf({ type: 'document', ...upload, caption: 'May' }), 'DocumentMessage', ['.document.caption: unknown', '.document.filename: unknown']],
  ['a sticker', requestOf({ type: 'sticker', ...upload }), 'StickerMessage', []],
  [
    'a location',
    requestOf({ type: 'location', latitude: 51.5, longitude: -0.07, name: 'Shop', address: null }),
    'LocationMessage',
    ['.location.latitude: not a string', '.location.longitude: not a string'],
  ],
  ['contact cards', requestOf({ type: 'contacts', cards: [card, { ...card, birthday: null, urls: [] }] }), 'ContactsMessage', []],
  ['buttons', requestOf({ type: 'buttons', ...words, buttons: [{ id: 'a', title: 'Yes' }, { id: 'b', title: 'No' }] }), 'InteractiveMessage', []],
  [
    'a list',
    requestOf({ type: 'list', ...words, button: 'See slots', sections: [{ title: 'Morning', rows: [row, { id: 's_1', title: '10:00', description: null }] }] }),
    'InteractiveMessage',
    [],
  ],
  [
    'a link',
    requestOf({ type: 'link', ...noWords, title: 'Open order', url: 'https://example.test/o/91' }),
    'InteractiveMessage',
    [
      '.interactive.type: not one of button, call_permission_request, catalog_message, list, product, product_list, flow',
      '.interactive.action.name: not one of call_permission_request',
      '.interactive.action.parameters: unknown',
    ],
  ],
  [
    'a request for the location',
    requestOf({ type: 'location_request', body: 'Where are you?' }),
    'InteractiveMessage',
    [
      '.interactive.type: not one of button, call_permission_request, catalog_message, list, product, product_list, flow',
      '.interactive.action.name: not one of call_permission_request',
    ],
  ],
  ['a reaction', requestOf(text, { kind: 'reaction', content: { message_id: 'wamid.IN7', emoji: '👍' } }), 'ReactionMessage', []],
  ['a reaction taken back', requestOf(text, { kind: 'reaction', content: { message_id: 'wamid.IN7', emoji: '' } }), 'ReactionMessage', []],
];

describe.skipIf(!present)(`requests fit Meta's OpenAPI file${present ? '' : ` (skipped: ${file} is not there)`}`, () => {
  const yaml = present ? readFileSync(file, 'utf8') : '';
  const schemaOf = (name: string) => readSchema(yaml, name);

  /** Keys that the platform takes and the file does not know: see its README. */
  function withoutKnownGaps(message: OutgoingMessage): Record<string, unknown> {
    const { biz_opaque_callback_data: opaque, recipient, ...rest } = messageBody(message);
    expect(typeof opaque === 'string' && opaque.length <= 512).toBe(true);
    return recipient === undefined ? rest : { ...rest, to: recipient };
  }

  it.each(requests)('%s', (_name, message, schema, gaps) => {
    expect(misfits(withoutKnownGaps(message), schemaOf(schema), schemaOf)).toEqual(gaps);
  });

  it('and a request that does not fit is noticed', () => {
    const body = withoutKnownGaps(requestOf(text));
    expect(misfits({ ...body, caption: '' }, schemaOf('TextMessage'), schemaOf)).toEqual(['.caption: unknown']);
    expect(misfits({ ...body, text: { body: 7 } }, schemaOf('TextMessage'), schemaOf)).toEqual(['.text.body: not a string']);
    expect(misfits({ ...body, recipient_type: 'crowd' }, schemaOf('TextMessage'), schemaOf)).toEqual(['.recipient_type: not one of individual, group']);
    const { to: _to, ...nobody } = body;
    expect(misfits(nobody, schemaOf('TextMessage'), schemaOf)).toEqual(['.to: missing']);
    const buttons = { type: 'button', body: { text: 'x' }, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'x'.repeat(21) } }] } };
    expect(misfits({ ...body, type: 'interactive', text: undefined, interactive: buttons }, schemaOf('InteractiveMessage'), schemaOf)).toEqual([
      '.text: unknown',
      '.interactive.action.buttons[0].reply.title: longer than 20',
    ]);
    const { text: _text, ...rest } = body;
    expect(misfits({ ...rest, type: 'image', image: { link: 'https://example.test', id: '1' } }, schemaOf('ImageMessage'), schemaOf).length).toBeGreaterThan(0);
  });

  it('receipts, typing and blocking go to their paths, for which the file names no schema of the body', () => {
    const wamid = 'wamid.IN7' as Wamid;
    expect(readBody(wamid)).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN7' });
    expect(typingBody(wamid)).toMatchObject({ status: 'read', typing_indicator: { type: 'text' } });
    expect(blockBody({ phone: null, userId: 'GB.1' })).toEqual({ messaging_product: 'whatsapp', block_users: [{ user_id: 'GB.1' }] });
    for (const path of ['messages', 'media', 'block_users']) expect(yaml).toContain(`/{Version}/{Phone-Number-ID}/${path}:`);
  });
});
