import { describeMetaError } from '../domain/meta-errors.ts';
import type { HeaderFacts } from './headers.ts';
import type { ErrorAnswer } from './schemas.ts';
import type { GraphFailure } from './types.ts';

const nothingKnown = {
  waitMs: null,
  tries: null,
  httpStatus: null,
  code: null,
  subcode: null,
  details: null,
  title: null,
  traceId: null,
} as const;

/** The failure of a call that was never made, for lack of a token. */
export const secretMissing: GraphFailure = { ...nothingKnown, family: 'refuse', reason: 'secret_missing', scope: 'number' };

/** The failure of a download whose address is nobody's that may see the token. Nothing was called. */
export const foreignAddress: GraphFailure = { ...nothingKnown, family: 'refuse', reason: 'foreign_address', scope: 'message' };

/** The failure of a download from an address that is too old or that Meta does not know. */
export function addressRefused(httpStatus: number): GraphFailure {
  return { ...nothingKnown, httpStatus, family: 'refuse', reason: 'refused', scope: 'message' };
}

/** Meta's subcode for "object does not exist or may not be seen", which comes with code 100. */
const NO_SUCH_OBJECT = 33;

/** The family of an answer that carries an error of Meta's (Meta: "Error codes"; HTTP status is a weak hint only). */
export function failureOfError(error: ErrorAnswer, httpStatus: number, headers: HeaderFacts): GraphFailure {
  const data = error.error_data;
  const subcode = error.error_subcode ?? null;
  const code = error.code ?? null;
  const details = (typeof data === 'string' ? data : data?.details) ?? error.error_user_msg ?? null;
  const title = error.error_user_title ?? error.message ?? null;
  const known = { httpStatus, code, subcode, details, title, traceId: error.fbtrace_id ?? headers.traceId };
  const words = describeMetaError(code === 100 && subcode === NO_SUCH_OBJECT ? NO_SUCH_OBJECT : code, details);

  if (code === 131047) {
    return { ...known, family: 'refuse', reason: 'window_closed', scope: 'conversation', waitMs: null, tries: null };
  }
  if (words.token === true || (httpStatus === 401 && words.class !== 'retry')) {
    return { ...known, family: 'refuse', reason: 'token', scope: 'number', waitMs: null, tries: null };
  }
  if (words.class === 'account') {
    return { ...known, family: 'refuse', reason: 'account', scope: 'number', waitMs: null, tries: null };
  }
  const throttled = httpStatus === 429;
  if (words.class === 'retry' || throttled || error.is_transient === true) {
    const waitMs = longest(headers.retryAfterMs, words.waitMs ?? null, headers.regainMs);
    const scope = throttled && words.scope === 'message' ? 'number' : words.scope;
    return {
      ...known,
      family: waitMs === null ? 'retry' : 'wait',
      reason: scope === 'message' ? 'trouble' : 'throttled',
      scope,
      waitMs,
      tries: words.tries ?? 5,
    };
  }
  return { ...known, family: 'refuse', reason: 'refused', scope: 'message', waitMs: null, tries: null };
}

/**
 * The family of an answer that carries neither content nor an error that can be read. A server that names when to come back, or
 * says 429, has not processed anything; all else is told in words and never repeated by itself.
 */
export function failureOfStatus(httpStatus: number, headers: HeaderFacts): GraphFailure {
  const known = { ...nothingKnown, httpStatus, traceId: headers.traceId };
  if (httpStatus === 401) return { ...known, family: 'refuse', reason: 'token', scope: 'number' };
  if (httpStatus === 429 || (httpStatus >= 400 && headers.retryAfterMs !== null)) {
    const waitMs = longest(headers.retryAfterMs, headers.regainMs);
    return { ...known, family: waitMs === null ? 'retry' : 'wait', reason: 'throttled', scope: 'number', waitMs, tries: 5 };
  }
  if (httpStatus >= 200 && httpStatus < 300) return { ...known, family: 'refuse', reason: 'no_wamid', scope: 'message' };
  return { ...known, family: 'refuse', reason: 'unreadable_answer', scope: 'message' };
}

/**
 * The family of a call that got no answer. Only what surely happened before the request left counts as not sent: a name that is
 * not found, a refused or timed-out connection, a certificate that is not trusted. Everything else is unsure.
 */
export function failureOfThrow(thrown: unknown): GraphFailure {
  return surelyNotSent(thrown)
    ? { ...nothingKnown, family: 'retry', reason: 'offline', scope: 'number' }
    : { ...nothingKnown, family: 'unsure', reason: 'cut', scope: 'message' };
}

/** Codes that Node and undici give before a connection stands (Node: "Errors"; undici: "Errors"). */
const beforeConnected = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'EACCES',
  'EPERM',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ERR_INVALID_URL',
  'ERR_SOCKET_CONNECTION_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_UNTRUSTED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Chromium's network errors that come before a connection stands, for shells that bring its `fetch`. */
const chromiumBeforeConnected =
  /net::ERR_(?:NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED|INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_TIMED_OUT|ADDRESS_UNREACHABLE|ADDRESS_INVALID|PROXY_CONNECTION_FAILED|TUNNEL_CONNECTION_FAILED|SSL_PROTOCOL_ERROR|CERT_[A-Z_]+|DNS_[A-Z_]+)\b/u;

function surelyNotSent(thrown: unknown, depth = 0): boolean {
  if (!(thrown instanceof Error) || depth > 4) return false;
  // Happy eyeballs: every address failed to connect, each with an error of its own.
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    return thrown.errors.every((one) => surelyNotSent(one, depth + 1));
  }
  const { code, syscall, socket } = thrown as { code?: unknown; syscall?: unknown; socket?: { bytesWritten?: unknown } | null };
  if (typeof code === 'string' && beforeConnected.has(code)) return true;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
  // The connection fell before the first byte of it was written, and with it before any request.
  if (code === 'UND_ERR_SOCKET' && socket?.bytesWritten === 0) return true;
  if (code === 'ECONNRESET' && thrown.message.includes('before secure TLS connection was established')) return true;
  // The fetch standard names ports that are never connected to.
  if (thrown.message === 'bad port') return true;
  if (chromiumBeforeConnected.test(thrown.message)) return true;
  return surelyNotSent(thrown.cause, depth + 1);
}

function longest(...waits: readonly (number | null)[]): number | null {
  const known = waits.filter((wait) => wait !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** Name of what broke, for the log: an error code or class, never a text that could hold content. */
export function causeOf(thrown: unknown): string {
  let found = 'unknown';
  for (let at: unknown = thrown, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    found = typeof code === 'string' ? code : at.name;
  }
  return found;
}
