import { strict } from './strict.ts';
import { needReady, world } from './world.ts';

type Handler = (request: Request) => Response | Promise<Response>;

const privileged = new Set<string>();
const handlers = new Map<string, Handler>();

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged: (schemes: readonly { readonly scheme: string; readonly privileges?: { readonly standard?: boolean } }[]): void => {
    if (world.ready) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    for (const { scheme, privileges } of schemes) if (privileges?.standard === true) privileged.add(scheme);
  },
  handle: (scheme: string, handler: Handler): void => {
    needReady('protocol.handle');
    if (handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    handlers.set(scheme, handler);
  },
  unhandle: (scheme: string): void => void handlers.delete(scheme),
  isProtocolHandled: (scheme: string): boolean => handlers.has(scheme),
});

const ending = '.stand-in.test';

/** Chromium opens no foreign scheme, so `wicket://app/x` is `https://app.wicket.stand-in.test/x` there; nothing of it reaches a network. */
export function toBrowser(address: string): string {
  const found = /^([a-z]+):\/\/([^/]+)(.*)$/.exec(address);
  const [, scheme = '', host = '', rest = ''] = found ?? [];
  if (!privileged.has(scheme)) throw new Error(`The stand-in opens registered schemes only, not ${address}`);
  return `https://${host}.${scheme}${ending}${rest === '' ? '/' : rest}`;
}

/** The app's own name of an address inside the browser; other addresses stay as they are. */
export function fromBrowser(address: string): string {
  const found = /^https:\/\/([^./]+)\.([a-z]+)\.stand-in\.test(.*)$/.exec(address);
  return found === null ? address : `${found[2]}://${found[1]}${found[3]}`;
}

/** Answers a request of the page; null when no handler is responsible. */
export async function serve(address: string, method: string, headers: Record<string, string>): Promise<Response | null> {
  const own = fromBrowser(address);
  const handler = handlers.get(own.slice(0, own.indexOf(':')));
  if (handler === undefined) return null;
  const request = new Request(address, { method, headers });
  Object.defineProperty(request, 'url', { value: own });
  return handler(request);
}
