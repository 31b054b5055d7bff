import type { GraphTarget } from '../../graph/index.ts';
import type { SendContext } from '../../storage/repositories/message-sends.ts';
import type { TokenSource } from './types.ts';

/** The number of a conversation as Graph is called for it; the token is asked for anew with every call. */
export function connectionTarget(context: SendContext, secrets: TokenSource): GraphTarget {
  const { connectionId, phoneNumberId, wabaId, graphUrl, graphVersion } = context;
  return { connectionId, phoneNumberId, wabaId, graphUrl, graphVersion, token: async () => await secrets.get(connectionId, 'access_token') };
}
