import { describe, expect, it } from 'vitest';
import { fill } from './message.ts';

describe('filling a message', () => {
  it('puts each value into its gap', () => {
    expect(fill('Offline since {time}', { time: '15:22' }, 'en')).toBe('Offline since 15:22');
  });

  it('writes numbers in the digits and groups of the language', () => {
    expect(fill('{n} rows', { n: 50_000 }, 'en')).toBe('50,000 rows');
    expect(fill('{n}', { n: 12 }, 'ar-EG')).toBe('١٢');
  });

  it('chooses the plural of the language', () => {
    const message = { one: '{count} wiadomość', few: '{count} wiadomości', other: '{count} wiadomości!' };
    expect(fill(message, { count: 1 }, 'pl')).toBe('1 wiadomość');
    expect(fill(message, { count: 3 }, 'pl')).toBe('3 wiadomości');
    expect(fill(message, { count: 5 }, 'pl')).toBe('5 wiadomości!');
  });

  it('uses the words for none where there are some', () => {
    expect(fill({ zero: 'Nobody waits', one: 'One waits', other: '{count} wait' }, { count: 0 }, 'en')).toBe('Nobody waits');
    expect(fill({ one: 'One waits', other: '{count} wait' }, { count: 0 }, 'en')).toBe('0 wait');
  });

  it('leaves a gap visible when its value is missing', () => {
    expect(fill('To {name}', {}, 'en')).toBe('To {name}');
  });
});
