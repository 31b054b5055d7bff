import { describe, expect, test } from 'vitest';
import { type DeliveryState, noStatusTimes } from './delivery.ts';
import { displayNameOf, laterTold, type NamedIdentity } from './identity-names.ts';
import type { MessageId } from './ids.ts';
import { source } from './message-source.ts';
import { furtherState, historyState, provenState } from './message-state.ts';
import { makeOpaque, parseOpaque } from './opaque.ts';
import { countsAsUnread, opensWindow } from './window-rules.ts';

describe('opensWindow', () => {
  test.each(['text', 'image', 'button', 'interactive', 'order', 'unsupported', 'never_seen_before', 'call'])('%s of the customer: yes', (kind) => {
    expect(opensWindow({ direction: 'in', kind })).toBe(true);
  });
  test.each(['reaction', 'system', 'edit', 'revoke'])('%s: no', (kind) => expect(opensWindow({ direction: 'in', kind })).toBe(false));
  test('what the business sends: no, unless the customer took its call', () => {
    expect(opensWindow({ direction: 'out', kind: 'text' })).toBe(false);
    expect(opensWindow({ direction: 'out', kind: 'call' })).toBe(false);
    expect(opensWindow({ direction: 'out', kind: 'call', taken: true })).toBe(true);
  });
});

test('unread is what the customer says live', () => {
  expect(countsAsUnread({ direction: 'in', kind: 'text', source: source.live })).toBe(true);
  expect(countsAsUnread({ direction: 'in', kind: 'text', source: source.live | source.history })).toBe(true);
  expect(countsAsUnread({ direction: 'in', kind: 'text', source: source.history })).toBe(false);
  expect(countsAsUnread({ direction: 'in', kind: 'system', source: source.live })).toBe(false);
  expect(countsAsUnread({ direction: 'out', kind: 'text', source: source.phoneApp })).toBe(false);
});

describe('provenState', () => {
  const delivered = { ...noStatusTimes, sentAt: 1, deliveredAt: 2 };
  test.each<[DeliveryState | null, DeliveryState]>([
    [null, 'delivered'], ['queued', 'delivered'], ['sending', 'delivered'], ['unsure', 'delivered'], ['failed', 'delivered'], ['sent', 'delivered'], ['read', 'read'],
  ])('%s with a delivered report is %s', (known, state) => expect(provenState(known, delivered)).toBe(state));
  test('without any report it is accepted', () => expect(provenState('unsure', noStatusTimes)).toBe('accepted'));
});

test('the further state stays, whichever came first', () => {
  expect(furtherState('read', 'sent')).toBe('read');
  expect(furtherState('sent', 'read')).toBe('read');
  expect(furtherState(null, 'sent')).toBe('sent');
  expect(historyState('READ')).toBe('read');
  expect(historyState('whatever')).toBeNull();
});

test('callback data names our message in our folder only', () => {
  const opaque = makeOpaque('a1b2', 42 as MessageId);
  expect(parseOpaque(opaque, 'a1b2')).toBe(42);
  expect(parseOpaque(opaque, 'other')).toBeNull();
  for (const odd of ['', 'row-20441', 'wicket.a1b2.', 'wicket.a1b2.0', 'wicket.a1b2.1x', `${opaque} `]) expect(parseOpaque(odd, 'a1b2'), odd).toBeNull();
});

describe('names', () => {
  const identity = (kind: NamedIdentity['kind'], value: string, rest: Partial<NamedIdentity> = {}): NamedIdentity => ({ kind, value, profileName: null, username: null, lastSeenAt: 0, ...rest });
  const told = (text: string, at: number) => ({ text, at });

  test('local name, profile name, @username, formatted number, nothing; never a user id', () => {
    const all = [identity('user_id', 'GB.1', { profileName: told('Nora', 1), username: told('nora', 1) }), identity('wa_id', '447700900123')];
    expect(displayNameOf('Aunt Nora', all)).toBe('Aunt Nora');
    expect(displayNameOf(null, all)).toBe('Nora');
    expect(displayNameOf(null, [identity('user_id', 'GB.1', { username: told('nora', 1) }), identity('wa_id', '447700900123')])).toBe('@nora');
    expect(displayNameOf(null, [identity('user_id', 'GB.1'), identity('wa_id', '447700900123')])).toBe('+44 7700 900123');
    expect(displayNameOf(null, [identity('user_id', 'GB.1')])).toBeNull();
  });

  test('the name told last counts; an empty one never overwrites; equal times are decided by the name', () => {
    expect(laterTold(told('Nora', 1), told('Vale', 2))).toEqual(told('Vale', 2));
    expect(laterTold(told('Vale', 2), told('Nora', 1))).toEqual(told('Vale', 2));
    expect(laterTold(told('Nora', 1), told('  ', 9))).toEqual(told('Nora', 1));
    expect(laterTold(told('A', 1), told('B', 1))).toEqual(laterTold(told('B', 1), told('A', 1)));
  });
});
