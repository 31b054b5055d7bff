import { createHash, timingSafeEqual } from 'node:crypto';
import { parse } from 'node:querystring';

/**
 * Answers Meta's subscription check: the challenge to echo, or null to refuse. Every token is compared, in constant time; with no token
 * configured nothing is ever equal.
 * Meta: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests
 */
export function challengeToEcho(query: string, verifyTokens: readonly string[]): string | null {
  const parameters = parse(query);
  const token = parameters['hub.verify_token'];
  const challenge = parameters['hub.challenge'];
  if (parameters['hub.mode'] !== 'subscribe') return null;
  if (typeof token !== 'string' || token === '' || typeof challenge !== 'string' || challenge === '') return null;
  let known = false;
  for (const candidate of verifyTokens) {
    if (candidate !== '' && timingSafeEqual(digest(candidate), digest(token))) known = true;
  }
  return known ? challenge : null;
}

/** Digests are of one length, as `timingSafeEqual` wants them. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
