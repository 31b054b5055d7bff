import { describe, expect, it } from 'vitest';
import { sniffType, UNKNOWN_TYPE } from './sniff.ts';

const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? Array.from(part, (character) => character.charCodeAt(0)) : [...part])));
const zip = (...names: readonly string[]): Uint8Array => bytes('PK', [3, 4], '0123456789', ...names.map((name) => `PK${name}`));
const ole = bytes([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], [0, 0]);
const nothing = { mime: null, name: null };

describe('the type of a file is told by its first bytes', () => {
  it.each<[string, Uint8Array]>([
    ['image/jpeg', bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')],
    ['image/png', bytes([0x89], 'PNG\r\n', [0x1a, 0x0a])],
    ['image/gif', bytes('GIF89a')],
    ['image/webp', bytes('RIFF', [1, 2, 3, 4], 'WEBPVP8X')],
    ['image/bmp', bytes('BM', [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0], '0123456789')],
    ['image/heic', bytes([0, 0, 0, 24], 'ftypheic')],
    ['video/mp4', bytes([0, 0, 0, 24], 'ftypisom')],
    ['video/3gpp', bytes([0, 0, 0, 24], 'ftyp3gp5')],
    ['video/quicktime', bytes([0, 0, 0, 24], 'ftypqt  ')],
    ['audio/mp4', bytes([0, 0, 0, 24], 'ftypM4A ')],
    ['audio/ogg', bytes('OggS', Array.from({ length: 24 }, () => 0), 'OpusHead')],
    ['audio/amr', bytes('#!AMR\n')],
    ['audio/mpeg', bytes('ID3', [4, 0])],
    ['audio/mpeg', bytes([0xff, 0xfb, 0x90, 0x00])],
    ['audio/aac', bytes([0xff, 0xf1, 0x50, 0x80])],
    ['audio/wav', bytes('RIFF', [1, 2, 3, 4], 'WAVEfmt ')],
    ['video/webm', bytes([0x1a, 0x45, 0xdf, 0xa3], 'B\x82\x84webm')],
    ['application/pdf', bytes('%PDF-1.7')],
    ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', zip('[Content_Types].xml', 'word/document.xml')],
    ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', zip('[Content_Types].xml', 'xl/workbook.xml')],
    ['application/zip', zip('photo.jpg')],
    ['application/x-msdownload', bytes('MZ', [0x90, 0])],
    ['text/plain', bytes('Hello, this is just a note.\n')],
    ['text/html', bytes('\n  <!DOCTYPE html><title>x</title>')],
    ['text/html', bytes('<script>alert(1)</script>')],
    ['image/svg+xml', bytes('<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">')],
    ['text/xml', bytes('<?xml version="1.0"?><note/>')],
    [UNKNOWN_TYPE, bytes([0, 1, 2, 3, 4])],
    [UNKNOWN_TYPE, new Uint8Array()],
  ])('%s', (mime, head) => {
    expect(sniffType(head, nothing)).toBe(mime);
  });

  it('whatever was said of it', () => {
    expect(sniffType(bytes('<html><body>'), { mime: 'image/jpeg', name: 'photo.jpg' })).toBe('text/html');
    expect(sniffType(bytes('%PDF-1.4'), { mime: 'text/plain', name: 'a.txt' })).toBe('application/pdf');
  });

  it('and where they leave it open, by what was said or by its name', () => {
    expect(sniffType(ole, { mime: 'application/msword', name: null })).toBe('application/msword');
    expect(sniffType(ole, { mime: 'application/octet-stream', name: 'List.XLS' })).toBe('application/vnd.ms-excel');
    expect(sniffType(ole, nothing)).toBe('application/x-ole-storage');
    expect(sniffType(bytes('a,b\n1,2\n'), { mime: 'text/csv; charset=utf-8', name: null })).toBe('text/csv');
    expect(sniffType(zip('x'), { mime: null, name: 'deck.pptx' })).toBe('application/vnd.openxmlformats-officedocument.presentationml.presentation');
  });
});
