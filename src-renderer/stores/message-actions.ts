import { create } from 'zustand';
import type { ConnectionId, ConversationId, MessageId } from '../../src-main/domain/ids.ts';
import type { FailureView, MessageView, MethodOutput, Wire } from '../../src-preload/contract/index.ts';
import { call } from '../bridge/inbox.ts';
import { useThread } from './thread/index.ts';

/** What can be done with one message beyond the composer, and which of it is under way on screen. */
export interface MessageActionsState {
  /** The message for which an emoji is being chosen. */
  readonly reactingTo: MessageView | null;
  /** The message that is being sent on. */
  readonly forwarding: MessageView | null;
}

export const useMessageActionsState = create<MessageActionsState>()(() => ({ reactingTo: null, forwarding: null }));

export function openReactions(message: MessageView | null): void {
  useMessageActionsState.setState({ reactingTo: message });
}

export function openForward(message: MessageView | null): void {
  useMessageActionsState.setState({ forwarding: message });
}

const forwardable: ReadonlySet<MessageView['content']['type']> = new Set([
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
]);

/** WhatsApp takes reactions to what it knows and what still stands. */
export function canReact(message: MessageView): boolean {
  return message.wamid !== null && message.deleted === null && message.state !== 'failed' && message.content.type !== 'system' && message.content.type !== 'call';
}

export function canForward(message: MessageView): boolean {
  if (message.deleted !== null || !forwardable.has(message.content.type)) return false;
  // A file that is not here cannot be handed on.
  return !('media' in message.content) || message.content.media?.state === 'stored';
}

/** Only what never reached WhatsApp can be taken away; what has a wamid exists there, and its bubble says so. */
export function canRemove(message: MessageView): boolean {
  return message.wamid === null && message.direction === 'out' && (message.state === 'failed' || message.state === 'cancelled');
}

/** The reaction of ours that stands on a message; null when there is none. */
export function ownReaction(message: MessageView): string | null {
  return message.reactions.find(({ from }) => from === 'out')?.emoji ?? null;
}

/** Reacts, or takes the reaction back when it is the one that stands. Null when the core has taken it. */
export async function react(message: MessageView, emoji: string): Promise<FailureView | null> {
  const wanted = ownReaction(message) === emoji ? '' : emoji;
  const answer = await call('messages.react', { id: message.id, emoji: wanted, clientKey: crypto.randomUUID() });
  if (!answer.ok) return answer.error;
  show(answer.value.message, answer.value.seq);
  return null;
}

/** Sends a message on. The same key for one choice of receivers makes a repeated call harmless. */
export function forward(id: MessageId, to: readonly ConversationId[], clientKey: string): Promise<Wire<MethodOutput<'messages.forward'>>> {
  return call('messages.forward', { id, to: [...to], clientKey });
}

/** Takes a failed or cancelled bubble of ours away. */
export async function removeMessage(message: MessageView): Promise<FailureView | null> {
  const answer = await call('messages.remove', { id: message.id });
  return answer.ok ? null : answer.error;
}

export async function setBlocked(conversationId: ConversationId, blocked: boolean): Promise<FailureView | null> {
  const answer = await call(blocked ? 'contacts.block' : 'contacts.unblock', { conversationId });
  return answer.ok ? null : answer.error;
}

/** Conversations of one number whose name or phone number fits, newest first. */
export function findConversations(connectionId: ConnectionId | null, query: string): Promise<Wire<MethodOutput<'conversations.page'>>> {
  return call('conversations.page', { connectionId, view: 'all', query: query.slice(0, 200), after: null, limit: 50 });
}

function show(view: MessageView, seq: number): void {
  useThread.getState().applyChanges([{ type: 'message', id: view.id, conversationId: view.conversationId, view }], seq);
}
