import { createHmac, timingSafeEqual } from 'node:crypto';

const headerForm = /^sha256=([0-9a-f]{64})$/i;

/** The value of `X-Hub-Signature-256` for these bytes (Meta: "Webhooks, validating payloads"). Text is taken as UTF-8. */
export function sign(body: Uint8Array | string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/**
 * Whether one of the secrets signed exactly these bytes. Every secret is tried, in constant time for each. False when there is no secret,
 * and when the header is missing or not of the strict form; never throws.
 */
export function verify(rawBody: Uint8Array, header: string | undefined | null, secrets: readonly string[]): boolean {
  if (typeof header !== 'string') return false;
  const told = headerForm.exec(header)?.[1];
  if (told === undefined) return false;
  const expected = Buffer.from(told, 'hex');
  let matched = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const own = createHmac('sha256', secret).update(rawBody).digest();
    matched = timingSafeEqual(own, expected) || matched;
  }
  return matched;
}
