import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, bodyOf, contactOf, inbound, me, message, openBench, receivedAt } from './ingest.test-support.ts';
import { listRows, onlyView, views } from './thread.test-support.ts';

// The checklist of incoming messages by kind, line by line.

const t = 1_795_000_000;
const ms = (seconds: number) => seconds * 1000;
const nora = { from: '447700900123', user: 'GB.1001', name: 'Nora' };

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.connect(me.phoneNumberId);
});
afterEach(() => bench.close());

const take = (rest: object, id = 'A', at = t) => bench.take(inbound(nora, id, at, rest));
const mediaRows = () => bench.rows('SELECT meta_id, url, told_mime, told_sha256, state, deadline_at FROM media ORDER BY message_id');

describe('words', () => {
  test.each(['Grüße, 你好, שלום, مرحبا', '🎉', '👨‍👩‍👧‍👦🏳️‍🌈', 'x'.repeat(65_536)])('text; with unicode, emoji and very long body', async (body) => {
    await take({ type: 'text', text: { body } });
    expect(await onlyView(bench)).toMatchObject({ kind: 'text', content: { type: 'text' }, text: body });
  });

  test('forwarded and often-forwarded flags', async () => {
    const text = { type: 'text', text: { body: 'x' } };
    await take({ ...text, context: { forwarded: true } }, 'A', t);
    await take({ ...text, context: { frequently_forwarded: true } }, 'B', t + 1);
    await take(text, 'C', t + 2);
    expect((await views(bench)).map(({ forwarded }) => forwarded)).toEqual(['once', 'often', 'no']);
  });

  test('`context.referred_product` (question about a product)', async () => {
    await take({ type: 'text', text: { body: 'Is it blue?' }, context: { referred_product: { catalog_id: '7', product_retailer_id: 'A' } } });
    expect(await onlyView(bench)).toMatchObject({ text: 'Is it blue?', product: { catalogId: '7', productId: 'A' } });
  });

  test('reply to a known message links to it; to an unknown one: message stays, link empty', async () => {
    const reply = (id: string) => ({ type: 'text', text: { body: 'this' }, context: { from: me.display, id } });
    await take({ type: 'audio', audio: { id: '1', voice: true } }, 'A', t);
    await take(reply('wamid.A'), 'B', t + 1);
    await take(reply('wamid.Z'), 'C', t + 2);
    const [voice, known, unknown] = await views(bench);
    expect(known?.quote).toEqual({ wamid: 'wamid.A', messageId: voice?.id, direction: 'in', kind: 'voice', text: null });
    expect(unknown).toMatchObject({ text: 'this', quote: { wamid: 'wamid.Z', messageId: null } });
  });

  test.each(['text', 'image', 'button'])('ad referral kept and shown; also on kinds other than text: %s', async (type) => {
    const kinds: Record<string, object> = { text: { text: { body: 'Hi' } }, image: { image: { id: '1' } }, button: { button: { text: 'Hi', payload: 'HI' } } };
    const referral = {
      source_url: 'https://fb.me/x', source_id: '7', source_type: 'ad', headline: 'Fresh', body: 'Try it', media_type: 'video', video_url: 'https://v', ctwa_clid: 'c',
      welcome_message: { text: 'Hi!' },
    };
    await take({ type, ...kinds[type], referral });
    expect((await onlyView(bench)).referral).toEqual({ headline: 'Fresh', body: 'Try it', sourceUrl: 'https://fb.me/x', sourceType: 'ad', mediaType: 'video', welcome: 'Hi!' });
    expect(JSON.parse(String(bench.rows('SELECT content FROM message')[0]?.['content']))).toMatchObject({ referral });
  });
});

describe('files', () => {
  const hex = 'a1'.repeat(32);
  const sha256 = Buffer.from(hex, 'hex').toString('base64');
  const file = { id: '811', mime_type: 'x/y', sha256 };

  test.each([
    ['image', { ...file, caption: 'see' }, { type: 'image' }, 'see', { kind: 'image', text: 'see' }],
    ['video', { ...file, caption: 'look' }, { type: 'video' }, 'look', { kind: 'video', text: 'look' }],
    ['audio', file, { type: 'audio' }, null, { kind: 'audio', text: null }],
    ['audio', { ...file, voice: true }, { type: 'voice' }, null, { kind: 'voice', text: null }],
    ['document', { ...file, filename: 'a.pdf', caption: 'read' }, { type: 'document', filename: 'a.pdf' }, 'read', { kind: 'document', text: 'read' }],
    ['sticker', file, { type: 'sticker', animated: false }, null, { kind: 'sticker', text: null }],
    ['sticker', { ...file, animated: true }, { type: 'sticker', animated: true }, null, { kind: 'sticker', text: null }],
  ])('%s %j: image, video, audio, voice, document, sticker (still and animated); caption becomes the text', async (type, own, content, text, preview) => {
    await take({ type, [type]: own });
    expect(await onlyView(bench)).toMatchObject({ kind: type, content: { ...content, media: { state: 'waiting' } }, text });
    expect(mediaRows()).toMatchObject([{ meta_id: '811', told_mime: 'x/y', told_sha256: hex, state: 'waiting', deadline_at: ms(t) + 7 * 86_400_000 }]);
    expect((await listRows(bench))[0]?.preview).toMatchObject(preview);
  });

  test('document keeps its file name, accents included; document without file name gets one', async () => {
    await take({ type: 'document', document: { id: '1', filename: 'Factură nº 7 – über.pdf' } });
    expect((await onlyView(bench)).content).toMatchObject({ filename: 'Factură nº 7 – über.pdf' });
    expect((await listRows(bench))[0]?.preview?.text).toBe('Factură nº 7 – über.pdf');
    await take({ type: 'document', document: { id: '2', mime_type: 'application/pdf' } }, 'B', t + 1);
    expect((await views(bench))[1]?.content).toMatchObject({ filename: 'document.pdf' });
  });

  test('media that comes with a direct `url` beside its id', async () => {
    await take({ type: 'image', image: { id: '1', url: 'https://lookaside.fbsbx.com/x' } });
    expect(mediaRows()).toMatchObject([{ meta_id: '1', url: 'https://lookaside.fbsbx.com/x' }]);
  });

  test('media message that carries `errors` (download failed at the platform): shown as failed, not as an empty picture', async () => {
    await take({ type: 'image', image: { id: '1', caption: 'Look' }, errors: [{ code: 131052, title: 'Media download error', error_data: { details: 'Too slow' } }] });
    const view = await onlyView(bench);
    expect(view).toMatchObject({
      text: 'Look',
      state: null,
      content: { type: 'image', media: { state: 'failed', failure: { message: expect.stringContaining('Media download error') } } },
      failure: { metaCode: 131052, details: 'Too slow', canRetry: false },
    });
    await take({ type: 'video', video: {}, errors: [{ code: 1, title: 'gone' }] }, 'B', t + 1);
    expect((await views(bench))[1]).toMatchObject({ content: { media: { state: 'failed' } }, failure: { metaCode: 1 } });
  });
});

describe('objects', () => {
  test.each([
    [{ latitude: 51.5, longitude: -0.1 }, null],
    [{ latitude: 51.5, longitude: -0.1, name: 'Pier', address: 'Quay 1', url: 'https://pier.example' }, 'Pier'],
    [{ latitude: 51.5, longitude: -0.1, name: 'n'.repeat(5000) }, 'n'.repeat(5000)],
  ])('location, with and without name, address, url; over-long name does not lose the message', async (location, text) => {
    await take({ type: 'location', location });
    expect(await onlyView(bench)).toMatchObject({ content: { type: 'location', name: null, address: null, url: null, ...location }, text });
  });

  test('contacts card with several contacts, several phones, no phone, no `wa_id`, organisation, urls, birthday', async () => {
    await take({
      type: 'contacts',
      contacts: [
        { name: { formatted_name: 'Ada' }, phones: [{ phone: '+1', wa_id: '1' }, { phone: '+2' }], org: { company: 'Engine' }, urls: [{ url: 'https://a.example' }], birthday: '1815-12-10' },
        { name: { formatted_name: 'Ben' } },
      ],
    });
    const view = await onlyView(bench);
    expect(view.text).toBe('Ada, Ben');
    expect(view.content).toMatchObject({
      type: 'contacts',
      cards: [
        { name: 'Ada', phones: [{ phone: '+1', waId: '1' }, { phone: '+2', waId: null }], organisation: 'Engine', urls: [{ url: 'https://a.example' }], birthday: '1815-12-10' },
        { name: 'Ben', phones: [] },
      ],
    });
  });

  test('template quick-reply (`button` with text and payload)', async () => {
    await take({ type: 'button', button: { text: 'Yes', payload: 'YES' }, context: { id: 'wamid.T' } });
    expect(await onlyView(bench)).toMatchObject({ content: { type: 'choice', how: 'template_button', title: 'Yes', id: 'YES' }, text: 'Yes', quote: { wamid: 'wamid.T' } });
  });

  test('`interactive`: button_reply, list_reply (with and without description)', async () => {
    const reply = (type: string, own: object) => ({ type: 'interactive', interactive: { type, [type]: own } });
    await take(reply('button_reply', { id: 'a', title: 'Tuesday' }), 'A', t);
    await take(reply('list_reply', { id: 'b', title: '09:00', description: 'Two left' }), 'B', t + 1);
    await take(reply('list_reply', { id: 'c', title: '10:00' }), 'C', t + 2);
    expect((await views(bench)).map(({ content, text }) => [content, text])).toEqual([
      [{ type: 'choice', how: 'button', title: 'Tuesday', description: null, id: 'a' }, 'Tuesday'],
      [{ type: 'choice', how: 'list', title: '09:00', description: 'Two left', id: 'b' }, '09:00'],
      [{ type: 'choice', how: 'list', title: '10:00', description: null, id: 'c' }, '10:00'],
    ]);
  });

  test.each([
    ['{"flow_token":"x","slot":"0900"}', { fields: [{ label: 'Slot', value: '0900' }], unreadable: null }],
    ['"just text"', { fields: [], unreadable: '"just text"' }],
    ['{broken', { fields: [], unreadable: '{broken' }],
    [undefined, { fields: [], unreadable: null }],
  ])('`interactive` nfm_reply %s: response_json is text holding JSON; also not an object, invalid, or missing: message kept, raw text kept', async (response_json, form) => {
    await take({ type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent', response_json } } });
    expect(await onlyView(bench)).toMatchObject({ text: 'Sent', content: { type: 'form', name: 'flow', ...form } });
  });

  test.each([{ type: 'never_seen', never_seen: {} }, { type: 'list_reply' }, undefined])(
    '`interactive` of an unknown sub-type or with no sub-object: shown as unsupported, kept raw',
    async (interactive) => {
      await take({ type: 'interactive', ...(interactive === undefined ? {} : { interactive }) });
      expect(await onlyView(bench)).toMatchObject({ content: { type: 'unsupported', what: interactive?.type ?? 'interactive' } });
      expect(bench.rows('SELECT delivery_id, item_ordinal FROM message')).toEqual([{ delivery_id: 1, item_ordinal: 0 }]);
    },
  );

  test('call permission reply, address reply, payment method and payment notification replies', async () => {
    const reply = (type: string, own: object) => ({ type: 'interactive', interactive: { type, [type]: own } });
    await take(reply('call_permission_reply', { response: 'accept', is_permanent: false, expiration_timestamp: String(t) }), 'A', t);
    await take(reply('nfm_reply', { name: 'address_message', body: 'Pune', response_json: '{"values":{"city":"Pune"}}' }), 'B', t + 1);
    await take(reply('payment_method', { payment_method: 'upi' }), 'C', t + 2);
    expect((await views(bench)).map(({ content }) => content)).toEqual([
      { type: 'permission', what: 'call', granted: true, until: ms(t) },
      { type: 'form', name: 'address_message', fields: [{ label: 'City', value: 'Pune' }], unreadable: null },
      { type: 'form', name: 'payment_method', fields: [{ label: 'Payment method', value: 'upi' }], unreadable: null },
    ]);
    await bench.take(bodyOf({ statuses: [{ id: 'wamid.P', status: 'captured', type: 'payment', timestamp: String(t) }] }));
    expect(bench.rows("SELECT outcome, reason FROM webhook_item WHERE kind = 'status'")).toEqual([{ outcome: 'ignored', reason: 'unknown_status' }]);
  });

  test('order: products, amounts, currency, text', async () => {
    const product_items = [{ product_retailer_id: 'A', quantity: 2, item_price: 4.5, currency: 'GBP' }];
    await take({ type: 'order', order: { catalog_id: '7', text: 'Two please', product_items } });
    expect(await onlyView(bench)).toMatchObject({
      text: 'Two please',
      content: { type: 'order', catalogId: '7', lines: [{ productId: 'A', quantity: 2, price: 4.5, currency: 'GBP' }], totals: [{ amount: 9, currency: 'GBP' }] },
    });
  });

  test.each([
    ['unsupported', { unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] }, { what: 'poll_creation', onPhoneOnly: false }],
    ['unsupported', { errors: [{ code: 131060, title: 'Not available' }] }, { what: null, onPhoneOnly: true }],
    ['unknown', { errors: [{ code: 501 }] }, { what: 'unknown', onPhoneOnly: false }],
    ['hologram', { hologram: { depth: 3 } }, { what: 'hologram', onPhoneOnly: false }],
  ])('`%s` with errors 131051, 131060, 501, and a type never seen before: shown as a placeholder; with `unsupported.type` told', async (type, rest, told) => {
    await take({ type, ...rest });
    expect(await onlyView(bench)).toMatchObject({ kind: type, content: { type: 'unsupported', ...told } });
    expect((await listRows(bench))[0]).toMatchObject({ unread: 1, window: { openedAt: ms(t) } });
  });

  test('system: user_changed_number (new wa_id), user_changed_user_id, customer_identity_changed; unknown sub-types ignored', async () => {
    await take({ type: 'text', text: { body: 'Hi' } }, 'A', t);
    for (const [at, system] of [
      { type: 'user_changed_number', body: 'Nora changed', wa_id: '447700900777' },
      { type: 'user_changed_user_id', user_id: 'GB.1002', previous_user_id: 'GB.1001' },
      { type: 'customer_identity_changed', identity: { hash: 'x' } },
      { type: 'never_seen' },
    ].entries()) {
      await bench.take(bodyOf({ messages: [message({ from: nora.from }, `S${at}`, t + at + 1, { type: 'system', system })] }));
    }
    expect((await views(bench)).slice(1).map(({ content }) => content)).toEqual([
      { type: 'system', event: 'number_changed', detail: '+44 7700 900777' },
      { type: 'system', event: 'user_id_changed', detail: null },
      { type: 'system', event: 'identity_changed', detail: null },
      { type: 'system', event: 'other', detail: 'never_seen' },
    ]);
    const rows = await listRows(bench);
    expect(rows).toMatchObject([{ unread: 1, window: { openedAt: ms(t) } }]);
  });

  test('calls as a line: missed, answered', async () => {
    const call = (id: string, event: string, rest: object = {}) =>
      bodyOf({ contacts: [contactOf(nora)], calls: [{ id, from: nora.from, event, direction: 'USER_INITIATED', timestamp: String(t), ...rest }] }, 'calls');
    await bench.take(call('wacid.1', 'connect'), call('wacid.1', 'terminate', { status: 'FAILED' }));
    await bench.take(call('wacid.2', 'connect'), call('wacid.2', 'terminate', { status: 'COMPLETED', start_time: String(t), duration: 65 }));
    expect((await views(bench)).map(({ content }) => content)).toEqual([
      { type: 'call', outcome: 'missed', durationMs: null },
      { type: 'call', outcome: 'answered', durationMs: 65_000 },
    ]);
  });

  test('message of unknown time counts from when it came', async () => {
    await bench.take(bodyOf({ contacts: [contactOf(nora)], messages: [{ ...message(nora, 'A', t), timestamp: 'soon' }] }));
    expect(await onlyView(bench)).toMatchObject({ sentAt: receivedAt });
  });
});
