import { describe, expect, it } from 'vitest';
import { initialsOf, tintOf } from './person.ts';

describe('initialsOf', () => {
  it.each([
    ['Mariana Lima', 'ML'],
    ['ana maria de souza', 'AS'],
    ['Óscar', 'Ó'],
    ['e\u0301mile zola', 'E\u0301Z'],
    ['@mariana.lima', 'ML'],
    ['王小明', '王'],
    ['أحمد علي', 'أ'],
    ['प्रिया शर्मा', 'प्रि'],
    ['김 민수', '김'],
    ['🌸 Ana', 'A'],
    ['+55 41 98888-7777', ''],
    ['🌸', ''],
    [null, ''],
  ])('%s gives %s', (name, initials) => {
    expect(initialsOf(name)?.normalize('NFC')).toBe(initials.normalize('NFC'));
  });
});

describe('tintOf', () => {
  it('is one of six and uses all of them', () => {
    const tints = new Set(Array.from({ length: 100 }, (_, i) => tintOf(i + 1)));
    expect([...tints].sort()).toEqual([1, 2, 3, 4, 5, 6]);
  });
});
