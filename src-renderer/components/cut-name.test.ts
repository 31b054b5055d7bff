import { expect, test } from 'vitest';
import { cutName, typeLetters } from './cut-name.ts';

test.each([
  ['Etiqueta-devolucao-4471.pdf', { head: 'Etiqueta-devoluca', tail: 'o-4471.pdf' }],
  ['a.pdf', { head: '', tail: 'a.pdf' }],
  ['a name without any extension', { head: 'a name without any ext', tail: 'ension' }],
  ['.gitignore-and-much-more-of-it', { head: '.gitignore-and-much-more', tail: '-of-it' }],
  ['report v1.2 of the long year', { head: 'report v1.2 of the lon', tail: 'g year' }],
])('%s keeps its end', (name, expected) => {
  expect(cutName(name)).toEqual(expected);
  const { head, tail } = cutName(name);
  expect(head + tail).toBe(name);
});

test('no letter is cut in two', () => {
  const name = `${'👨‍👩‍👧'.repeat(14)}.png`;
  const { head, tail } = cutName(name);
  expect(head + tail).toBe(name);
  expect(tail).toBe(`${'👨‍👩‍👧'.repeat(6)}.png`);
});

test.each([
  ['invoice.pdf', 'application/pdf', 'PDF'],
  ['invoice', 'application/pdf', 'PDF'],
  ['a.b.xlsx', 'application/octet-stream', 'XLSX'],
  ['weird.thisistoolong', 'text/plain', 'PLAI'],
  ['', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'DOCU'],
])('type tile of %s', (name, mime, expected) => {
  expect(typeLetters(name, mime)).toBe(expected);
});
