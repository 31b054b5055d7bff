import type { MessageId } from './ids.ts';

const form = /^wicket\.([A-Za-z0-9]{1,64})\.([1-9]\d{0,15})$/;

/** What a send carries in `biz_opaque_callback_data`, so that a status can name our message. The tag tells data folders apart. */
export function makeOpaque(folderTag: string, messageId: MessageId): string {
  return `wicket.${folderTag}.${messageId}`;
}

/** The same for a reaction to a message, made from the message's: a status of the one must not move the other. */
export function reactionOpaque(opaque: string): string {
  return `${opaque}.reaction`;
}

/** Whether callback data is a reaction's. */
export function isReactionOpaque(opaque: string | null): boolean {
  return opaque !== null && opaque.startsWith('wicket.') && opaque.endsWith('.reaction');
}

/** Our message id out of a status' callback data; null when it is not ours. */
export function parseOpaque(opaque: string, folderTag: string): MessageId | null {
  const parts = form.exec(opaque);
  return parts === null || parts[1] !== folderTag ? null : (Number(parts[2]) as MessageId);
}
