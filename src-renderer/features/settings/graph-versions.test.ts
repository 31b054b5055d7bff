import { expect, test } from 'vitest';
import { versionEnd } from './graph-versions.ts';

const day = (date: string): number => Date.parse(date);

test('a version is fine until three months before its end, then ends, then has ended', () => {
  expect(versionEnd('v24.0', day('2027-11-01')).state).toBe('fine');
  expect(versionEnd('v24.0', day('2027-12-01'))).toEqual({ state: 'ends', endsAt: day('2028-02-18') });
  expect(versionEnd('v24.0', day('2028-02-18')).state).toBe('ended');
});

test('a version older than any in the table has ended; a newer one is fine', () => {
  expect(versionEnd('v19.0', day('2026-11-23'))).toEqual({ state: 'ended', endsAt: null });
  expect(versionEnd('v27.0', day('2026-11-23')).state).toBe('fine');
});
