/** Node and browsers both have it; the pure folders see neither's types. */
declare const atob: (base64: string) => string;

const prefix = 'wamid.';
const tokenAtEnd = /([0-9A-F]{16,64})[^0-9A-F]*$/u;

/**
 * The message token inside a wamid: the run of hexadecimal digits at the end of the decoded id. The same message may be named by ids that
 * differ in scope (by phone number, by user id) yet hold the same token. Null when the id cannot be decoded or holds no such run.
 */
export function messageToken(wamid: string): string | null {
  if (!wamid.startsWith(prefix)) return null;
  let decoded: string;
  try {
    decoded = atob(wamid.slice(prefix.length));
  } catch {
    // Not base64: an id of another shape, which names no token.
    return null;
  }
  return tokenAtEnd.exec(decoded)?.[1] ?? null;
}
