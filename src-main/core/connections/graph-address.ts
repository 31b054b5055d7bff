import { WicketError } from '../../domain/errors.ts';

/** Where Meta's Graph API lives, and the version that is asked for where nothing else is set. */
export const defaultGraph = { url: 'https://graph.facebook.com', version: 'v24.0' } as const;

/**
 * The base address of a Graph API, without a slash at its end. The access token goes there, so it must be https; plain http is for this
 * computer only (the sandbox). Throws `bad_input`.
 */
export function checkedGraphUrl(text: string): string {
  const url = new URL(text);
  const local = url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    throw refused('The Graph address must begin with https://, because the access token is sent to it.');
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw refused('The Graph address must be a plain address without a name, a question mark or a hash.');
  }
  return `${url.origin}${url.pathname.replace(/\/+$/u, '')}`;
}

function refused(message: string): WicketError {
  return new WicketError('bad_input', {
    message,
    cure: `Use ${defaultGraph.url}, or another https address.`,
    detail: { path: 'graphUrl' },
  });
}
