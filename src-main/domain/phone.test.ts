import { describe, expect, test } from 'vitest';
import { cleanTypedNumber, countryOfNumber, formatNumber, matchKey, otherSpellings, primaryWaId, sameLine } from './phone.ts';

const meets = (a: string, b: string, firstA = 1, firstB = 2) => sameLine({ waId: a, firstSeenAt: firstA }, { waId: b, firstSeenAt: firstB });

describe('Brazil', () => {
  test.each([
    ['5541988887777', '554188887777'],
    ['554188887777', '5541988887777'],
    ['5511987654321', '551187654321'],
    ['5582999887766', '558299887766'],
    ['5531996883193', '553196883193'],
    ['552164180266', '5521964180266'],
    ['5547984178525', '554784178525'],
  ])('%s and %s are one line', (a, b) => expect(meets(a, b)).toBe(true));

  test('taking the 9 away must not give a landline', () => expect(meets('554132345678', '5541932345678')).toBe(false));
  test('a landline stays as it is', () => expect(matchKey('554532782153')).toBe('554532782153'));
  test('a fragment stays as it is', () => expect(matchKey('55')).toBe('55'));
});

describe('Argentina', () => {
  test.each([
    ['541112345678', '5491112345678'],
    ['541123456789', '5491123456789'],
  ])('%s, seen first, is joined by %s', (bare, mobile) => {
    expect(meets(bare, mobile, 1, 2)).toBe(true);
    expect(meets(mobile, bare, 2, 1)).toBe(true);
  });

  test('the number with the 9, seen first, is not joined by the one without: that may be a landline', () => {
    expect(meets('5491112345678', '541112345678', 1, 2)).toBe(false);
    expect(meets('541112345678', '5491112345678', 2, 1)).toBe(false);
  });

  test('a fragment stays as it is', () => expect(matchKey('549')).toBe('549'));
});

describe('Mexico', () => {
  test('the former 1 before ten digits does not matter', () => {
    expect(meets('525512345678', '5215512345678')).toBe(true);
    expect(meets('5215512345678', '525512345678')).toBe(true);
    expect(meets('525574949947', '5215574949947')).toBe(true);
  });

  test('a 1 that belongs to the national number stays', () => {
    expect(matchKey('521512345678')).toBe('521512345678');
    expect(meets('521512345678', '52512345678')).toBe(false);
  });
});

describe('other countries', () => {
  test('Ivory Coast: eight digits until 2021, ten since, with the prefix that the old number was given', () => {
    expect(meets('22507123456', '2250707123456')).toBe(true);
    expect(meets('22505123456', '2250505123456')).toBe(true);
    expect(meets('22501123456', '2250101123456')).toBe(true);
    expect(meets('22520212223', '2252720212223')).toBe(true);
    expect(meets('22507123456', '2250507123456')).toBe(false);
  });

  test('a country without a rule stays as it is', () => {
    expect(matchKey('447700900123')).toBe('447700900123');
    expect(meets('447700900123', '447700900124')).toBe(false);
  });

  test('what is not digits has no key', () => {
    for (const odd of ['', 'GB.1', '+447700900123', '<FROM>']) expect(matchKey(odd)).toBeNull();
  });
});

describe('primaryWaId', () => {
  test('the number seen last, at equal times the greater one', () => {
    expect(primaryWaId([{ waId: '1', lastSeenAt: 5 }, { waId: '2', lastSeenAt: 9 }])).toBe('2');
    expect(primaryWaId([{ waId: '1', lastSeenAt: 9 }, { waId: '2', lastSeenAt: 9 }])).toBe('2');
    expect(primaryWaId([])).toBeNull();
  });

  test('in Brazil the form with the 9 when both are stored, whichever was seen last', () => {
    expect(primaryWaId([{ waId: '554188887777', lastSeenAt: 9 }, { waId: '5541988887777', lastSeenAt: 1 }])).toBe('5541988887777');
    expect(primaryWaId([{ waId: '554188887777', lastSeenAt: 9 }])).toBe('554188887777');
  });
});

describe('cleanTypedNumber', () => {
  test.each([
    ['+1 631-555-8151', '16315558151'],
    ['16315558151', '16315558151'],
    ['0044 7700 900123', '447700900123'],
    ['+44 (0) 7700 900123', '447700900123'],
    ['+44(0)7700900123', '447700900123'],
    ['447700900123', '447700900123'],
    ['\u202a+44 7700 900123\u202c', '447700900123'],
  ])('%s is %s', (typed, digits) => expect(cleanTypedNumber(typed)).toBe(digits));

  test('a national number takes the country of the own one', () => {
    expect(cleanTypedNumber('(650) 555-1234', '+15550100999')).toBe('16505551234');
    expect(cleanTypedNumber('07700 900123', '+447700900999')).toBe('447700900123');
    expect(cleanTypedNumber('447700900123', '+15550100999')).toBe('447700900123');
  });

  test.each(['', 'hello', '12', '+', 'nora@example.test', '+999999999999999999'])('%j is no possible number', (typed) => expect(cleanTypedNumber(typed)).toBeNull());

  test('checks possible, never valid', () => expect(cleanTypedNumber('+15550100999')).toBe('15550100999'));
});

test('numbers are written for people, and what is none stays as it is', () => {
  expect(formatNumber('447700900123')).toBe('+44 7700 900123');
  expect(formatNumber('1')).toBe('+1');
  expect(formatNumber('GB.1')).toBe('GB.1');
  expect(countryOfNumber('447700900123')).toBe('GB');
  expect(countryOfNumber('GB.1')).toBeNull();
});

test('other spellings all meet the number itself', () => {
  const spelled = { '554188887777': ['5541988887777'], '5541988887777': ['554188887777'], '541112345678': ['5491112345678'], '5215512345678': ['525512345678'], '22507123456': ['2250707123456'], '447700900123': [], '554132345678': [] };
  for (const [waId, others] of Object.entries(spelled)) {
    expect(otherSpellings(waId)).toEqual(others);
    for (const other of others) expect(matchKey(other)).toBe(matchKey(waId));
  }
});
