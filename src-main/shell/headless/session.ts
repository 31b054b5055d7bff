import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * Who may talk to the host. The link that is printed once carries a random word; opening it gives the browser a signed cookie.
 * The word is good for as long as this host runs, so that a second browser of the same person can be signed in; the cookie
 * outlives a restart of the host on the same data folder.
 */
export interface Sessions {
  /** Last part of the link's path. */
  readonly linkWord: string;
  /** The cookie to set for whoever knows the word; null for everybody else. */
  open(word: string): string | null;
  /** Whether a request's Cookie header holds a session that this host gave out. */
  accepts(cookieHeader: string | undefined): boolean;
}

const lifetimeMs = 30 * 24 * 60 * 60 * 1000;

export interface SessionOptions {
  /** 32 random bytes that stay the same between starts. */
  readonly key: Uint8Array;
  /** What a session is good for: the folder that the host serves. */
  readonly scope: string;
  /** Browsers do not keep cookies of two ports apart, so the port is in the name. */
  readonly port: number;
  readonly now: () => number;
}

export function createSessions(options: SessionOptions): Sessions {
  const name = `wicket_${options.port}`;
  const linkWord = randomBytes(32).toString('base64url');
  const sign = (claim: string): string => createHmac('sha256', options.key).update(`${options.scope}\0${claim}`).digest('base64url');
  return {
    linkWord,
    open: (word) => {
      if (!same(word, linkWord)) return null;
      const claim = `${options.now() + lifetimeMs}.${randomBytes(16).toString('base64url')}`;
      return `${name}=${claim}.${sign(claim)}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${lifetimeMs / 1000}`;
    },
    accepts: (header) => {
      for (const value of cookieValues(header ?? '', name)) {
        const [until = '', nonce = '', mac = ''] = value.split('.');
        if (same(mac, sign(`${until}.${nonce}`)) && Number(until) > options.now()) return true;
      }
      return false;
    },
  };
}

function* cookieValues(header: string, name: string): Iterable<string> {
  for (const part of header.split(';')) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined) yield value;
  }
}

/** Constant time for words of equal length; the length of a right word is no secret. */
function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
