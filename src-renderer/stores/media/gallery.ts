import { create } from 'zustand';
import type { ConversationId } from '../../../src-main/domain/ids.ts';
import type { FailureView } from '../../../src-preload/contract/index.ts';
import { call } from '../../bridge/inbox.ts';
import type { MediaItem } from './items.ts';

interface GalleryState {
  readonly conversationId: ConversationId | null;
  /** Newest first; null until the first answer. */
  readonly items: readonly MediaItem[] | null;
  readonly hasMore: boolean;
  readonly loading: boolean;
  readonly failure: FailureView | null;
  /** Whether all of it is shown. */
  readonly open: boolean;
}

const nothing: GalleryState = { conversationId: null, items: null, hasMore: false, loading: false, failure: null, open: false };
const PAGE = 60;

/** Pictures, videos and files of the open conversation. */
export const useGallery = create<GalleryState>()(() => nothing);

/** Reads the newest page of a conversation; what is shown of the same conversation stays until the answer is here. */
export async function readGallery(conversationId: ConversationId): Promise<void> {
  if (useGallery.getState().conversationId !== conversationId) useGallery.setState({ ...nothing, conversationId });
  useGallery.setState({ loading: true });
  const answer = await call('media.gallery', { conversationId, before: null, limit: PAGE });
  const now = useGallery.getState();
  if (now.conversationId !== conversationId) return;
  if (!answer.ok) {
    useGallery.setState({ loading: false, failure: answer.error });
    return;
  }
  const fresh = new Set(answer.value.items.map((item) => item.messageId));
  const last = answer.value.items.at(-1);
  // Older pages that were read already stay behind the new one.
  const older = last === undefined || !answer.value.hasMore ? [] : (now.items ?? []).filter((item) => !fresh.has(item.messageId) && item.at <= last.at);
  useGallery.setState({
    items: [...answer.value.items, ...older],
    hasMore: older.length > 0 ? now.hasMore : answer.value.hasMore,
    loading: false,
    failure: null,
  });
}

export async function readMoreOfGallery(): Promise<void> {
  const { conversationId, items, hasMore, loading } = useGallery.getState();
  const last = items?.at(-1);
  if (conversationId === null || last === undefined || !hasMore || loading) return;
  useGallery.setState({ loading: true });
  const answer = await call('media.gallery', { conversationId, before: last.messageId, limit: PAGE });
  const now = useGallery.getState();
  if (now.conversationId !== conversationId) return;
  if (!answer.ok) {
    useGallery.setState({ loading: false, failure: answer.error });
    return;
  }
  const known = new Set((now.items ?? []).map((item) => item.messageId));
  useGallery.setState({
    items: [...(now.items ?? []), ...answer.value.items.filter((item) => !known.has(item.messageId))],
    hasMore: answer.value.hasMore,
    loading: false,
    failure: null,
  });
}

export function setGalleryOpen(open: boolean): void {
  useGallery.setState({ open });
}
