import { refuse } from '../graph-error.ts';
import { fieldsOf, listOf, textOf } from './check.ts';
import type { Fields } from './check.ts';
import type { RuleContext } from './context.ts';
import { checkHeader } from './interactive-header.ts';
import { checkLink } from './interactive-link.ts';

/** 2 to 10 cards, all with the same kind of header and of buttons. */
export function checkCarousel(action: Fields, context: RuleContext): void {
  const shapes = listOf(action['cards'], "interactive['action']['cards']", 2, 10).map((item, index) => {
    const path = `interactive['action']['cards'][${index}]`;
    const card = fieldsOf(item, path, ['card_index', 'type', 'header', 'body', 'action']);
    if (card['card_index'] !== index) refuse(131009, `${path}['card_index'] must be ${index}.`);
    const cardAction = fieldsOf(card['action'], `${path}['action']`);
    if (card['type'] === 'product') {
      textOf(cardAction['product_retailer_id'], `${path}['action']['product_retailer_id']`, 200);
      return `product ${textOf(cardAction['catalog_id'], `${path}['action']['catalog_id']`, 200)}`;
    }
    const header = fieldsOf(card['header'], `${path}['header']`);
    checkHeader(header, ['image', 'video'], context, `${path}['header']`);
    checkCardBody(card['body'], path);
    return `${String(header['type'])} ${checkCardAction(cardAction, path)}`;
  });
  if (new Set(shapes).size > 1) refuse(131009, 'All cards need the same kind of header and the same kind and number of buttons.');
}

function checkCardBody(value: unknown, path: string): void {
  if (value === undefined) return;
  const text = textOf(fieldsOf(value, `${path}['body']`, ['text'])['text'], `${path}['body']['text']`, 160);
  if (text.split('\n').length > 3) refuse(131009, `${path}['body']['text'] has more than two line breaks.`);
}

function checkCardAction(action: Fields, path: string): string {
  if (action['buttons'] === undefined) {
    checkLink(action, `${path}['action']`);
    return 'link';
  }
  const buttons = listOf(action['buttons'], `${path}['action']['buttons']`, 1, 3);
  buttons.forEach((item, place) => {
    const reply = fieldsOf(fieldsOf(item, `${path} button ${place}`)['quick_reply'], `${path} button ${place} quick_reply`, ['id', 'title']);
    textOf(reply['id'], `${path} button ${place} id`, 20);
    textOf(reply['title'], `${path} button ${place} title`, 20);
  });
  return `replies ${buttons.length}`;
}
