import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { escapeLikeMeta } from './escape.ts';
import { sign, verify } from './signature.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

interface Vector {
  readonly name: string;
  readonly appSecret: string;
  readonly body: string;
  readonly header: string | null;
  readonly accept: boolean | null;
}

const folder = process.env['WICKET_FIXTURES'] ?? fileURLToPath(new URL('../../../shared/fixtures', import.meta.url));
const file = `${folder}/webhook-signatures.json`;
const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { vectors: Vector[] }).vectors : null;
if (vectors === null) console.warn('the signature vectors are not there: set WICKET_FIXTURES');

describe.skipIf(vectors === null)('the signature vectors', () => {
  test.each(vectors?.filter(({ accept }) => accept !== null) ?? [])('$name', ({ body, header, appSecret, accept }) => {
    expect(verify(bytes(body), header, [appSecret])).toBe(accept);
  });

  test('none makes it throw', () => {
    for (const { body, header, appSecret } of vectors ?? []) expect(typeof verify(bytes(body), header, [appSecret])).toBe('boolean');
  });
});

describe('verify', () => {
  const body = bytes('{"object":"whatsapp_business_account","entry":[]}');

  test('takes what sign made, several times in a row', () => {
    for (const secret of ['a', 'another secret', 'a']) expect(verify(body, sign(body, secret), [secret])).toBe(true);
  });

  test('tries each of several secrets', () => {
    expect(verify(body, sign(body, 'second'), ['first', 'second', 'third'])).toBe(true);
    expect(verify(body, sign(body, 'fourth'), ['first', 'second', 'third'])).toBe(false);
  });

  test('refuses everything where no secret is set, an empty one included', () => {
    expect(verify(body, sign(body, ''), [])).toBe(false);
    expect(verify(body, sign(body, ''), [''])).toBe(false);
  });

  test('takes hex digits in either case, and nothing around them', () => {
    const header = sign(body, 's');
    expect(verify(body, header.toUpperCase().replace('SHA256', 'sha256'), ['s'])).toBe(true);
    for (const odd of [` ${header}`, `${header} `, `${header}\n`, header.slice(7), `${header}00`, header.slice(0, -1), 'sha256=', '']) {
      expect(verify(body, odd, ['s']), JSON.stringify(odd)).toBe(false);
    }
    expect(verify(body, undefined, ['s'])).toBe(false);
  });

  test('looks at the bytes, not at what they mean', () => {
    const escaped = bytes('{"a":"\\u00e9\\/"}');
    const plain = bytes('{"a":"é/"}');
    expect(verify(escaped, sign(escaped, 's'), ['s'])).toBe(true);
    expect(verify(plain, sign(escaped, 's'), ['s'])).toBe(false);
  });
});

describe('escapeLikeMeta', () => {
  test('writes what is beyond ASCII as lower-case escapes, pairs as two, and slashes with their backslash', () => {
    expect(escapeLikeMeta(JSON.stringify({ name: 'Zoë 🌵', link: 'https://a/b' }))).toBe('{"name":"Zo\\u00eb \\ud83c\\udf35","link":"https:\\/\\/a\\/b"}');
  });

  test('means the same as before', () => {
    const value = { text: 'みどり "quoted" \\ / \u0007 \u2028', list: [1, null, 'ß'] };
    expect(JSON.parse(escapeLikeMeta(JSON.stringify(value)))).toEqual(value);
  });
});
