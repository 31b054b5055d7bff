import type { MessageView } from '../../../src-preload/contract/index.ts';

/** The words of a message that are drawn as its text; null where its card says them already. */
export function ownText(message: Pick<MessageView, 'content' | 'text'>): string | null {
  if (message.text === null || message.text.trim() === '') return null;
  switch (message.content.type) {
    case 'location':
    case 'contacts':
    case 'choice':
    case 'form':
    case 'permission':
    case 'sticker':
    case 'voice':
    case 'call':
    case 'system':
      return null;
    case 'document':
      // Some writers put the file's name where a caption belongs.
      return message.text === message.content.filename ? null : message.text;
    default:
      return message.text;
  }
}

/** Whether what a customer deleted can still be read here. */
export function isKept(message: Pick<MessageView, 'content' | 'text'>): boolean {
  return message.text !== null || message.content.type !== 'text';
}
