import { describe, expect, it, test } from 'vitest';
import { badgeNumber, countdown, dayName, daysBefore, duration, fileSize, languageName, listTime, moment, money, pillTime, playTime, timeOfDay } from './format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (day: number, hour: number, minute = 0): number => new Date(2026, 10, day, hour, minute).getTime();
const now = at(18, 15, 28);

describe('times', () => {
  it('writes the time of day with 24 hours', () => {
    expect(timeOfDay(at(18, 9, 4))).toBe('09:04');
    expect(timeOfDay(at(18, 0, 0))).toBe('00:00');
  });

  it('counts calendar days, not lengths of 24 hours', () => {
    expect(daysBefore(at(17, 23, 59), at(18, 0, 1))).toBe(1);
    expect(daysBefore(at(18, 0, 0), at(18, 23, 59))).toBe(0);
    expect(daysBefore(at(19, 1), now)).toBe(-1);
  });

  it('shortens the time in list rows as it gets older', () => {
    expect(listTime(at(18, 15, 26), now)).toBe('15:26');
    expect(listTime(at(17, 15, 26), now)).toBe('Tue');
    expect(listTime(at(12, 15), now)).toBe('Thu');
    expect(listTime(at(11, 15), now)).toBe('11 Nov');
    expect(listTime(new Date(2025, 2, 3).getTime(), now)).toBe('3 Mar 2025');
  });

  it('names days as people do', () => {
    expect(dayName(at(18, 1), now)).toBe('Today');
    expect(dayName(at(17, 1), now)).toBe('Yesterday');
    expect(dayName(at(16, 1), now)).toBe('Monday 16 November');
    expect(dayName(new Date(2025, 10, 16).getTime(), now)).toBe('16 November 2025');
  });

  it('says a moment with its day where it is another one', () => {
    expect(moment(at(18, 18, 40), now)).toBe('18:40');
    expect(moment(at(17, 18, 5), now)).toBe('yesterday 18:05');
    expect(moment(at(14, 18, 5), now)).toBe('Saturday 18:05');
    expect(moment(at(1, 18, 5), now)).toBe('1 Nov 18:05');
  });
});

describe('lengths of time', () => {
  it('never rounds up what is left', () => {
    expect(duration(3 * HOUR + 12 * MINUTE + 59_999)).toBe('3 h 12 min');
    expect(duration(38 * MINUTE + 30_000)).toBe('38 min');
    expect(duration(2 * HOUR)).toBe('2 h');
    expect(duration(0)).toBe('0 min');
    expect(duration(-5)).toBe('0 min');
    expect(duration(52 * HOUR)).toBe('2 d 4 h');
  });

  it('counts seconds in the last hour', () => {
    expect(countdown(12 * MINUTE + 4000)).toBe('12 min 04 s');
    expect(countdown(41_200)).toBe('42 s');
    expect(countdown(HOUR + MINUTE)).toBe('1 h 1 min');
    expect(countdown(0)).toBe('0 s');
  });

  it('fits under the ring', () => {
    expect(pillTime(3 * HOUR + 12 * MINUTE)).toBe('3h');
    expect(pillTime(HOUR)).toBe('1h');
    expect(pillTime(38 * MINUTE + 59_000)).toBe('38m');
    expect(pillTime(20_000)).toBe('1m');
  });
});

describe('numbers', () => {
  it('caps badges at 99', () => {
    expect(badgeNumber(4)).toBe('4');
    expect(badgeNumber(100)).toBe('99+');
  });

  it('writes file sizes in decimal units', () => {
    expect(fileSize(184_000)).toBe('184 kB');
    expect(fileSize(11_200_000)).toBe('11 MB');
    expect(fileSize(1_150_000)).toBe('1.2 MB');
  });
});

test.each([[0, '0:00'], [9_400, '0:09'], [83_000, '1:23'], [3_725_000, '1:02:05']])('a recording of %d ms is %s', (ms, expected) => {
  expect(playTime(ms)).toBe(expected);
});

test.each([
  [389, 'BRL', 'R$389.00'],
  [1200, 'JPY', '¥1,200'],
  [2.5, null, '2.50'],
  [2.5, 'coins', '2.50 coins'],
  [7, 'ZZZ', 'ZZZ\u00A07.00'],
])('%d %s is %s', (amount, currency, expected) => {
  expect(money(amount, currency)).toBe(expected);
});

test('languages of templates have names', () => {
  expect(languageName('pt_BR')).toBe('Brazilian Portuguese');
  expect(languageName('en')).toBe('English');
  expect(languageName('!!')).toBe('!!');
});
