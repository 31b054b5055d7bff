import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FileGrant, OutgoingContent } from '../../../src-preload/contract/index.ts';
import type { Outgoing } from './rows.ts';

type OutgoingByConversation = Readonly<Record<number, readonly Outgoing[]>>;

/** Adds what is being sent, or replaces it where its key is there already. */
export function withOutgoing(all: OutgoingByConversation, id: ConversationId, outgoing: Outgoing): OutgoingByConversation {
  const mine = all[id] ?? [];
  const isThere = mine.some((one) => one.clientKey === outgoing.clientKey);
  const next = isThere
    ? mine.map((one) => (one.clientKey === outgoing.clientKey ? outgoing : one))
    : [...mine, outgoing];
  return { ...all, [id]: next };
}

export function withoutOutgoing(all: OutgoingByConversation, id: ConversationId, clientKey: string): OutgoingByConversation {
  const mine = all[id];
  if (mine === undefined || !mine.some((one) => one.clientKey === clientKey)) return all;
  return { ...all, [id]: mine.filter((one) => one.clientKey !== clientKey) };
}

/** What the bubble says until the core has taken the message. */
export function outgoingWords(content: OutgoingContent, file: FileGrant | null): string {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
      return content.caption ?? file?.name ?? '';
    case 'location':
      return content.name ?? content.address ?? `${content.latitude}, ${content.longitude}`;
    case 'contacts':
      return content.cards.map(({ name }) => name).join(', ');
    default:
      return content.body;
  }
}
