import { describe, expect, it } from 'vitest';
import { GraphRefusal } from '../graph-error.ts';
import { templates } from '../templates.ts';
import { MESSAGE_LIFE_MS } from './context.ts';
import type { KnownMessage, RuleContext } from './context.ts';
import { checkSend } from './index.ts';
import { checkUpload } from './media.ts';
import { checkReceipt } from './receipt.ts';

const now = Date.UTC(2026, 10, 23);
const known: readonly KnownMessage[] = [
  { wamid: 'wamid.IN', personaId: 'emma', direction: 'in', kind: 'text', at: now - 1000 },
  { wamid: 'wamid.OLD', personaId: 'emma', direction: 'in', kind: 'text', at: now - MESSAGE_LIFE_MS - 1000 },
  { wamid: 'wamid.OUT', personaId: 'emma', direction: 'out', kind: 'text', at: now - 1000 },
  { wamid: 'wamid.REACTION', personaId: 'emma', direction: 'in', kind: 'reaction', at: now - 1000 },
];
const files: Readonly<Record<string, { readonly mimeType: string; readonly size: number; readonly expired: boolean }>> = {
  jpeg: { mimeType: 'image/jpeg', size: 1000, expired: false },
  big: { mimeType: 'image/png', size: 6 * 1024 * 1024, expired: false },
  mp3: { mimeType: 'audio/mpeg', size: 1000, expired: false },
  ogg: { mimeType: 'audio/ogg', size: 1000, expired: false },
  webp: { mimeType: 'image/webp', size: 1000, expired: false },
  gone: { mimeType: 'image/jpeg', size: 1000, expired: true },
};
const context: RuleContext = {
  now,
  message: (wamid) => known.find((message) => message.wamid === wamid) ?? null,
  media: (id) => files[id] ?? null,
  templates,
};

/** The code with which a send is refused; null when it keeps every rule. */
function codeOf(more: Readonly<Record<string, unknown>>): number | null {
  return refusalOf(() => checkSend({ messaging_product: 'whatsapp', to: '+447700900155', ...more }, context));
}

function refusalOf(run: () => unknown): number | null {
  try {
    run();
    return null;
  } catch (thrown) {
    if (thrown instanceof GraphRefusal) return thrown.problem.code;
    throw thrown;
  }
}

const text = (length: number): string => 'é'.repeat(length);
const say = { type: 'text', text: { body: 'Hello' } };
const interactive = (more: object): object => ({ type: 'interactive', interactive: { body: { text: 'Choose' }, ...more } });
const reply = (id: string, title: string): object => ({ type: 'reply', reply: { id, title } });
const buttons = (...list: readonly object[]): object => interactive({ type: 'button', action: { buttons: list } });
const rows = (count: number, from = 0): object[] => Array.from({ length: count }, (_, index) => ({ id: `r${from + index}`, title: `Row ${index}` }));
const list = (sections: readonly object[], button = 'Open'): object => interactive({ type: 'list', action: { button, sections } });
const link = { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.test/a' } };
const card = (index: number, more: object = {}): object => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: 'https://example.test/a.jpg' } },
  action: link,
  ...more,
});
const carousel = (cards: readonly object[]): object => interactive({ type: 'carousel', action: { cards } });
const flow = (more: object): object =>
  interactive({ type: 'flow', action: { name: 'flow', parameters: { flow_message_version: '3', flow_id: '9', flow_cta: 'Book', ...more } } });
const template = (name: string, code: string, components?: readonly object[]): object => ({
  type: 'template',
  template: { name, language: { code }, ...(components === undefined ? {} : { components }) },
});
const words = (...values: readonly string[]): object[] => values.map((value) => ({ type: 'text', text: value }));
const orderParts = [
  { type: 'header', parameters: words('4471') },
  { type: 'body', parameters: words('Mariana', 'R$ 389,00', 'quinta') },
  { type: 'button', sub_type: 'url', index: '1', parameters: words('4471') },
];

type Row = readonly [what: string, body: Readonly<Record<string, unknown>> | object, code: number | null];

const table: Readonly<Record<string, readonly Row[]>> = {
  envelope: [
    ['a plain text', say, null],
    ['another product', { ...say, messaging_product: 'sms' }, 100],
    ['an unknown type', { type: 'fax', fax: {} }, 100],
    ['a type without its object', { type: 'image' }, 131008],
    ['a misspelled key', { ...say, txt: {} }, 100],
    ['no recipient at all', { ...say, to: undefined }, 100],
    ['a business-scoped id', { ...say, to: undefined, recipient: 'GB.48213907715520155' }, null],
    ['a recipient that is no such id', { ...say, to: undefined, recipient: '447700900155' }, 131009],
    ['a number with blanks, hyphens and brackets', { ...say, to: '+44 (7700) 900-155' }, null],
    ['a number that is too short', { ...say, to: '+4477' }, 131009],
    ['our own id to be echoed', { ...say, biz_opaque_callback_data: 'row-1' }, null],
    ['our own id over 512 characters', { ...say, biz_opaque_callback_data: text(513) }, 100],
    ['a quote of a known message', { ...say, context: { message_id: 'wamid.IN' } }, null],
    ['a quote of an unknown message', { ...say, context: { message_id: 'wamid.NOBODY' } }, 131009],
  ],
  text: [
    ['4096 characters', { type: 'text', text: { body: text(4096) } }, null],
    ['4097 characters', { type: 'text', text: { body: text(4097) } }, 100],
    ['nothing', { type: 'text', text: { body: '' } }, 100],
    ['no body', { type: 'text', text: {} }, 131008],
    ['a preview', { type: 'text', text: { body: 'https://a.test', preview_url: true } }, null],
    ['a preview that is not a yes or no', { type: 'text', text: { body: 'x', preview_url: 'yes' } }, 100],
  ],
  media: [
    ['a picture by id', { type: 'image', image: { id: 'jpeg', caption: 'Here' } }, null],
    ['a picture by address', { type: 'image', image: { link: 'https://example.test/a.jpg' } }, null],
    ['an address that is none', { type: 'image', image: { link: 'a.jpg' } }, 131009],
    ['both id and address', { type: 'image', image: { id: 'jpeg', link: 'https://example.test/a.jpg' } }, 100],
    ['neither', { type: 'image', image: {} }, 131008],
    ['an unknown id', { type: 'image', image: { id: 'nobody' } }, 131009],
    ['an id that has expired', { type: 'image', image: { id: 'gone' } }, 131009],
    ['a picture over 5 MB', { type: 'image', image: { id: 'big' } }, 131053],
    ['a sound as a picture', { type: 'image', image: { id: 'mp3' } }, 131053],
    ['a caption over 1024', { type: 'image', image: { id: 'jpeg', caption: text(1025) } }, 100],
    ['an empty caption', { type: 'image', image: { id: 'jpeg', caption: '' } }, 100],
    ['a caption on a sound', { type: 'audio', audio: { id: 'mp3', caption: 'no' } }, 100],
    ['a voice message in Ogg', { type: 'audio', audio: { id: 'ogg', voice: true } }, null],
    ['a voice message in another format', { type: 'audio', audio: { id: 'mp3', voice: true } }, 131053],
    ['a file name on a picture', { type: 'image', image: { id: 'jpeg', filename: 'a.jpg' } }, 100],
    ['a document with a file name', { type: 'document', document: { link: 'https://example.test/a.pdf', filename: 'a.pdf', caption: 'x' } }, null],
    ['a sticker', { type: 'sticker', sticker: { id: 'webp' } }, null],
    ['a caption on a sticker', { type: 'sticker', sticker: { id: 'webp', caption: 'x' } }, 100],
  ],
  location: [
    ['numbers', { type: 'location', location: { latitude: 51.5, longitude: -0.07, name: 'Shop', address: '1 Row' } }, null],
    ['numbers as text', { type: 'location', location: { latitude: '51.5', longitude: '-0.07' } }, null],
    ['beyond the pole', { type: 'location', location: { latitude: 91, longitude: 0 } }, 131009],
    ['no longitude', { type: 'location', location: { latitude: 1 } }, 131008],
  ],
  contacts: [
    ['a card', { type: 'contacts', contacts: [{ name: { formatted_name: 'Nora Vale', first_name: 'Nora' }, phones: [{ phone: '+447700900456' }] }] }, null],
    ['a card without a formatted name', { type: 'contacts', contacts: [{ name: { first_name: 'Nora' } }] }, 131008],
    ['a card with the formatted name alone', { type: 'contacts', contacts: [{ name: { formatted_name: 'Nora' } }] }, 131009],
    ['no card', { type: 'contacts', contacts: [] }, 131009],
    ['a birthday in another form', { type: 'contacts', contacts: [{ name: { formatted_name: 'N', first_name: 'N' }, birthday: '1.4.1990' }] }, 131009],
  ],
  reaction: [
    ['one emoji', { type: 'reaction', reaction: { message_id: 'wamid.IN', emoji: '👍🏽' } }, null],
    ['taking it away', { type: 'reaction', reaction: { message_id: 'wamid.IN', emoji: '' } }, null],
    ['two emoji', { type: 'reaction', reaction: { message_id: 'wamid.IN', emoji: '👍👍' } }, 131009],
    ['a word', { type: 'reaction', reaction: { message_id: 'wamid.IN', emoji: 'ok' } }, 131009],
    ['an unknown message', { type: 'reaction', reaction: { message_id: 'wamid.NOBODY', emoji: '👍' } }, 131009],
    ['a quote with it', { type: 'reaction', reaction: { message_id: 'wamid.IN', emoji: '👍' }, context: { message_id: 'wamid.IN' } }, 131009],
  ],
  buttons: [
    ['three', buttons(reply('a', 'A'), reply('b', 'B'), reply('c', 'C')), null],
    ['four', buttons(reply('a', 'A'), reply('b', 'B'), reply('c', 'C'), reply('d', 'D')), 131009],
    ['none', buttons(), 131009],
    ['a title over 20', buttons(reply('a', text(21))), 131009],
    ['an id over 256', buttons(reply(text(257), 'A')), 131009],
    ['an id that ends with a blank', buttons(reply('a ', 'A')), 131009],
    ['the same id twice', buttons(reply('a', 'A'), reply('a', 'B')), 131009],
    ['the same title twice', buttons(reply('a', 'A'), reply('b', 'A')), 131009],
    ['markup in a title', buttons(reply('a', '*A*')), 131009],
    ['a body over 1024', interactive({ type: 'button', body: { text: text(1025) }, action: { buttons: [reply('a', 'A')] } }), 131009],
    ['a footer over 60', interactive({ type: 'button', footer: { text: text(61) }, action: { buttons: [reply('a', 'A')] } }), 131009],
    ['a header over 60', interactive({ type: 'button', header: { type: 'text', text: text(61) }, action: { buttons: [reply('a', 'A')] } }), 131009],
    ['a picture as header', interactive({ type: 'button', header: { type: 'image', image: { id: 'jpeg' } }, action: { buttons: [reply('a', 'A')] } }), null],
    ['a header picture with caption', interactive({ type: 'button', header: { type: 'image', image: { id: 'jpeg', caption: 'x' } }, action: { buttons: [reply('a', 'A')] } }), 131009],
  ],
  list: [
    ['ten rows', list([{ rows: rows(10) }]), null],
    ['eleven rows in two sections', list([{ title: 'A', rows: rows(6) }, { title: 'B', rows: rows(5, 6) }]), 131009],
    ['sections without titles', list([{ rows: rows(1) }, { rows: rows(1, 1) }]), 131008],
    ['the same row id twice', list([{ title: 'A', rows: rows(1) }, { title: 'B', rows: rows(1) }]), 131009],
    ['a button over 20', list([{ rows: rows(1) }], text(21)), 131009],
    ['a row title over 24', list([{ rows: [{ id: 'a', title: text(25) }] }]), 131009],
    ['a description over 72', list([{ rows: [{ id: 'a', title: 'A', description: text(73) }] }]), 131009],
    ['a body of 4096', interactive({ type: 'list', body: { text: text(4096) }, action: { button: 'Open', sections: [{ rows: rows(1) }] } }), null],
    ['a picture as header', interactive({ type: 'list', header: { type: 'image', image: { id: 'jpeg' } }, action: { button: 'Open', sections: [{ rows: rows(1) }] } }), 131009],
  ],
  'other interactive': [
    ['a link', interactive({ type: 'cta_url', action: link }), null],
    ['a link without address', interactive({ type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'nowhere' } } }), 131009],
    ['asking for the location', interactive({ type: 'location_request_message', action: { name: 'send_location' } }), null],
    ['asking for the number', interactive({ type: 'request_contact_info', action: { name: 'request_contact_info' } }), null],
    ['asking under a wrong name', interactive({ type: 'location_request_message', action: { name: 'location' } }), 100],
    ['a flow', flow({ flow_token: 't', mode: 'published' }), null],
    ['a flow with id and name', flow({ flow_name: 'n' }), 131009],
    ['a flow with empty data', flow({ flow_action_payload: { screen: 'S', data: {} } }), 131009],
    ['a flow with payload and data exchange', flow({ flow_action: 'data_exchange', flow_action_payload: { screen: 'S' } }), 131009],
    ['two cards', carousel([card(0), card(1)]), null],
    ['one card', carousel([card(0)]), 131009],
    ['cards numbered wrong', carousel([card(0), card(2)]), 131009],
    ['cards of different kinds', carousel([card(0), card(1, { action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] } })]), 131009],
    ['a card body over 160', carousel([card(0, { body: { text: text(161) } }), card(1)]), 131009],
    ['a product', { type: 'interactive', interactive: { type: 'product', action: { catalog_id: '1', product_retailer_id: 'x' } } }, null],
    ['31 products', interactive({
      type: 'product_list',
      header: { type: 'text', text: 'Lamps' },
      action: { catalog_id: '1', sections: [16, 15].map((count) => ({ title: 'S', product_items: Array.from({ length: count }, () => ({ product_retailer_id: 'x' })) })) },
    }), 131009],
    ['a call button that lives too long', interactive({ type: 'voice_call', action: { name: 'voice_call', parameters: { ttl_minutes: 43_201 } } }), 131009],
    ['an unknown kind', interactive({ type: 'hologram', action: {} }), 100],
  ],
  template: [
    ['without variables', template('hello_world', 'en_US'), null],
    ['with header, body and link', template('order_confirmed', 'pt_BR', orderParts), null],
    ['in another language', template('hello_world', 'en'), 132001],
    ['that is not approved', template('new_collection', 'fr'), 132001],
    ['that is paused', template('delivery_today', 'de', [{ type: 'body', parameters: words('J', '14') }]), 132015],
    ['with too few values', template('order_confirmed', 'es', [{ type: 'body', parameters: words('Diego') }]), 132000],
    ['with a line break in a value', template('order_confirmed', 'es', [{ type: 'body', parameters: words('Diego\n', '1', '2') }]), 132018],
    ['with an empty value', template('order_confirmed', 'es', [{ type: 'body', parameters: words('', '1', '2') }]), 132012],
    ['with a value that makes it too long', template('order_confirmed', 'es', [{ type: 'body', parameters: words(text(1000), '1', '2') }]), 132005],
    ['without the value of its link', template('order_confirmed', 'pt_BR', orderParts.slice(0, 2)), 131008],
    ['with names', template('conversation_follow_up', 'en', [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Emma' }] }]), null],
    ['with a wrong name', template('conversation_follow_up', 'en', [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'name', text: 'Emma' }] }]), 132000],
    ['without its header picture', template('winter_lights', 'en'), 132012],
    ['with its header picture', template('winter_lights', 'en', [{ type: 'header', parameters: [{ type: 'image', image: { id: 'jpeg' } }] }]), null],
  ],
};

for (const [family, cases] of Object.entries(table)) {
  describe(`a send: ${family}`, () => {
    it.each(cases)('%s', (_what, body, code) => {
      expect(codeOf(body as Readonly<Record<string, unknown>>)).toBe(code);
    });
  });
}

describe('a reaction', () => {
  it('to something old, or to a reaction, is accepted and fails by webhook', () => {
    for (const id of ['wamid.OLD', 'wamid.REACTION']) {
      const send = checkSend({ messaging_product: 'whatsapp', to: '+447700900155', type: 'reaction', reaction: { message_id: id, emoji: '👍' } }, context);
      expect(send.failsWith?.code).toBe(131009);
    }
  });
});

describe('a receipt', () => {
  it.each([
    ['of a known message', { message_id: 'wamid.IN' }, null],
    ['with typing', { message_id: 'wamid.IN', typing_indicator: { type: 'text' } }, null],
    ['of an unknown message', { message_id: 'wamid.NOBODY' }, 131009],
    ['of our own message', { message_id: 'wamid.OUT' }, 131009],
    ['of a message older than 30 days', { message_id: 'wamid.OLD' }, 131009],
    ['with typing of another kind', { message_id: 'wamid.IN', typing_indicator: { type: 'voice' } }, 100],
  ])('%s', (_what, body, code) => {
    expect(refusalOf(() => checkReceipt({ messaging_product: 'whatsapp', status: 'read', ...body }, context))).toBe(code);
  });
});

describe('an upload', () => {
  it.each([
    ['image/png', 5 * 1024 * 1024, null],
    ['image/png', 5 * 1024 * 1024 + 1, 131053],
    ['audio/ogg; codecs=opus', 100, null],
    ['image/webp', 501 * 1024, 131053],
    ['image/gif', 100, 100],
    ['application/pdf', 100 * 1024 * 1024, null],
    ['video/quicktime', 100, 100],
    ['text/plain', 0, 131053],
  ])('of %s with %i bytes', (mimeType, size, code) => {
    expect(refusalOf(() => checkUpload(mimeType, size))).toBe(code);
  });
});
