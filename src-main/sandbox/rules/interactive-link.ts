import { fieldsOf, oneOf, textOf, webAddress } from './check.ts';
import type { Fields } from './check.ts';

/** `action {name: 'cta_url', parameters {display_text, url}}`. */
export function checkLink(action: Fields, path: string): void {
  oneOf(action['name'], `${path}['name']`, ['cta_url']);
  const parameters = fieldsOf(action['parameters'], `${path}['parameters']`, ['display_text', 'url']);
  textOf(parameters['display_text'], `${path}['parameters']['display_text']`, 20);
  webAddress(parameters['url'], `${path}['parameters']['url']`);
}
