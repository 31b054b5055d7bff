import { describe, expect, it } from 'vitest';
import { checkOutgoing, type OutgoingContent } from './outgoing.ts';
import { messageForm, requestObject } from './outgoing-object.ts';

const words: { readonly body: string; readonly header: string | null; readonly footer: string | null } = { body: 'Fine?', header: null, footer: null };
const button = (n: number) => ({ id: `b${n}`, title: `Button ${n}` });
const row = (n: number): { id: string; title: string; description: string | null } => ({ id: `r${n}`, title: `Row ${n}`, description: null });
const rows = (n: number, from = 0) => Array.from({ length: n }, (_, place) => row(from + place));
const list = (sections: { title: string | null; rows: ReturnType<typeof rows> }[], more = {}): OutgoingContent => ({ type: 'list', ...words, button: 'See', sections, ...more });
const card = { name: 'Nora', phones: [], emails: [], urls: [], addresses: [], organisation: null, birthday: null };

describe("Meta's limits of what is sent", () => {
  it.each<[string, OutgoingContent]>([
    ['a text of 4,096 characters', { type: 'text', body: '😀'.repeat(4096) }],
    ['a caption of 1,024 characters', { type: 'image', fileId: 'x', caption: 'é'.repeat(1024) }],
    ['no caption where there is none', { type: 'sticker', fileId: 'x', caption: null }],
    ['three buttons', { type: 'buttons', ...words, buttons: [button(1), button(2), button(3)] }],
    ['a button of 20 characters', { type: 'buttons', ...words, buttons: [{ id: 'x'.repeat(256), title: 'x'.repeat(20) }] }],
    ['ten rows in two sections', list([{ title: 'A', rows: rows(5) }, { title: 'B', rows: rows(5, 5) }])],
    ['one section without a title', list([{ title: null, rows: rows(1) }])],
    ['a list body of 4,096 characters', list([{ title: null, rows: rows(1) }], { body: 'x'.repeat(4096) })],
    ['257 cards', { type: 'contacts', cards: Array.from({ length: 257 }, () => card) }],
  ])('take %s', (_name, content) => {
    expect(checkOutgoing(content)).toBeNull();
  });

  it.each<[string, OutgoingContent, string]>([
    ['a text of 4,097 characters', { type: 'text', body: 'x'.repeat(4097) }, 'body'],
    ['blanks', { type: 'text', body: ' \n ' }, 'body'],
    ['a caption of 1,025 characters', { type: 'document', fileId: 'x', caption: 'x'.repeat(1025) }, 'caption'],
    ['a caption on a voice note', { type: 'voice', fileId: 'x', caption: 'x' }, 'caption'],
    ['a place beyond the pole', { type: 'location', latitude: 91, longitude: 0, name: null, address: null }, 'latitude'],
    ['a place that is none', { type: 'location', latitude: 0, longitude: Number.NaN, name: null, address: null }, 'longitude'],
    ['a card without a name', { type: 'contacts', cards: [card, { ...card, name: ' ' }] }, 'cards[1].name'],
    ['a birthday in other words', { type: 'contacts', cards: [{ ...card, birthday: '1 April' }] }, 'cards[0].birthday'],
    ['an empty entry of a card', { type: 'contacts', cards: [{ ...card, phones: [{ phone: '', waId: null, type: null }] }] }, 'cards[0]'],
    ['four buttons', { type: 'buttons', ...words, buttons: [button(1), button(2), button(3), button(4)] }, 'buttons'],
    ['a long title', { type: 'buttons', ...words, buttons: [button(1), { id: 'x', title: 'x'.repeat(21) }] }, 'buttons[1].title'],
    ['a formatted title', { type: 'buttons', ...words, buttons: [{ id: 'x', title: '*Yes*' }] }, 'buttons[0].title'],
    ['an id with a blank at its end', { type: 'buttons', ...words, buttons: [{ id: 'x ', title: 'Yes' }] }, 'buttons[0].id'],
    ['two buttons that say the same', { type: 'buttons', ...words, buttons: [{ id: 'x', title: 'Yes' }, { id: 'y', title: 'Yes' }] }, 'buttons'],
    ['buttons without words', { type: 'buttons', ...words, body: '', buttons: [button(1)] }, 'body'],
    ['a long body', { type: 'buttons', ...words, body: 'x'.repeat(1025), buttons: [button(1)] }, 'body'],
    ['a long header', { type: 'buttons', ...words, header: 'x'.repeat(61), buttons: [button(1)] }, 'header'],
    ['a long footer', { type: 'buttons', ...words, footer: 'x'.repeat(61), buttons: [button(1)] }, 'footer'],
    ['eleven rows in all', list([{ title: 'A', rows: rows(6) }, { title: 'B', rows: rows(5, 6) }]), 'sections'],
    ['a section without a title beside another', list([{ title: 'A', rows: rows(1) }, { title: '', rows: rows(1, 1) }]), 'sections[1].title'],
    ['two rows of one id', list([{ title: null, rows: [row(1), row(1)] }]), 'sections'],
    ['a long row', list([{ title: null, rows: [{ ...row(1), title: 'x'.repeat(25) }] }]), 'sections[0].rows[0].title'],
    ['a long description', list([{ title: null, rows: [{ ...row(1), description: 'x'.repeat(73) }] }]), 'sections[0].rows[0].description'],
    ['a long list button', list([{ title: null, rows: rows(1) }], { button: 'x'.repeat(21) }), 'button'],
    ['a link without a scheme', { type: 'link', ...words, title: 'Open', url: 'example.test' }, 'url'],
    ['a link with another scheme', { type: 'link', ...words, title: 'Open', url: 'javascript:alert(1)' }, 'url'],
    ['a link with a long title', { type: 'link', ...words, title: 'x'.repeat(21), url: 'https://example.test' }, 'title'],
    ['a request without words', { type: 'location_request', body: ' ' }, 'body'],
  ])('refuse %s and say where', (_name, content, field) => {
    const problem = checkOutgoing(content);
    expect(problem?.field).toBe(field);
    expect(problem?.message).toMatch(/\.$/);
    expect(problem?.cure).toMatch(/\.$/);
  });
});

describe("Meta's object of a message", () => {
  it('holds no empty and no null keys', () => {
    const text = JSON.stringify([
      messageForm({ type: 'image', fileId: 'x', caption: '' }, { mime: 'image/png', name: 'a.png' }).content,
      messageForm({ type: 'location', latitude: 1, longitude: 2, name: '', address: null }).content,
      messageForm({ type: 'contacts', cards: [card] }).content,
      messageForm({ type: 'buttons', ...words, header: '', buttons: [button(1)] }).content,
      messageForm(list([{ title: null, rows: rows(1) }])).content,
    ]);
    expect(text).not.toMatch(/null|""|\[\]/);
  });

  it('names a file by the id of its upload, and cannot be made without one', () => {
    const form = messageForm({ type: 'document', fileId: 'x', caption: 'May' }, { mime: 'application/pdf', name: 'a.pdf' });
    expect(form.text).toBe('May');
    expect(requestObject(form, '811')).toEqual({ id: '811', caption: 'May', filename: 'a.pdf' });
    expect(requestObject(form, null)).toBeNull();
  });

  it('keeps the extension of a name that is too long', () => {
    const { content } = messageForm({ type: 'document', fileId: 'x', caption: null }, { mime: 'application/pdf', name: `${'ä'.repeat(300)}.pdf` });
    const { filename } = content as { readonly filename: string };
    expect([[...filename].length, filename.endsWith('ä.pdf')]).toEqual([240, true]);
  });
});
