import { refuse } from '../graph-error.ts';
import { fieldsOf, oneOf, textOf } from './check.ts';
import type { RuleContext } from './context.ts';
import { checkMediaSource } from './media.ts';

export type HeaderType = 'text' | 'image' | 'video' | 'document';

/** `header {type, …}`: text up to 60, media by id or link and without a caption. */
export function checkHeader(value: unknown, allowed: readonly HeaderType[], context: RuleContext, path = "interactive['header']"): void {
  if (value === undefined) return;
  const header = fieldsOf(value, path, ['type', 'text', 'image', 'video', 'document', 'sub_text']);
  const type = oneOf(header['type'], `${path}['type']`, allowed, 131009);
  if (type === 'text') {
    textOf(header['text'], `${path}['text']`, 60);
    return;
  }
  const media = fieldsOf(header[type], `${path}['${type}']`);
  if (media['caption'] !== undefined) refuse(131009, `${path}['${type}'] has no caption.`);
  checkMediaSource(type, media, `${path}['${type}']`, context);
}
