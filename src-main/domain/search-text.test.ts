import { describe, expect, it } from 'vitest';
import { foldText, searchTextOf, searchWords } from './search-text.ts';

describe('foldText', () => {
  it.each([
    ['José  Ángel', 'jose angel'],
    ['STRAẞE', 'strasse'],
    ['Øystein Łukasz', 'oystein lukasz'],
    ['Ｗｉｄｅ', 'wide'],
    ['İstanbul', 'istanbul'],
    ['مُحَمَّد', 'محمد'],
    ['Ελένη', 'ελενη'],
  ])('%s is found as %s', (text, folded) => {
    expect(foldText(text)).toBe(folded);
  });

  it('keeps the vowel signs of Devanagari, which are letters of the word', () => {
    expect(foldText('प्रिया')).toBe('प्रिया'.normalize('NFC'));
  });
});

describe('searchWords', () => {
  const text = searchTextOf({ names: ['Mariana Lima', null, ''], numbers: ['5541988887777'] });
  const finds = (query: string) => searchWords(query).words.every((word) => text.includes(word));

  it.each(['lima', 'MARI', 'lima mariana', '+55 (41) 98888-7777', '0055 41 98888 7777', '041 98888', '8888 7777'])('%s finds the contact', (query) => {
    expect(searchWords(query).words).not.toEqual([]);
    expect(finds(query)).toBe(true);
  });

  it.each(['limas', '98887777', 'mariana souza'])('%s does not', (query) => {
    expect(finds(query)).toBe(false);
  });

  it('takes the trunk zero in brackets away', () => {
    expect(searchWords('+44 (0) 7700 900123').digits).toBe('447700900123');
  });

  it('looks for nothing where nothing was typed', () => {
    expect(searchWords('   ').words).toEqual([]);
    expect(searchWords('@').words).toEqual([]);
    expect(searchWords('+').words).toEqual([]);
  });
});
