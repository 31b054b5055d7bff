import type { MessageContent } from '../../src-preload/contract/content.ts';

/** What a desktop notice says of a message without words of its own; they are the words that the page uses for the kind. */
export function wordsWithout(type: MessageContent['type']): string {
  switch (type) {
    case 'image':
      return 'Photo';
    case 'video':
      return 'Video';
    case 'audio':
      return 'Audio';
    case 'voice':
      return 'Voice message';
    case 'sticker':
      return 'Sticker';
    case 'document':
      return 'Document';
    case 'location':
      return 'Location';
    case 'contacts':
      return 'Contact';
    case 'order':
      return 'Order';
    case 'form':
      return 'Form filled in';
    case 'call':
      return 'Call';
    default:
      return 'New message';
  }
}
