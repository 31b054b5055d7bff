import { create } from 'zustand';
import type { ConversationId, MessageId } from '../../../src-main/domain/ids.ts';
import { call } from '../../bridge/inbox.ts';
import { messagesOf, useThread } from '../thread/index.ts';
import { pausePlayer } from './player.ts';
import { isViewable, type MediaItem, viewableItems } from './items.ts';

interface ViewerState {
  readonly conversationId: ConversationId | null;
  /** Oldest first, as in the thread. */
  readonly items: readonly MediaItem[];
  /** Which one is shown; null while the viewer is closed. */
  readonly messageId: MessageId | null;
  readonly hasOlder: boolean;
  readonly loading: boolean;
}

const closed: ViewerState = { conversationId: null, items: [], messageId: null, hasOlder: false, loading: false };
const PAGE = 40;

/** The picture or video that is looked at, and those before and after it. */
export const useViewer = create<ViewerState>()(() => closed);

/** Opens the viewer on a message of the open conversation; next and previous go through what is loaded, then through the gallery. */
export function openViewer(messageId: MessageId): void {
  const { slice, conversationId } = useThread.getState();
  const message = slice?.byId[messageId];
  if (slice === null || slice === undefined || conversationId === null || message === undefined) return;
  // What was deleted and shown again is opened by itself.
  const items = viewableItems(message.deleted === null ? messagesOf(slice) : [{ ...message, deleted: null }]);
  if (items.some((item) => item.messageId === messageId)) openItems(conversationId, items, messageId, message.deleted === null && slice.hasOlder);
}

/** Opens the viewer on given items, oldest first. */
export function openItems(conversationId: ConversationId, items: readonly MediaItem[], messageId: MessageId, hasOlder: boolean): void {
  pausePlayer();
  useViewer.setState({ conversationId, items, messageId, hasOlder, loading: false });
}

export function closeViewer(): void {
  useViewer.setState(closed);
}

/** To the next or the previous one. */
export async function stepViewer(step: 1 | -1): Promise<void> {
  const { items, messageId, hasOlder } = useViewer.getState();
  const index = items.findIndex((item) => item.messageId === messageId);
  const next = items[index + step];
  if (next !== undefined) {
    useViewer.setState({ messageId: next.messageId });
    return;
  }
  if (step === -1 && hasOlder && (await loadOlder())) await stepViewer(-1);
}

/** Reads what is older than the first one; false when there is nothing more. */
async function loadOlder(): Promise<boolean> {
  const { conversationId, items, loading } = useViewer.getState();
  const first = items[0];
  if (conversationId === null || first === undefined || loading) return false;
  useViewer.setState({ loading: true });
  const answer = await call('media.gallery', { conversationId, before: first.messageId, limit: PAGE });
  const now = useViewer.getState();
  if (now.conversationId !== conversationId || now.items[0]?.messageId !== first.messageId) return false;
  if (!answer.ok) {
    useViewer.setState({ loading: false });
    return false;
  }
  const known = new Set(now.items.map((item) => item.messageId));
  const older = answer.value.items.filter((item) => isViewable(item) && !known.has(item.messageId)).toReversed();
  useViewer.setState({ items: [...older, ...now.items], hasOlder: answer.value.hasMore && older.length > 0, loading: false });
  return older.length > 0;
}
