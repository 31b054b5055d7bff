import type { MessageId } from '../../../src-main/domain/ids.ts';
import type { MediaView, MessageView } from '../../../src-preload/contract/index.ts';

/** A file of a conversation, as the viewer and the gallery show it. */
export interface MediaItem {
  readonly messageId: MessageId;
  readonly at: number;
  readonly kind: string;
  readonly filename: string | null;
  readonly media: MediaView;
}

/** The file of a message; null for kinds without one. */
export function mediaOf(message: Pick<MessageView, 'content'>): MediaView | null {
  const { content } = message;
  return 'media' in content ? content.media : null;
}

/** Whether the viewer shows it: a picture, video or sticker whose bytes are here. */
export function isViewable(item: Pick<MediaItem, 'kind' | 'media'>): boolean {
  return (item.kind === 'image' || item.kind === 'video' || item.kind === 'sticker') && item.media.state === 'stored' && item.media.url !== null;
}

/** What the viewer can show of some messages, in their order. */
export function viewableItems(messages: readonly MessageView[]): readonly MediaItem[] {
  return messages.flatMap((message) => {
    const media = mediaOf(message);
    // What was deleted is looked at in the thread alone, where it was asked for.
    if (media === null || message.deleted !== null) return [];
    const item: MediaItem = { messageId: message.id, at: message.sentAt, kind: message.content.type, filename: null, media };
    return isViewable(item) ? [item] : [];
  });
}

const extensions: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg', 'image/png': 'png', 'image/webp': 'webp', 'image/gif': 'gif', 'video/mp4': 'mp4', 'video/3gpp': '3gp',
  'audio/ogg': 'ogg', 'audio/mpeg': 'mp3', 'audio/mp4': 'm4a', 'audio/aac': 'aac', 'audio/amr': 'amr', 'application/pdf': 'pdf', 'text/plain': 'txt',
};

/** Name under which a file is saved: its own, else kind and time of the message. */
export function saveName(item: Pick<MediaItem, 'kind' | 'filename' | 'at' | 'media'>): string {
  if (item.filename !== null && item.filename.trim() !== '') return item.filename;
  const type = item.media.mime.split(';')[0]?.trim() ?? '';
  const at = new Date(item.at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `whatsapp-${item.kind}-${day}-${two(at.getHours())}${two(at.getMinutes())}.${extensions[type] ?? 'bin'}`;
}

/** Address that saves the bytes instead of showing them; null while they are not here. */
export function saveUrl(item: Pick<MediaItem, 'kind' | 'filename' | 'at' | 'media'>): string | null {
  const { url } = item.media;
  if (url === null) return null;
  return `${url}${url.includes('?') ? '&' : '?'}download=${encodeURIComponent(saveName(item))}`;
}
