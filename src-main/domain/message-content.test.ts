import { describe, expect, test } from 'vitest';
import { contentErrorOf, mediaOf, type MessageContent, messageContentOf, productOf, referralOf } from './message-content.ts';

const file = { here: true };

function drawn(kind: string, content: unknown, direction: 'in' | 'out' = 'in'): MessageContent<typeof file> {
  return messageContentOf({ kind, content, direction }, file);
}

describe('the content of a message', () => {
  test.each<[string, unknown, MessageContent<typeof file>]>([
    ['text', null, { type: 'text' }],
    ['text', { preview_url: true }, { type: 'text' }],
    ['image', { id: '1' }, { type: 'image', media: file }],
    ['video', { id: '1' }, { type: 'video', media: file }],
    ['audio', { id: '1' }, { type: 'audio', media: file }],
    ['audio', { id: '1', voice: true }, { type: 'voice', media: file }],
    ['sticker', { id: '1', animated: true }, { type: 'sticker', media: file, animated: true }],
    ['sticker', { id: '1' }, { type: 'sticker', media: file, animated: false }],
    ['document', { filename: 'Übersicht über München.pdf' }, { type: 'document', media: file, filename: 'Übersicht über München.pdf' }],
    ['document', { mime_type: 'application/pdf' }, { type: 'document', media: file, filename: 'document.pdf' }],
    ['document', { mime_type: 'application/x-odd', filename: ' ' }, { type: 'document', media: file, filename: 'document' }],
    ['location', { latitude: 51.5, longitude: -0.1 }, { type: 'location', latitude: 51.5, longitude: -0.1, name: null, address: null, url: null }],
    [
      'location',
      { latitude: '51.5', longitude: '-0.1', name: 'Pier', address: 'Quay 1', url: 'https://pier.example' },
      { type: 'location', latitude: 51.5, longitude: -0.1, name: 'Pier', address: 'Quay 1', url: 'https://pier.example' },
    ],
    ['location', { latitude: 910, longitude: 'east' }, { type: 'location', latitude: null, longitude: null, name: null, address: null, url: null }],
    ['button', { text: 'Yes', payload: 'YES' }, { type: 'choice', how: 'template_button', title: 'Yes', description: null, id: 'YES' }],
    ['button', { payload: 'YES' }, { type: 'choice', how: 'template_button', title: 'YES', description: null, id: 'YES' }],
    ['interactive', { type: 'button_reply', button_reply: { id: 'tue', title: 'Tuesday' } }, { type: 'choice', how: 'button', title: 'Tuesday', description: null, id: 'tue' }],
    [
      'interactive',
      { type: 'list_reply', list_reply: { id: 's9', title: '09:00', description: 'Two places' } },
      { type: 'choice', how: 'list', title: '09:00', description: 'Two places', id: 's9' },
    ],
    ['interactive', { list_reply: { id: 's9', title: '09:00' } }, { type: 'choice', how: 'list', title: '09:00', description: null, id: 's9' }],
    [
      'interactive',
      { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"flow_token":"x","screen_0_Your_name_1":"Nora","days":["Mon","Tue"],"agreed":true}' } },
      {
        type: 'form',
        name: 'flow',
        fields: [
          { label: 'Your name', value: 'Nora' },
          { label: 'Days', value: 'Mon, Tue' },
          { label: 'Agreed', value: 'true' },
        ],
        unreadable: null,
      },
    ],
    [
      'interactive',
      { type: 'nfm_reply', nfm_reply: { name: 'address_message', response_json: '{"saved_address_id":"home","values":{"city":"Pune","in_pin_code":"411001"}}' } },
      {
        type: 'form',
        name: 'address_message',
        fields: [
          { label: 'Saved address id', value: 'home' },
          { label: 'City', value: 'Pune' },
          { label: 'In pin code', value: '411001' },
        ],
        unreadable: null,
      },
    ],
    ['interactive', { type: 'nfm_reply', nfm_reply: { response_json: '{broken' } }, { type: 'form', name: null, fields: [], unreadable: '{broken' }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { response_json: '[1,2]' } }, { type: 'form', name: null, fields: [], unreadable: '[1,2]' }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { name: 'flow' } }, { type: 'form', name: 'flow', fields: [], unreadable: null }],
    ['interactive', { type: 'nfm_reply', nfm_reply: { response_json: { size: 4 } } }, { type: 'form', name: null, fields: [{ label: 'Size', value: '4' }], unreadable: null }],
    [
      'interactive',
      { type: 'call_permission_reply', call_permission_reply: { response: 'accept', is_permanent: false, expiration_timestamp: '1795000000' } },
      { type: 'permission', what: 'call', granted: true, until: 1_795_000_000_000 },
    ],
    ['interactive', { type: 'call_permission_reply', call_permission_reply: { response: 'accept', is_permanent: true } }, { type: 'permission', what: 'call', granted: true, until: null }],
    ['interactive', { type: 'call_permission_reply', call_permission_reply: { response: 'reject' } }, { type: 'permission', what: 'call', granted: false, until: null }],
    [
      'interactive',
      { type: 'payment_method', payment_method: { payment_method: 'upi', reference_id: 'A7' } },
      { type: 'form', name: 'payment_method', fields: [{ label: 'Payment method', value: 'upi' }, { label: 'Reference id', value: 'A7' }], unreadable: null },
    ],
    ['interactive', { type: 'never_seen', never_seen: {} }, { type: 'unsupported', what: 'never_seen', onPhoneOnly: false }],
    ['interactive', { type: 'button_reply' }, { type: 'unsupported', what: 'button_reply', onPhoneOnly: false }],
    ['interactive', null, { type: 'unsupported', what: 'interactive', onPhoneOnly: false }],
    [
      'order',
      {
        catalog_id: '7',
        text: 'two please',
        product_items: [
          { product_retailer_id: 'A', quantity: 3, item_price: 0.1, currency: 'EUR' },
          { product_retailer_id: 'B', quantity: '2', item_price: '5', currency: 'USD' },
          { product_retailer_id: 'C' },
        ],
      },
      {
        type: 'order',
        catalogId: '7',
        lines: [
          { productId: 'A', quantity: 3, price: 0.1, currency: 'EUR' },
          { productId: 'B', quantity: 2, price: 5, currency: 'USD' },
          { productId: 'C', quantity: 1, price: null, currency: null },
        ],
        totals: [
          { amount: 0.3, currency: 'EUR' },
          { amount: 10, currency: 'USD' },
        ],
      },
    ],
    ['order', { product_items: 'none' }, { type: 'order', catalogId: null, lines: [], totals: [] }],
    ['template', { name: 'order_ready', language: { code: 'en_GB' } }, { type: 'template', name: 'order_ready', language: 'en_GB' }],
    ['system', { type: 'user_changed_number', wa_id: '447700900777' }, { type: 'system', event: 'number_changed', detail: '+44 7700 900777' }],
    ['system', { type: 'customer_changed_number', new_wa_id: '447700900777' }, { type: 'system', event: 'number_changed', detail: '+44 7700 900777' }],
    ['system', { type: 'user_changed_user_id', user_id: 'GB.1' }, { type: 'system', event: 'user_id_changed', detail: null }],
    ['system', { type: 'customer_identity_changed' }, { type: 'system', event: 'identity_changed', detail: null }],
    ['system', { type: 'user_identity_changed' }, { type: 'system', event: 'identity_changed', detail: null }],
    ['system', { type: 'something_new' }, { type: 'system', event: 'other', detail: 'something_new' }],
    ['call', { connect: { event: 'connect' } }, { type: 'call', outcome: 'unknown', durationMs: null }],
    ['call', { connect: {}, terminate: { status: 'FAILED' } }, { type: 'call', outcome: 'missed', durationMs: null }],
    ['call', { terminate: { status: 'COMPLETED', duration: 42, start_time: '1' } }, { type: 'call', outcome: 'answered', durationMs: 42_000 }],
    ['call', { terminate: { status: 'REJECTED' } }, { type: 'call', outcome: 'rejected', durationMs: null }],
    ['unsupported', { type: 'poll_creation', errors: [{ code: 131051 }] }, { type: 'unsupported', what: 'poll_creation', onPhoneOnly: false }],
    ['unsupported', { errors: [{ code: 131060 }] }, { type: 'unsupported', what: null, onPhoneOnly: true }],
    ['unknown', { errors: [{ code: 501 }] }, { type: 'unsupported', what: 'unknown', onPhoneOnly: false }],
    ['hologram', { depth: 3 }, { type: 'unsupported', what: 'hologram', onPhoneOnly: false }],
  ])('%s %j', (kind, content, expected) => {
    expect(drawn(kind, content)).toEqual(expected);
  });

  test('contact cards: several phones, none, no wa_id, organisation, urls, birthday', () => {
    const contacts = [
      {
        name: { formatted_name: 'Nora Vale' },
        phones: [{ phone: '+44 7700 900123', wa_id: '447700900123', type: 'CELL' }, { phone: '1234' }, {}],
        emails: [{ email: 'nora@vale.example', type: 'WORK' }],
        urls: [{ url: 'https://vale.example' }],
        addresses: [{ street: 'Quay 1', city: 'Leith', country: 'Scotland', type: 'HOME' }, {}],
        org: { company: 'Vale & Co' },
        birthday: '1990-02-01',
      },
      { name: { first_name: 'Ada', last_name: 'Byron' } },
      { org: { company: 'Nameless' } },
      { phones: [{ wa_id: '5511' }] },
      'odd',
    ];
    const bare = { phones: [], emails: [], urls: [], addresses: [], organisation: null, birthday: null };
    const cards = [
      {
        name: 'Nora Vale',
        phones: [{ phone: '+44 7700 900123', waId: '447700900123', type: 'CELL' }, { phone: '1234', waId: null, type: null }],
        emails: [{ email: 'nora@vale.example', type: 'WORK' }],
        urls: [{ url: 'https://vale.example', type: null }],
        addresses: [{ text: 'Quay 1, Leith, Scotland', type: 'HOME' }],
        organisation: 'Vale & Co',
        birthday: '1990-02-01',
      },
      { ...bare, name: 'Ada Byron' },
      { ...bare, name: 'Nameless', organisation: 'Nameless' },
      { ...bare, name: '5511', phones: [{ phone: '5511', waId: '5511', type: null }] },
      { ...bare, name: '' },
    ];
    expect(drawn('contacts', { contacts })).toEqual({ type: 'contacts', cards });
    expect(drawn('contacts', contacts, 'out')).toEqual({ type: 'contacts', cards });
    expect(drawn('contacts', { contacts: [] })).toEqual({ type: 'contacts', cards: [] });
  });

  test('what we sent: buttons, list, link, location request, and kinds without a drawing', () => {
    const bare = { type: 'interactive', header: null, footer: null, buttons: [], sections: [], link: null };
    const words = { header: { type: 'text', text: 'Delivery' }, body: { text: 'When?' }, footer: { text: 'Thanks' } };
    expect(drawn('interactive', { type: 'button', ...words, action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Tuesday' } }] } }, 'out')).toEqual({
      ...bare, how: 'buttons', header: 'Delivery', footer: 'Thanks', buttons: [{ id: 'a', title: 'Tuesday' }],
    });
    const sections = [{ title: 'Morning', rows: [{ id: '9', title: '09:00', description: 'Two places' }, { id: '10', title: '10:00' }] }];
    expect(drawn('interactive', { type: 'list', action: { button: 'Slots', sections } }, 'out')).toEqual({
      ...bare,
      how: 'list',
      buttons: [{ id: '', title: 'Slots' }],
      sections: [{ title: 'Morning', rows: [{ id: '9', title: '09:00', description: 'Two places' }, { id: '10', title: '10:00', description: null }] }],
    });
    expect(drawn('interactive', { type: 'cta_url', action: { name: 'cta_url', parameters: { display_text: 'See', url: 'https://a.example' } } }, 'out')).toEqual({
      ...bare, how: 'link', link: { title: 'See', url: 'https://a.example' },
    });
    expect(drawn('interactive', { type: 'location_request_message', action: { name: 'send_location' } }, 'out')).toEqual({ ...bare, how: 'location_request' });
    expect(drawn('interactive', { type: 'carousel' }, 'out')).toEqual({ ...bare, how: 'other' });
  });

  const odd: unknown[] = [null, undefined, 0, '', 'x', true, [], [null], {}, { type: 7 }, { contacts: {} }, { errors: 'no' }, { product_items: [null] }, { nfm_reply: 3, type: 'nfm_reply' }];
  test.each(['text', 'image', 'document', 'location', 'contacts', 'button', 'interactive', 'order', 'template', 'call', 'system', 'unsupported', 'edit', ''])(
    'odd shapes of %s do no harm',
    (kind) => {
      for (const content of odd) {
        for (const direction of ['in', 'out'] as const) expect(typeof drawn(kind, content, direction).type).toBe('string');
        expect([referralOf(content), productOf(content)]).toEqual([null, null]);
        mediaOf(kind, content);
        contentErrorOf(content);
      }
    },
  );
});

describe('what stands beside the content', () => {
  test('an ad referral', () => {
    const referral = {
      source_url: 'https://fb.me/x', source_id: '7', source_type: 'ad', headline: 'Fresh', body: 'Try it', media_type: 'image', image_url: 'https://i', ctwa_clid: 'c',
      welcome_message: { text: 'Hi!' },
    };
    expect(referralOf({ referral })).toEqual({ headline: 'Fresh', body: 'Try it', sourceUrl: 'https://fb.me/x', sourceType: 'ad', mediaType: 'image', welcome: 'Hi!' });
    expect(referralOf({})).toBeNull();
  });

  test('the product that a question is about', () => {
    expect(productOf({ referred_product: { catalog_id: '7', product_retailer_id: 'A' } })).toEqual({ catalogId: '7', productId: 'A' });
    expect(productOf({ referred_product: {} })).toBeNull();
  });

  test('what Meta could not hand over', () => {
    expect(contentErrorOf({ errors: [{ code: 131052, title: 'Media download error', error_data: { details: 'too slow' } }] })).toEqual({
      code: 131052, title: 'Media download error', details: 'too slow',
    });
    expect(contentErrorOf({ id: '1' })).toBeNull();
  });
});

describe('the file of a message', () => {
  const hex = '29ed500fa64eb55fc19dc4124acb300e5dcca0f822a301ae99944db0a1b2c3d4';
  const base64 = Buffer.from(hex, 'hex').toString('base64');

  test.each([
    [hex, hex],
    [hex.toUpperCase(), hex],
    [base64, hex],
    [base64.replace(/=+$/, ''), hex],
    [base64.replaceAll('+', '-').replaceAll('/', '_'), hex],
    ['29ed500fa64eb55fc19dc4124acb300e5dcca0f822a301ae99944db', null],
    ['', null],
    [undefined, null],
  ])('its hash %s is %s', (sha256, expected) => {
    expect(mediaOf('image', { id: '1', sha256 })?.sha256 ?? null).toBe(expected);
  });

  test('by id, with an address, or not named yet', () => {
    expect(mediaOf('document', { id: '1', mime_type: 'application/pdf', url: 'https://lookaside.fbsbx.com/x' })).toEqual({
      metaId: '1', url: 'https://lookaside.fbsbx.com/x', mime: 'application/pdf', sha256: null, filename: 'document.pdf',
    });
    expect(mediaOf('image', { id: 811122233366 })?.metaId).toBe('811122233366');
    expect(mediaOf('image', { url: 'javascript:alert(1)' })).toBeNull();
    expect(mediaOf('image', { caption: 'later' })).toBeNull();
    expect(mediaOf('text', { id: '1' })).toBeNull();
  });
});
