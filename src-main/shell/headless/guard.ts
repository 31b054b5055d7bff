import type { IncomingMessage } from 'node:http';

/** The addresses under which the host is meant to be reached, as browsers write them in Host and Origin. */
export interface Guard {
  /** Refuses other names that were made to point here (DNS rebinding). */
  hostIsOurs(request: IncomingMessage): boolean;
  /** Refuses calls that another site's page makes. A missing Origin is a refusal where one is due. */
  originIsOurs(request: IncomingMessage): boolean;
}

export function createGuard(listen: string): Guard {
  const names = new Set(['127.0.0.1', 'localhost', '[::1]']);
  const everywhere = listen === '0.0.0.0' || listen === '::';
  if (!everywhere) names.add(listen.includes(':') ? `[${listen}]` : listen);
  const isOurName = (name: string): boolean => names.has(name.toLowerCase()) || (everywhere && isAddress(name));
  return {
    hostIsOurs: ({ headers }) => {
      const found = /^(\[[0-9a-f:]+\]|[^:]+)(?::(\d+))?$/i.exec(headers.host ?? '');
      // The port may differ: an SSH tunnel can end on another one.
      return found !== null && isOurName(found[1] ?? '');
    },
    originIsOurs: ({ headers }) => {
      const host = headers.host ?? '';
      return headers.origin === `http://${host}` || headers.origin === `https://${host}`;
    },
  };

  /** With an explicit flag for all addresses, every numeric address is ours; names still are not. */
  function isAddress(name: string): boolean {
    return /^\d{1,3}(\.\d{1,3}){3}$/.test(name) || /^\[[0-9a-f:]+\]$/i.test(name);
  }
}
