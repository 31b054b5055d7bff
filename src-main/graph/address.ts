import { WicketError } from '../domain/errors.ts';
import type { GraphTarget } from './types.ts';

/** Hosts on which Meta keeps media, each with all below it (Meta: "Media", download). */
const mediaHosts = ['fbsbx.com', 'facebook.com', 'fbcdn.net', 'whatsapp.net'];

/** The address of a call; refuses one that would carry the token away from the connection's own origin. */
export function addressOf(target: GraphTarget, path: string): URL {
  const base = new URL(target.graphUrl);
  if (base.protocol !== 'https:' && !(base.protocol === 'http:' && isLocal(base))) {
    throw new WicketError('bad_input', {
      message: 'The Graph address must start with https://, because the access token is sent to it.',
      cure: 'Correct the Graph address in Settings.',
    });
  }
  const url = new URL(`${base.pathname.replace(/\/+$/u, '')}/${target.graphVersion}/${path}`, base.origin);
  if (url.origin !== base.origin || url.username !== '' || base.username !== '') {
    throw new WicketError('bad_input', { message: 'The Graph address cannot be used.', cure: 'Correct it in Settings.' });
  }
  return url;
}

/**
 * Whether the token may go to an address that a payload names: the connection's own Graph, and Meta's media hosts. A Graph on this computer
 * (the sandbox) has its media with itself, so nothing else is called for it.
 */
export function mayCarryToken(target: GraphTarget, url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  const base = new URL(target.graphUrl);
  if (url.origin === base.origin) return url.protocol === 'https:' || isLocal(url);
  if (isLocal(base) || url.protocol !== 'https:' || url.port !== '') return false;
  return mediaHosts.some((host) => url.hostname === host || url.hostname.endsWith(`.${host}`));
}

function isLocal(url: URL): boolean {
  return url.hostname === '127.0.0.1' || url.hostname === 'localhost' || url.hostname === '[::1]';
}
