import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WicketError } from '../../domain/errors.ts';
import { learnPeople, undoJoin } from './index.ts';
import { type Bench, bodyOf, contactOf, echo, inbound, me, message, openBench, receivedAt, status } from './ingest.test-support.ts';

const t = 1_795_000_000;
let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
  await bench.connect(me.phoneNumberId, me.wabaId);
});
afterEach(() => bench.close());

/** The chats, each as its wamids in order. */
const chats = () =>
  bench
    .rows(`SELECT group_concat(substr(wamid, 7), ' ') AS chat FROM (SELECT conversation_id, wamid FROM message ORDER BY sort_at, wamid) GROUP BY conversation_id`)
    .map((row) => String(row['chat']))
    .sort();
const names = () => bench.rows('SELECT p.display_name AS name FROM conversation c JOIN contact p ON p.id = c.contact_id ORDER BY 1').map((row) => row['name']);
const joins = () => bench.rows('SELECT * FROM contact_join ORDER BY id');
const system = (id: string, at: number, rest: object, from?: string) => bodyOf({ messages: [message(from === undefined ? {} : { from }, id, at, { type: 'system', system: rest })] });

describe('customers without a phone number', () => {
  test('user id only: the chat opens under name or username', async () => {
    await bench.take(inbound({ user: 'GB.1', name: 'Nora' }, 'A', t), inbound({ user: 'GB.2', username: '@vale' }, 'B', t), inbound({ user: 'GB.3' }, 'C', t));
    expect(names()).toEqual([null, '@vale', 'Nora']);
  });

  test('phone and user id together: later messages with either land in the same chat', async () => {
    await bench.take(inbound({ from: '447', user: 'GB.1' }, 'A', t), inbound({ from: '447' }, 'B', t + 1), inbound({ user: 'GB.1' }, 'C', t + 2));
    expect(chats()).toEqual(['A B C']);
  });

  test('user id first, phone later', async () => {
    await bench.take(inbound({ user: 'GB.1' }, 'A', t), inbound({ user: 'GB.1', from: '447' }, 'B', t + 1), inbound({ from: '447' }, 'C', t + 2));
    expect(chats()).toEqual(['A B C']);
    expect(joins()).toEqual([]);
  });

  test('from itself holds a user id', async () => {
    await bench.take(inbound({ user: 'GB.1' }, 'A', t), bodyOf({ messages: [message({ from: 'GB.1' }, 'B', t + 1)] }));
    expect(chats()).toEqual(['A B']);
    expect(bench.rows('SELECT kind FROM identity')).toEqual([{ kind: 'user_id' }]);
  });

  test('a user id of a shape that we do not know is no identity; the message is kept under its number', async () => {
    await bench.take(bodyOf({ messages: [{ ...message({ from: '447' }, 'A', t), from_user_id: '<BSUID>' }] }));
    expect(bench.rows('SELECT kind, value FROM identity')).toEqual([{ kind: 'wa_id', value: '447' }]);
    expect(chats()).toEqual(['A']);
  });

  test('the parent user id is a further identity, and unites two user ids', async () => {
    await bench.take(inbound({ user: 'GB.1', parent: 'GB.ENT.7' }, 'A', t), inbound({ user: 'US.2' }, 'B', t + 1));
    expect(chats()).toEqual(['A', 'B']);
    await bench.take(inbound({ user: 'US.2', parent: 'GB.ENT.7' }, 'C', t + 2));
    expect(chats()).toEqual(['A B C']);
    expect(joins()).toMatchObject([{ reason: 'parent_user_id' }]);
  });

  test('two customers may share a name and a username; a change of username is shown', async () => {
    await bench.take(inbound({ user: 'GB.1', username: 'nora' }, 'A', t), inbound({ user: 'GB.2', username: 'nora' }, 'B', t), inbound({ user: 'GB.2', username: 'vale' }, 'C', t + 1));
    expect(chats()).toEqual(['A', 'B C']);
    expect(names()).toEqual(['@nora', '@vale']);
  });
});

describe('two chats that turn out to be one person', () => {
  test('a phone-only customer is joined to the one with the user id: logged, with draft, block and messages', async () => {
    await bench.take(inbound({ user: 'GB.1', name: 'Nora' }, 'A', t), inbound({ from: '447' }, 'B', t + 1));
    expect(chats()).toEqual(['A', 'B']);
    bench.tamper("UPDATE conversation SET draft = 'half a line', blocked_at = 7 WHERE message_count = 1 AND id = (SELECT max(id) FROM conversation)");
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'C', t + 2));
    expect(chats()).toEqual(['A B C']);
    expect(joins()).toMatchObject([{ reason: 'same_webhook', undone_at: null }]);
    expect(bench.rows('SELECT draft, blocked_at, message_count, unread FROM conversation')).toEqual([{ draft: 'half a line', blocked_at: 7, message_count: 3, unread: 3 }]);
  });

  test('the join can be undone: messages go back, the name given there too, and it stays so', async () => {
    await bench.take(inbound({ user: 'GB.1', name: 'Nora' }, 'A', t), inbound({ from: '447' }, 'B', t + 1));
    bench.tamper("UPDATE contact SET local_name = 'Shop' WHERE id = (SELECT contact_id FROM identity WHERE value = '447')");
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'C', t + 2));
    const [join] = joins();
    await bench.storage.write((tx) => undoJoin(tx, Number(join?.['id']), receivedAt));
    expect(chats()).toEqual(['A C', 'B']);
    expect(bench.rows("SELECT p.local_name FROM identity i JOIN contact p ON p.id = i.contact_id WHERE i.value = '447'")).toEqual([{ local_name: 'Shop' }]);
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'D', t + 3), inbound({ from: '447' }, 'E', t + 4));
    expect(chats()).toEqual(['A C D', 'B E']);
    await bench.ingest.reprocess('all');
    expect(chats()).toEqual(['A C D', 'B E']);
    await expect(bench.storage.write((tx) => undoJoin(tx, Number(join?.['id']), receivedAt))).rejects.toThrow(WicketError);
  });

  test('a user id that has a number of its own is not joined to another: it is a new owner', async () => {
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'A', t), inbound({ user: 'GB.2', from: '447' }, 'B', t + 100));
    expect(chats()).toEqual(['A', 'B']);
    expect(joins()).toEqual([]);
  });

  test('a recycled number: what names only the number goes by its time', async () => {
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'A', t), inbound({ user: 'GB.2', from: '447' }, 'D', t + 100));
    await bench.take(inbound({ from: '447' }, 'C', t + 99), inbound({ from: '447' }, 'B', t - 5), inbound({ from: '447' }, 'E', t + 100));
    expect(chats()).toEqual(['B A C', 'D E']);
  });

  test('a recycled number: messages go to the new owner once an earlier sight of them turns up', async () => {
    await bench.take(inbound({ user: 'GB.1', from: '447' }, 'A', t), inbound({ from: '447' }, 'B', t + 50), inbound({ user: 'GB.2', from: '447' }, 'D', t + 100));
    expect(chats()).toEqual(['A B', 'D']);
    await bench.take(bodyOf({ statuses: [status('S', 'delivered', t + 40, { recipient_id: '447', recipient_user_id: 'GB.2' })] }));
    expect(chats()).toEqual(['A', 'B D']);
    expect(bench.rows('SELECT message_count FROM conversation ORDER BY 1')).toEqual([{ message_count: 1 }, { message_count: 2 }]);
  });
});

describe('a change of number or user id', () => {
  test('phone only: one chat, a grey line in it, no window, not unread', async () => {
    await bench.take(inbound({ from: '447' }, 'A', t), system('S', t + 5, { type: 'user_changed_number', body: 'changed', wa_id: '448' }, '447'), inbound({ from: '448' }, 'B', t + 9));
    expect(chats()).toEqual(['A S B']);
    expect(bench.rows("SELECT kind, unread, opens_window, text FROM message WHERE wamid = 'wamid.S'")).toEqual([{ kind: 'system', unread: 0, opens_window: 0, text: 'changed' }]);
    expect(bench.rows('SELECT window_opened_at, unread FROM conversation')).toEqual([{ window_opened_at: (t + 9) * 1000, unread: 2 }]);
  });

  test('with user ids: the new one is the old person, twice is harmless', async () => {
    const changed = system('S', t + 5, { type: 'user_changed_number', wa_id: '448', user_id: 'GB.2', previous_user_id: 'GB.1' }, '447');
    await bench.take(inbound({ from: '447', user: 'GB.1' }, 'A', t), changed, changed, inbound({ user: 'GB.2', from: '448' }, 'B', t + 9));
    expect(chats()).toEqual(['A S B']);
  });

  test('chats that stood apart are joined and logged', async () => {
    await bench.take(inbound({ user: 'GB.1' }, 'A', t), inbound({ user: 'GB.2' }, 'B', t + 1));
    await bench.take(system('S', t + 5, { type: 'user_changed_user_id', user_id: 'GB.2', previous_user_id: 'GB.1' }));
    expect(chats()).toEqual(['A B S']);
    expect(joins()).toMatchObject([{ reason: 'system_message' }]);
    await bench.storage.write((tx) => undoJoin(tx, Number(joins()[0]?.['id']), receivedAt));
    expect(chats()).toEqual(['A S', 'B']);
  });

  test('the field user_id_update: links two known ids, opens no chat for unknown ones', async () => {
    const update = (previous: string, current: string) => bodyOf({ user_id_update: [{ user_id: { previous, current }, timestamp: t + 3 }] }, 'user_id_update');
    await bench.take(inbound({ user: 'GB.1' }, 'A', t), inbound({ user: 'GB.2' }, 'B', t + 1), update('GB.1', 'GB.2'), update('GB.8', 'GB.9'), update('GB.1', 'GB.2'));
    expect(chats()).toEqual(['A B']);
    expect(names()).toHaveLength(1);
  });

  test('an unknown kind of system message changes nothing but is shown', async () => {
    await bench.take(inbound({ from: '447' }, 'A', t), system('S', t + 5, { type: 'something_else', wa_id: '448' }, '447'));
    expect(chats()).toEqual(['A S']);
    expect(bench.rows("SELECT 1 FROM identity WHERE value = '448'")).toEqual([]);
  });

  test('Argentina: a number changes to its form with the 9 while the one without is known', async () => {
    await bench.take(inbound({ from: '541123456789' }, 'A', t), system('S', t + 5, { type: 'user_changed_number', wa_id: '5491123456789' }, '541199999999'));
    expect(bench.rows("SELECT count(DISTINCT contact_id) AS n FROM identity WHERE value IN ('541123456789', '5491123456789', '541199999999')")).toEqual([{ n: 1 }]);
    expect(chats()).toEqual(['A S']);
  });
});

describe('spellings of a number', () => {
  test('Brazil: one chat, whichever form came first; the number that is told is kept as it came', async () => {
    await bench.take(inbound({ from: '554188887777' }, 'A', t), inbound({ from: '5541988887777' }, 'B', t + 1), echo('554188887777', 'C', t + 2));
    expect(chats()).toEqual(['A B C']);
    expect(bench.rows('SELECT value FROM identity ORDER BY value')).toEqual([{ value: '554188887777' }, { value: '5541988887777' }]);
  });

  test('Brazil: a landline is not taken for a mobile that lost its 9', async () => {
    await bench.take(inbound({ from: '554132345678' }, 'A', t), inbound({ from: '5541932345678' }, 'B', t));
    expect(chats()).toEqual(['A', 'B']);
  });

  test('Argentina: the form with the 9 joins the one without; the other way round it does not', async () => {
    await bench.take(inbound({ from: '541112345678' }, 'A', t), inbound({ from: '5491112345678' }, 'B', t + 1));
    expect(chats()).toEqual(['A B']);
    await bench.take(inbound({ from: '5491187654321' }, 'C', t), inbound({ from: '541187654321' }, 'D', t + 1));
    expect(chats()).toEqual(['A B', 'C', 'D']);
  });

  test('Argentina: by the time of the messages, not by when they came', async () => {
    await bench.take(inbound({ from: '5491112345678' }, 'B', t + 1));
    await bench.take(inbound({ from: '541112345678' }, 'A', t));
    expect(chats()).toEqual(['A B']);
    expect(joins()).toMatchObject([]);
  });

  test('the answer to a send names another number than was written to: both are kept, one chat', async () => {
    await bench.take(inbound({ from: '5511987654321' }, 'A', t));
    await bench.storage.write((tx) => learnPeople(tx, { userId: 'BR.1', numbers: ['5511987654321', '551187654321'] }, (t + 5) * 1000));
    await bench.take(inbound({ from: '551187654321' }, 'B', t + 9), inbound({ user: 'BR.1' }, 'C', t + 10));
    expect(chats()).toEqual(['A B C']);
    expect(bench.rows("SELECT value FROM identity WHERE kind = 'wa_id' ORDER BY value")).toEqual([{ value: '551187654321' }, { value: '5511987654321' }]);
  });

  test('the answer to a send may give a number that no spelling rule would', async () => {
    await bench.take(inbound({ from: '447700900123' }, 'A', t));
    await bench.storage.write((tx) => learnPeople(tx, { userId: null, numbers: ['447700900123', '447700900777'] }, (t + 5) * 1000));
    await bench.take(inbound({ from: '447700900777' }, 'B', t + 9));
    expect(chats()).toEqual(['A B']);
  });

  test('a match on another connection is another chat of the same person', async () => {
    await bench.connect('999');
    await bench.take(inbound({ from: '554188887777' }, 'A', t), bodyOf({ contacts: [contactOf({ from: '5541988887777' })], messages: [message({ from: '5541988887777' }, 'B', t)] }, 'messages', '999'));
    expect(chats()).toEqual(['A', 'B']);
  });
});
