import { useMemo } from 'react';
import { type MediaItem, mediaOf } from '../../stores/media/index.ts';
import { useThread } from '../../stores/thread/index.ts';

/** What the open thread knows of a file is newer than what the gallery read. */
export function useCurrent(items: readonly MediaItem[]): readonly MediaItem[] {
  const byId = useThread((thread) => thread.slice?.byId);
  return useMemo(() => {
    if (byId === undefined) return items;
    return items.flatMap((item) => {
      const message = byId[item.messageId];
      if (message === undefined) return [item];
      const media = mediaOf(message);
      return media === null || message.deleted !== null ? [] : [{ ...item, media }];
    });
  }, [items, byId]);
}
