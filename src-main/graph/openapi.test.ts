import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Wamid } from '../domain/ids.ts';
import { readBody, textBody } from './endpoints.ts';
import { misfits, readSchema } from './openapi.test-support.ts';
import type { TextMessage } from './types.ts';

const file = fileURLToPath(new URL('../../../shared/reference/openapi/business-messaging-api_v23.0.yaml', import.meta.url));
const present = existsSync(file);

const text: TextMessage = { to: { phone: '447700900123', userId: null }, body: 'Hello', replyTo: null, opaque: 'wicket.a.1' };

describe.skipIf(!present)(`requests fit Meta's OpenAPI file${present ? '' : ` (skipped: ${file} is not there)`}`, () => {
  const yaml = present ? readFileSync(file, 'utf8') : '';
  const schemaOf = (name: string) => readSchema(yaml, name);

  /** Keys that the platform takes and the file does not know: see its README. */
  function withoutKnownGaps(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const { biz_opaque_callback_data: opaque, recipient, ...rest } = body;
    expect(typeof opaque === 'string' && opaque.length <= 512).toBe(true);
    return recipient === undefined ? rest : { ...rest, to: recipient };
  }

  it.each([
    ['a text', text],
    ['a text with a link', { ...text, body: 'https://example.test/a' }],
    ['a quoted reply', { ...text, replyTo: 'wamid.IN7' as Wamid }],
    ['a text to a user id', { ...text, to: { phone: null, userId: 'GB.48213907715520346' } }],
  ])('%s', (_name, message) => {
    expect(misfits(withoutKnownGaps(textBody(message)), schemaOf('TextMessage'), schemaOf)).toEqual([]);
  });

  it('and a request that does not fit is noticed', () => {
    const body = withoutKnownGaps(textBody(text));
    expect(misfits({ ...body, caption: '' }, schemaOf('TextMessage'), schemaOf)).toEqual(['.caption: unknown']);
    expect(misfits({ ...body, text: { body: 7 } }, schemaOf('TextMessage'), schemaOf)).toEqual(['.text.body: not a string']);
    expect(misfits({ ...body, recipient_type: 'crowd' }, schemaOf('TextMessage'), schemaOf)).toEqual(['.recipient_type: not one of individual, group']);
    const { to: _to, ...nobody } = body;
    expect(misfits(nobody, schemaOf('TextMessage'), schemaOf)).toEqual(['.to: missing']);
  });

  it('a read receipt goes to the same path, for which the file names no schema', () => {
    expect(readBody('wamid.IN7' as Wamid)).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.IN7' });
    expect(yaml).toContain('/{Version}/{Phone-Number-ID}/messages:');
  });
});
