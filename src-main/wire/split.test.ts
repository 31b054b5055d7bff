import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson, contentHash, metaTime } from './json.ts';
import { parseBody, splitBody } from './split.ts';

const metadata = { display_phone_number: '15550100999', phone_number_id: '590' };
const body = (...changes: unknown[]) => ({ object: 'whatsapp_business_account', entry: [{ id: '720', changes }] });
const kinds = (value: unknown) => splitBody(value).map(({ kind, field, key }) => [kind, field, key]);

describe('splitBody', () => {
  test('gives messages, statuses and errors of several entries and changes in order', () => {
    const one = { field: 'messages', value: { metadata, messages: [{ id: 'a' }, { id: 'b' }], statuses: [{ id: 'c' }], errors: [{ code: 1 }] } };
    const two = { field: 'smb_message_echoes', value: { metadata, message_echoes: [{ id: 'd' }] } };
    const split = splitBody({ entry: [{ id: '1', changes: [one, two] }, { id: '2', changes: [one] }] });
    expect(split.map(({ ordinal, kind, key, wabaId, phoneNumberId }) => [ordinal, kind, key, wabaId, phoneNumberId])).toEqual([
      [0, 'message', 'a', '1', '590'],
      [1, 'message', 'b', '1', '590'],
      [2, 'status', 'c', '1', '590'],
      [3, 'error', null, '1', '590'],
      [4, 'echo', 'd', '1', '590'],
      [5, 'message', 'a', '2', '590'],
      [6, 'message', 'b', '2', '590'],
      [7, 'status', 'c', '2', '590'],
      [8, 'error', null, '2', '590'],
    ]);
  });

  test('an unknown field is kept as a notice', () => {
    expect(kinds(body({ field: 'something_new', value: { metadata, a: 1 } }))).toEqual([['notice', 'something_new', null]]);
  });

  test.each([
    ['entry empty', { object: 'x', entry: [] }],
    ['entry missing', { object: 'x' }],
    ['entry not a list', { entry: 'no' }],
    ['changes missing', { entry: [{}] }],
    ['changes empty', { entry: [{ changes: [] }] }],
    ['value missing', body({ field: 'messages' })],
    ['value empty', body({ field: 'messages', value: {} })],
    ['value null', body({ field: 'messages', value: null })],
    ['messages not a list', body({ field: 'messages', value: { metadata, messages: {} } })],
    ['contacts only', body({ field: 'messages', value: { metadata, contacts: [{ wa_id: '1' }] } })],
    ['not an object', 7],
    ['not JSON', undefined],
  ])('%s: one item that says so', (_, value) => {
    expect(splitBody(value).map(({ kind }) => kind)).toEqual(['empty']);
  });

  test('never throws and numbers its items from 0, whatever the shape', () => {
    const odd = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.constantFrom(null, 1, 'x', true), fc.array(tie('value'), { maxLength: 3 }), tie('object')),
      object: fc.dictionary(
        fc.constantFrom('entry', 'changes', 'value', 'field', 'messages', 'statuses', 'contacts', 'metadata', 'history', 'threads', 'errors', 'calls', 'id', 'from', 'groups'),
        tie('value'),
        { maxKeys: 6 },
      ),
    }));
    fc.assert(
      fc.property(odd.value, (value) => {
        const items = splitBody(value);
        expect(items.length).toBeGreaterThan(0);
        expect(items.map(({ ordinal }) => ordinal)).toEqual(items.map((_, at) => at));
      }),
      { numRuns: 500 },
    );
  });

  test('the contact entry is found by user id, then by number, never by its place', () => {
    const contacts = [{ wa_id: '1', user_id: 'GB.1', n: 'first' }, { wa_id: '2', n: 'second' }, { user_id: 'GB.3', n: 'third' }, { parent_user_id: 'GB.ENT.4', n: 'fourth' }];
    const found = (message: object) => splitBody(body({ field: 'messages', value: { metadata, contacts, messages: [message] } }))[0]?.contact?.['n'] ?? null;
    expect(found({ from: '2' })).toBe('second');
    expect(found({ from: '2', from_user_id: 'GB.1' })).toBe('first');
    expect(found({ from_user_id: 'GB.3' })).toBe('third');
    expect(found({ from: 'GB.3' })).toBe('third');
    expect(found({ from_parent_user_id: 'GB.ENT.4' })).toBe('fourth');
    expect(found({ from: '9' })).toBeNull();
  });

  test('each message of the history carries its thread, without the other messages', () => {
    const history = [{ metadata: { phase: 0 }, threads: [{ id: '447', messages: [{ id: 'a' }, { id: 'b' }] }] }, { errors: [{ code: 2593109 }] }];
    const split = splitBody(body({ field: 'history', value: { metadata, history } }));
    expect(split.map(({ kind, key, field }) => [kind, key, field])).toEqual([['history', 'a', 'history'], ['history', 'b', 'history'], ['error', null, 'history.errors']]);
    expect(split[0]?.thread).toEqual({ id: '447', context: undefined });
  });

  test('lists of notices are told apart', () => {
    const preferences = [{ wa_id: '1', value: 'stop' }, { wa_id: '2', value: 'resume' }];
    expect(kinds(body({ field: 'user_preferences', value: { metadata, user_preferences: preferences } }))).toHaveLength(2);
    expect(kinds(body({ field: 'user_id_update', value: [{ user_id: { previous: 'GB.1', current: 'GB.2' } }] }))).toEqual([['notice', 'user_id_update', null]]);
  });
});

describe('canonical JSON', () => {
  test('is the same for any order of keys, and its hash with it', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}');
    expect(contentHash({ b: 1, a: 2 })).toBe(contentHash({ a: 2, b: 1 }));
    expect(contentHash({ a: 2 })).not.toBe(contentHash({ a: '2' }));
  });
});

test('a time is read from text or number, and from nothing else', () => {
  expect(metaTime('1795000123')).toBe(1_795_000_123_000);
  expect(metaTime(1_795_000_123)).toBe(1_795_000_123_000);
  expect(metaTime(1_795_000_123_000)).toBe(1_795_000_123_000);
  for (const odd of ['soon', '', '-5', 0, -1, Number.NaN, null, undefined, {}, '99999999999999']) expect(metaTime(odd)).toBeNull();
});

test('bytes that are not JSON give nothing', () => {
  expect(parseBody(Buffer.from('{"a":1}'))).toEqual({ a: 1 });
  expect(parseBody(Buffer.from('<html>'))).toBeUndefined();
});
