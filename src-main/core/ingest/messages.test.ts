import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Change } from '../../domain/changes.ts';
import { balance } from './dump.test-support.ts';
import { type Bench, bodyOf, contactOf, echo, inbound, me, message, openBench, receivedAt, status } from './ingest.test-support.ts';

const nora = { from: '447700900123', user: 'GB.1', name: 'Nora Vale' };
const t = 1_795_000_000;
const ms = (seconds: number) => seconds * 1000;

let bench: Bench;
let connection: ConnectionId;
beforeEach(async () => {
  bench = await openBench();
  connection = await bench.connect(me.phoneNumberId, me.wabaId);
});
afterEach(() => bench.close());

const messages = () => bench.rows('SELECT * FROM message ORDER BY sort_at, wamid');
const conversations = () => bench.rows('SELECT c.*, p.display_name FROM conversation c JOIN contact p ON p.id = c.contact_id ORDER BY c.id');
const items = () => bench.rows('SELECT * FROM webhook_item ORDER BY delivery_id, ordinal');

describe('a text', () => {
  test('opens a chat with name, unread mark and window by Meta\'s time', async () => {
    await bench.take(inbound(nora, 'A', t));
    expect(messages()).toMatchObject([
      { wamid: 'wamid.A', direction: 0, source: 1, kind: 'text', sort_at: ms(t), received_at: receivedAt, text: 'text of A', content: null, unread: 1, state: null },
    ]);
    expect(conversations()).toMatchObject([
      { connection_id: connection, display_name: 'Nora Vale', last_at: ms(t), window_opened_at: ms(t), window_closed_by_meta_at: null, unread: 1, message_count: 1 },
    ]);
    expect(items()).toMatchObject([{ kind: 'message', key: 'wamid.A', outcome: 'applied', reason: null, phone_number_id: me.phoneNumberId }]);
  });

  test('with unicode, emoji, control characters, half a surrogate pair and a very long body', async () => {
    const text = `Zoë 👍🏽 \u0000\u0001\u2028 مرحبا ${'x'.repeat(60_000)}`;
    await bench.take(inbound(nora, 'A', t, { type: 'text', text: { body: text } }), inbound(nora, 'B', t + 1, { type: 'text', text: { body: 'half \ud83d' } }));
    expect(messages().map((row) => row['text'])).toEqual([text, 'half \ufffd']);
    expect((await balance(bench)).totals).toMatchObject({ applied: 2, quarantined: 0 });
  });

  test('odd characters in ids and names do no harm, and a redelivery is still known', async () => {
    const odd = { from: '44 77"\\\u0000x', name: 'N\u0000 \ud83d"' };
    await bench.take(inbound(odd, 'A\u0000"\\é', t));
    await bench.take(inbound(odd, 'A\u0000"\\é', t));
    expect((await balance(bench)).totals).toMatchObject({ applied: 1, duplicate: 1, quarantined: 0 });
    expect(conversations()).toHaveLength(1);
  });

  test('the same message twice is stored once', async () => {
    await bench.take(inbound(nora, 'A', t), inbound(nora, 'A', t));
    await bench.take(inbound(nora, 'A', t));
    expect(messages()).toHaveLength(1);
    expect(conversations()).toMatchObject([{ unread: 1, message_count: 1 }]);
    expect((await balance(bench)).totals).toMatchObject({ deliveries: 3, received: 3, applied: 1, duplicate: 2 });
  });

  test('an older message is sorted in by its time and moves neither window nor last line back', async () => {
    await bench.take(inbound(nora, 'B', t + 60), inbound(nora, 'A', t));
    expect(conversations()).toMatchObject([{ last_at: ms(t + 60), window_opened_at: ms(t + 60), unread: 2 }]);
    expect(bench.rows('SELECT wamid FROM message WHERE id = (SELECT last_message_id FROM conversation)')).toEqual([{ wamid: 'wamid.B' }]);
  });

  test('a redelivery of what was read stays read', async () => {
    await bench.take(inbound(nora, 'A', t));
    bench.tamper('UPDATE message SET unread = 0; UPDATE conversation SET unread = 0');
    await bench.take(inbound(nora, 'A', t));
    await bench.ingest.reprocess('all');
    expect(messages()).toMatchObject([{ unread: 0 }]);
    expect(conversations()).toMatchObject([{ unread: 0 }]);
  });

  test('the same wamid with other content: the lower hash stays, whichever came first, and both stay in the journal', async () => {
    const one = inbound(nora, 'A', t, { type: 'text', text: { body: 'one' } });
    const two = inbound({ from: '15550001111' }, 'A', t + 5, { type: 'text', text: { body: 'two' } });
    await bench.take(one, two);
    const first = messages();
    const other = await openBench();
    await other.connect(me.phoneNumberId);
    await other.take(two, one);
    expect(other.rows('SELECT text, sort_at, hex(content_hash) AS hash FROM message')).toEqual(first.map(({ text, sort_at }) => ({ text, sort_at, hash: bench.rows('SELECT hex(content_hash) AS hash FROM message')[0]?.['hash'] })));
    expect(other.rows('SELECT count(*) AS n FROM conversation')).toEqual([{ n: 1 }]);
    expect(other.rows('SELECT outcome, reason FROM webhook_item ORDER BY delivery_id')).toEqual([{ outcome: 'applied', reason: null }, { outcome: 'duplicate', reason: 'other_content' }]);
    await other.close();
  });

  test('ties of time are broken by wamid for the last line', async () => {
    await bench.take(inbound(nora, 'B', t), inbound(nora, 'A', t));
    expect(bench.rows('SELECT wamid FROM message WHERE id = (SELECT last_message_id FROM conversation)')).toEqual([{ wamid: 'wamid.B' }]);
  });

  test('timestamp as number, or none at all: it counts from when it came', async () => {
    await bench.take(bodyOf({ messages: [{ ...message(nora, 'A', t), timestamp: t }] }), bodyOf({ messages: [{ ...message(nora, 'B', t), timestamp: 'soon' }] }));
    expect(messages().map((row) => row['sort_at'])).toEqual([ms(t), receivedAt]);
  });
});

describe('kinds', () => {
  test.each([
    ['image', { image: { id: '1', mime_type: 'image/jpeg', caption: 'see this' } }, 'see this', { id: '1', mime_type: 'image/jpeg', caption: 'see this' }],
    ['video', { video: { id: '1', url: 'https://x' } }, null, { id: '1', url: 'https://x' }],
    ['audio', { audio: { id: '1', voice: true } }, null, { id: '1', voice: true }],
    ['document', { document: { id: '1', filename: 'Übersicht.pdf' } }, null, { id: '1', filename: 'Übersicht.pdf' }],
    ['sticker', { sticker: { id: '1', animated: true } }, null, { id: '1', animated: true }],
    ['location', { location: { latitude: 1.5, longitude: 2, name: 'Pier' } }, 'Pier', { latitude: 1.5, longitude: 2, name: 'Pier' }],
    ['contacts', { contacts: [{ name: { formatted_name: 'A B' } }, { name: { formatted_name: 'C' } }] }, 'A B, C', { contacts: [{ name: { formatted_name: 'A B' } }, { name: { formatted_name: 'C' } }] }],
    ['contacts', { contacts: [] }, null, { contacts: [] }],
    ['button', { button: { text: 'Yes', payload: 'YES' } }, 'Yes', { text: 'Yes', payload: 'YES' }],
    ['interactive', { interactive: { type: 'button_reply', button_reply: { id: 'a', title: 'Tuesday' } } }, 'Tuesday', { type: 'button_reply', button_reply: { id: 'a', title: 'Tuesday' } }],
    ['interactive', { interactive: { type: 'list_reply', list_reply: { id: 'a', title: '09:00', description: 'two left' } } }, '09:00', { type: 'list_reply', list_reply: { id: 'a', title: '09:00', description: 'two left' } }],
    ['interactive', { interactive: { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{broken' } } }, 'Sent', { type: 'nfm_reply', nfm_reply: { body: 'Sent', response_json: '{broken' } }],
    ['interactive', { interactive: { type: 'never_seen' } }, null, { type: 'never_seen' }],
    ['interactive', {}, null, null],
    ['order', { order: { catalog_id: '1', text: 'two please', product_items: [] } }, 'two please', { catalog_id: '1', text: 'two please', product_items: [] }],
    ['unsupported', { unsupported: { type: 'poll_creation' }, errors: [{ code: 131051 }] }, null, { type: 'poll_creation', errors: [{ code: 131051 }] }],
    ['unknown', { errors: [{ code: 501 }] }, null, { errors: [{ code: 501 }] }],
    ['image', { image: { id: '1' }, errors: [{ code: 131052 }] }, null, { id: '1', errors: [{ code: 131052 }] }],
    ['never_seen', { never_seen: { a: [1, { b: 2 }] }, beside: 'it' }, null, { a: [1, { b: 2 }], beside: 'it' }],
    ['edit', { edit: { message: { type: 'text', text: { body: 'of nothing' } } } }, 'of nothing', { message: { type: 'text', text: { body: 'of nothing' } } }],
    ['revoke', { revoke: {} }, null, null],
  ])('%s is stored whole: %j', async (type, rest, text, content) => {
    await bench.take(inbound(nora, 'A', t, { type, ...rest }));
    const [row] = messages();
    expect(row).toMatchObject({ kind: type, text });
    expect(row?.['content'] === null ? null : JSON.parse(String(row?.['content']))).toEqual(content);
  });

  test('a message without a type is known by the object that it holds', async () => {
    await bench.take(inbound(nora, 'A', t, { location: { latitude: 1, longitude: 2 } }), inbound(nora, 'B', t + 1, {}));
    expect(messages().map((row) => row['kind'])).toEqual(['location', 'unknown']);
  });

  test('a reply, forwarded and often forwarded', async () => {
    const text = { type: 'text', text: { body: 'x' } };
    await bench.take(
      inbound(nora, 'A', t, { ...text, context: { id: 'wamid.Q', from: me.display } }),
      inbound(nora, 'B', t + 1, { ...text, context: { forwarded: true } }),
      inbound(nora, 'C', t + 2, { ...text, context: { frequently_forwarded: true } }),
      inbound(nora, 'D', t + 3, { ...text, context: { id: 'wamid.Q', referred_product: { catalog_id: '7', product_retailer_id: 'p' } } }),
    );
    expect(messages().map(({ reply_to, forwarded }) => [reply_to, forwarded])).toEqual([['wamid.Q', 0], [null, 1], [null, 2], ['wamid.Q', 0]]);
    expect(JSON.parse(String(messages()[3]?.['content']))).toEqual({ referred_product: { catalog_id: '7', product_retailer_id: 'p' } });
  });

  test('an ad referral is kept, on any kind', async () => {
    const referral = { source_id: '1', headline: 'Boots' };
    await bench.take(inbound(nora, 'A', t, { type: 'text', text: { body: 'x' }, referral }), inbound(nora, 'B', t + 1, { type: 'image', image: { id: '1' }, referral }));
    expect(messages().map((row) => JSON.parse(String(row['content'])))).toEqual([{ referral }, { id: '1', referral }]);
  });

  test.each(['ephemeral', 'request_welcome'])('%s opens no chat', async (type) => {
    await bench.take(inbound(nora, 'A', t, { type }));
    expect(conversations()).toEqual([]);
    expect(items()).toMatchObject([{ outcome: 'ignored', reason: 'says_nothing' }]);
  });
});

describe('who writes', () => {
  test('nobody: ignored with that reason, its neighbours stay', async () => {
    await bench.take(bodyOf({ messages: [{ id: 'wamid.A', timestamp: String(t), type: 'text', text: { body: 'x' } }, message(nora, 'B', t), 'odd', { from: '1' }] }));
    expect(items().map(({ outcome, reason }) => [outcome, reason])).toEqual([['ignored', 'no_sender'], ['applied', null], ['ignored', 'malformed'], ['ignored', 'no_id']]);
  });

  test('a message without contacts, or with a contact without name', async () => {
    await bench.take(bodyOf({ messages: [message({ from: '447700900123' }, 'A', t)] }), bodyOf({ contacts: [{ wa_id: '447700900456', profile: { name: '' } }], messages: [message({ from: '447700900456' }, 'B', t + 1)] }));
    expect(conversations().map((row) => row['display_name'])).toEqual(['+44 7700 900123', '+44 7700 900456']);
  });

  test('a name told later replaces the earlier one, an empty one never, one set by hand stays', async () => {
    await bench.take(inbound({ ...nora, name: 'New' }, 'B', t + 60), inbound({ ...nora, name: 'Old' }, 'A', t), inbound({ ...nora, name: '' }, 'C', t + 90));
    expect(conversations()).toMatchObject([{ display_name: 'New' }]);
    bench.tamper("UPDATE contact SET local_name = 'Mine', display_name = 'Mine'");
    await bench.take(inbound({ ...nora, name: 'Newer' }, 'D', t + 120));
    expect(conversations()).toMatchObject([{ display_name: 'Mine' }]);
    expect(bench.rows('SELECT search_text FROM contact')[0]?.['search_text']).toContain('newer');
  });

  test('a group\'s messages lie apart from its members\' own chats', async () => {
    await bench.take(inbound(nora, 'A', t), bodyOf({ contacts: [contactOf(nora)], messages: [{ ...message(nora, 'B', t + 1), group_id: 'group-1' }, { ...message({ from: '15550001111' }, 'C', t + 2), group_id: 'group-1' }] }));
    expect(bench.rows('SELECT p.is_group, c.message_count FROM conversation c JOIN contact p ON p.id = c.contact_id ORDER BY p.is_group')).toEqual([
      { is_group: 0, message_count: 1 },
      { is_group: 1, message_count: 2 },
    ]);
    expect(bench.rows("SELECT i.value FROM message m JOIN identity i ON i.id = m.peer_identity_id WHERE m.wamid = 'wamid.C'")).toEqual([{ value: '15550001111' }]);
  });

  test('a number that is not ours is ignored, and runs again when it is connected', async () => {
    const body = bodyOf({ contacts: [contactOf(nora)], messages: [message(nora, 'A', t)] }, 'messages', '999');
    await bench.take(body, inbound(nora, 'B', t));
    expect(items().map(({ outcome, reason }) => [outcome, reason])).toEqual([['ignored', 'unknown_number'], ['applied', null]]);
    await bench.connect('999');
    expect(await bench.ingest.reprocess({ phoneNumberId: '999' })).toBe(1);
    expect(conversations()).toHaveLength(2);
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    expect(totals).toMatchObject({ applied: 2, ignored: 0 });
  });
});

describe('statuses', () => {
  test('move an echo forward, never backwards; a failure after delivery stays beside it', async () => {
    await bench.take(echo(nora.from, 'E', t));
    expect(messages()).toMatchObject([{ state: 'sent' }]);
    await bench.take(bodyOf({ statuses: [status('E', 'read', t + 9), status('E', 'delivered', t + 5), status('E', 'failed', t + 20, { errors: [{ code: 131026, title: 'no' }] })] }));
    expect(messages()).toMatchObject([{ state: 'read', delivered_at: ms(t + 5), read_at: ms(t + 9), failed_at: ms(t + 20) }]);
    expect(JSON.parse(String(messages()[0]?.['failure']))).toEqual({ code: 131026, title: 'no', details: null, from: 'status' });
  });

  test('before the message is known: kept beside the wamid, applied when it turns up', async () => {
    await bench.take(bodyOf({ statuses: [status('E', 'delivered', t + 5, { pricing: { category: 'service' } })] }));
    expect(items()).toMatchObject([{ outcome: 'applied', reason: 'parked' }]);
    expect(conversations()).toEqual([]);
    await bench.take(echo(nora.from, 'E', t));
    expect(messages()).toMatchObject([{ state: 'delivered', delivered_at: ms(t + 5), pricing: '{"category":"service"}' }]);
    expect(bench.rows('SELECT * FROM parked_status')).toEqual([]);
  });

  test('an unknown word is ignored, a missing one too; deleted waits for its message', async () => {
    await bench.take(bodyOf({ statuses: [status('E', 'warning', t), { id: 'wamid.E' }, status('E', 'deleted', t), 'odd'] }));
    expect(items().map(({ outcome, reason }) => [outcome, reason])).toEqual([['ignored', 'unknown_status'], ['ignored', 'malformed'], ['applied', 'parked'], ['ignored', 'malformed']]);
  });

  test('failed with 131047 closes the window by Meta\'s word, and only from then on', async () => {
    await bench.take(inbound(nora, 'A', t), echo(nora.from, 'E', t + 10));
    await bench.take(bodyOf({ statuses: [status('E', 'failed', t + 20, { errors: [{ code: 131047 }] })] }));
    expect(conversations()).toMatchObject([{ window_opened_at: ms(t), window_closed_by_meta_at: ms(t + 20) }]);
    await bench.take(inbound(nora, 'B', t + 30));
    expect(conversations()).toMatchObject([{ window_opened_at: ms(t + 30), window_closed_by_meta_at: ms(t + 20) }]);
  });

  test('without recipient_id, with recipient_user_id and either spelling of the parent: finds its message, learns the identities', async () => {
    await bench.take(echo('447700900123', 'E', t));
    await bench.take(
      bodyOf({
        statuses: [status('E', 'delivered', t + 1, { recipient_user_id: 'GB.1', parent_recipient_user_id: 'GB.ENT.7' }), status('E', 'read', t + 2, { recipient_id: '447700900123', recipient_user_id: 'GB.1', recipient_parent_user_id: 'GB.ENT.7' })],
        contacts: [{ user_id: 'GB.1', parent_user_id: 'GB.ENT.7', profile: { username: '@nora' } }],
      }),
    );
    expect(messages()).toMatchObject([{ state: 'read' }]);
    expect(bench.rows('SELECT DISTINCT contact_id FROM identity')).toHaveLength(1);
    expect(conversations()).toMatchObject([{ display_name: '@nora' }]);
  });

  test('our own id in the callback data settles a message whose answer never came', async () => {
    await bench.take(inbound(nora, 'A', t));
    await bench.storage.write((tx) => tx.settings.set('folderTag', 'tag1'));
    bench.tamper(`INSERT INTO message (conversation_id, connection_id, direction, source, kind, sort_at, received_at, text, state)
      SELECT id, connection_id, 1, 8, 'text', ${ms(t + 5)}, ${ms(t + 5)}, 'ours', 'unsure' FROM conversation`);
    const [{ id } = {}] = bench.rows("SELECT id FROM message WHERE text = 'ours'");
    bench.tamper(`INSERT INTO outbox (kind, connection_id, conversation_id, message_id, state, next_at) SELECT 'message', connection_id, conversation_id, id, 'held', 0 FROM message WHERE id = ${Number(id)}`);
    await bench.take(bodyOf({ statuses: [status('X', 'sent', t + 6, { biz_opaque_callback_data: `wicket.other.${Number(id)}` })] }));
    expect(bench.rows("SELECT state FROM message WHERE text = 'ours'")).toEqual([{ state: 'unsure' }]);
    await bench.take(bodyOf({ statuses: [status('O', 'sent', t + 6, { biz_opaque_callback_data: `wicket.tag1.${Number(id)}` })] }));
    expect(bench.rows("SELECT state, wamid, sent_at FROM message WHERE text = 'ours'")).toEqual([{ state: 'sent', wamid: 'wamid.O', sent_at: ms(t + 6) }]);
    expect(bench.rows('SELECT * FROM outbox')).toEqual([]);
  });
});

describe('the phone app beside the API', () => {
  test('an echo as first event opens a chat named after the customer\'s number; it is sent by us, opens no window, is not unread', async () => {
    await bench.take(echo('447700900123', 'E', t));
    expect(messages()).toMatchObject([{ direction: 1, source: 4, state: 'sent', unread: 0 }]);
    expect(conversations()).toMatchObject([{ display_name: '+44 7700 900123', window_opened_at: null, unread: 0 }]);
  });

  test('an echo of what we sent makes no second copy', async () => {
    await bench.take(inbound(nora, 'A', t));
    bench.tamper(`INSERT INTO message (conversation_id, connection_id, wamid, direction, source, kind, sort_at, received_at, text, state)
      SELECT id, connection_id, 'wamid.O', 1, 8, 'text', ${ms(t + 5)}, ${ms(t + 5)}, 'ours', 'accepted' FROM conversation`);
    await bench.take(echo(nora.from, 'O', t + 5, { type: 'text', text: { body: 'theirs' } }));
    expect(bench.rows("SELECT text, source, state, sort_at FROM message WHERE wamid = 'wamid.O'")).toEqual([{ text: 'ours', source: 12, state: 'accepted', sort_at: ms(t + 5) }]);
  });

  test('history: directions right, times as given, no unread; a chunk twice is harmless; live and history are one', async () => {
    const thread = {
      id: '447700900123',
      messages: [
        { from: '447700900123', id: 'wamid.A', timestamp: String(t), type: 'text', text: { body: 'hi' }, history_context: { status: 'READ' } },
        { from: me.display, to: '447700900123', id: 'wamid.B', timestamp: String(t + 5), type: 'media_placeholder', history_context: { status: 'DELIVERED' } },
      ],
    };
    const chunk = bodyOf({ history: [{ metadata: { phase: 0, chunk_order: 1, progress: 50 }, threads: [thread] }] }, 'history');
    await bench.take(chunk, chunk);
    expect(messages()).toMatchObject([
      { wamid: 'wamid.A', direction: 0, source: 2, unread: 0, opens_window: 1, sort_at: ms(t) },
      { wamid: 'wamid.B', direction: 1, source: 2, state: 'delivered', kind: 'media_placeholder' },
    ]);
    expect(conversations()).toMatchObject([{ unread: 0, window_opened_at: ms(t), message_count: 2 }]);
    await bench.take(inbound({ from: '447700900123' }, 'A', t, { type: 'text', text: { body: 'hi' } }));
    expect(messages()).toHaveLength(2);
    expect(messages()).toMatchObject([{ source: 3, unread: 1 }, {}]);
  });

  test('history that was not shared, and malformed history, are kept and counted', async () => {
    await bench.take(bodyOf({ history: [{ errors: [{ code: 2593109 }] }, 'odd', { threads: [{ id: '1', messages: [null] }] }] }, 'history'));
    expect(items().map(({ kind, outcome }) => [kind, outcome])).toEqual([['error', 'applied'], ['empty', 'ignored'], ['history', 'ignored']]);
  });
});

describe('reactions', () => {
  const react = (id: string, at: number, emoji?: string, target = 'wamid.E') => inbound(nora, id, at, { type: 'reaction', reaction: { message_id: target, ...(emoji === undefined ? {} : { emoji }) } });
  const reactions = () => bench.rows('SELECT target_wamid, direction, emoji, at FROM reaction');

  test('the last one counts; it changes neither unread count nor window', async () => {
    await bench.take(echo(nora.from, 'E', t), react('R2', t + 9, '❤️'), react('R1', t + 5, '👍'));
    expect(reactions()).toEqual([{ target_wamid: 'wamid.E', direction: 0, emoji: '❤️', at: ms(t + 9) }]);
    expect(conversations()).toMatchObject([{ unread: 0, window_opened_at: null, message_count: 1 }]);
  });

  test.each([['emoji empty', ''], ['key missing', undefined]])('taken back: %s', async (_, emoji) => {
    await bench.take(echo(nora.from, 'E', t), react('R1', t + 5, '👍'), react('R2', t + 6, emoji));
    expect(reactions()).toMatchObject([{ emoji: '' }]);
  });

  test('on an unknown message: no new chat, kept until it turns up', async () => {
    await bench.take(react('R1', t + 5, '👍'));
    expect(conversations()).toEqual([]);
    expect(reactions()).toMatchObject([{ target_wamid: 'wamid.E', emoji: '👍' }]);
  });
});

describe('calls and notices', () => {
  test('a call is one line with all its events, and opens the window', async () => {
    const call = (event: string, at: number, rest: object = {}) => bodyOf({ contacts: [contactOf(nora)], calls: [{ id: 'wacid.1', from: nora.from, event, direction: 'USER_INITIATED', timestamp: String(at), ...rest }] }, 'calls');
    await bench.take(call('terminate', t + 30, { duration: 20 }), call('connect', t), call('connect', t));
    expect(messages()).toMatchObject([{ kind: 'call', direction: 0, sort_at: ms(t), unread: 1, opens_window: 1 }]);
    expect(Object.keys(JSON.parse(String(messages()[0]?.['content'])) as object).sort()).toEqual(['connect', 'terminate']);
    expect(conversations()).toMatchObject([{ window_opened_at: ms(t), message_count: 1 }]);
  });

  test('account notices, preferences and value errors are kept once, with their time', async () => {
    const notice = { object: 'whatsapp_business_account', entry: [{ id: me.wabaId, time: t, changes: [{ field: 'account_update', value: { event: 'PARTNER_REMOVED' } }] }] };
    const preference = bodyOf({ user_preferences: [{ wa_id: nora.from, value: 'stop', timestamp: t + 1 }] }, 'user_preferences');
    await bench.take(notice, notice, preference, bodyOf({ errors: [{ code: 131000 }] }), bodyOf({ anything: 1 }, 'brand_new_field'));
    expect(bench.rows('SELECT field, waba_id, at FROM notice ORDER BY id')).toMatchObject([
      { field: 'account_update', waba_id: me.wabaId, at: ms(t) },
      { field: 'user_preferences', at: ms(t + 1) },
      { field: 'messages.errors', at: receivedAt },
      { field: 'brand_new_field' },
    ]);
    expect((await balance(bench)).totals).toMatchObject({ applied: 4, duplicate: 1 });
  });
});

describe('the loop', () => {
  test('an item that fails is quarantined with its error; its neighbours stand; it can be run again', async () => {
    bench.tamper(`CREATE TRIGGER boom BEFORE INSERT ON message WHEN NEW.text = 'boom' BEGIN SELECT RAISE(ABORT, 'no room for it'); END`);
    const bad = message(nora, 'X', t + 1, { type: 'text', text: { body: 'boom' } });
    await bench.take(bodyOf({ messages: [message(nora, 'A', t), bad, message(nora, 'B', t + 2)] }), inbound(nora, 'C', t + 3));
    expect(items().map(({ outcome }) => outcome)).toEqual(['applied', 'quarantined', 'applied', 'applied']);
    expect(items()[1]?.['reason']).toContain('no room for it');
    expect(messages().map((row) => row['wamid'])).toEqual(['wamid.A', 'wamid.B', 'wamid.C']);
    expect((await balance(bench)).totals).toMatchObject({ received: 4, applied: 3, quarantined: 1, waiting: 0 });

    bench.tamper('DROP TRIGGER boom');
    expect(await bench.ingest.reprocess('unsettled')).toBe(1);
    expect(messages()).toHaveLength(4);
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    expect(totals).toMatchObject({ applied: 4, quarantined: 0 });
  });

  test('a body of a thousand messages is taken in over several batches, in order', async () => {
    const many = Array.from({ length: 1000 }, (_, at) => message(nora, `M${String(at).padStart(4, '0')}`, t + at));
    await bench.take(bodyOf({ contacts: [contactOf(nora)], messages: many }));
    expect(conversations()).toMatchObject([{ message_count: 1000, unread: 1000, last_at: ms(t + 999) }]);
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    expect(totals).toMatchObject({ received: 1000, applied: 1000, unsplit: 0 });
  });

  test('what was split but not finished before the end is finished at the start', async () => {
    await bench.take(bodyOf({ messages: [message(nora, 'A', t), message(nora, 'B', t + 1)] }));
    bench.tamper(`DELETE FROM message WHERE wamid = 'wamid.B'; UPDATE webhook_item SET outcome = 'waiting' WHERE key = 'wamid.B';
      UPDATE journal_total SET items = items - 1 WHERE outcome = 'applied'; UPDATE journal_total SET items = items + 1 WHERE outcome = 'waiting';`);
    await bench.ingest.drain();
    expect(messages()).toHaveLength(2);
    const { totals, counted } = await balance(bench);
    expect(totals).toEqual(counted);
    expect(totals).toMatchObject({ applied: 2, waiting: 0 });
  });

  test('a started ingest takes in what is appended, and tells what changed', async () => {
    bench.ingest.start();
    const changes: Change[] = [];
    const told = new Promise<void>((resolve) => {
      bench.storage.onCommit((list) => {
        changes.push(...list);
        if (list.some(({ type }) => type === 'message')) resolve();
      });
    });
    await bench.storage.journal.append(Buffer.from(JSON.stringify(inbound(nora, 'A', t))), receivedAt);
    await told;
    expect(changes.map(({ type }) => type)).toEqual(expect.arrayContaining(['message', 'conversation', 'health']));
  });

  test('a body that is not JSON is counted and does no harm', async () => {
    await bench.take('<html>', inbound(nora, 'A', t));
    expect(items().map(({ outcome, reason }) => [outcome, reason])).toEqual([['ignored', 'empty'], ['applied', null]]);
  });
});
