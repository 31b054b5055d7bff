import { source } from './message-source.ts';

/** Kinds that say something about a chat without being the customer's word in it. */
const silentKinds = new Set(['reaction', 'system', 'revoke', 'edit']);

/**
 * Whether a message opens or renews the 24-hour window (by its Meta time). Everything that the customer says does, imported history included;
 * system lines, reactions, edits and deletions do not, nor does what the business sends. A call counts when the customer made or took it.
 */
export function opensWindow(message: { readonly direction: 'in' | 'out'; readonly kind: string; readonly taken?: boolean }): boolean {
  if (message.kind === 'call') return message.direction === 'in' || message.taken === true;
  return message.direction === 'in' && !silentKinds.has(message.kind);
}

/** Whether a message is new to the agent: the customer's word, come live. System lines, edits and imported history are not. */
export function countsAsUnread(message: { readonly direction: 'in' | 'out'; readonly kind: string; readonly source: number }): boolean {
  return message.direction === 'in' && (message.source & source.live) !== 0 && !silentKinds.has(message.kind);
}
