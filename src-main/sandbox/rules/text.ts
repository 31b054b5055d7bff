import { fieldsOf, textOf } from './check.ts';
import { refuse } from '../graph-error.ts';

/** `text {body, preview_url?}`: body 1 to 4096 characters. */
export function checkText(value: unknown): void {
  const text = fieldsOf(value, 'text', ['body', 'preview_url']);
  textOf(text['body'], "text['body']", 4096, 100);
  if (text['preview_url'] !== undefined && typeof text['preview_url'] !== 'boolean') {
    refuse(100, "Param text['preview_url'] must be a boolean.");
  }
}
