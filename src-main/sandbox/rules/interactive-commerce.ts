import { refuse } from '../graph-error.ts';
import { fieldsOf, listOf, oneOf, textOf } from './check.ts';
import type { Fields } from './check.ts';
import type { RuleContext } from './context.ts';
import { checkHeader } from './interactive-header.ts';

export const commerceTypes = ['product', 'product_list', 'catalog_message', 'order_details', 'order_status', 'address_message'] as const;
export type CommerceType = (typeof commerceTypes)[number];

/** Products, catalogue, orders and addresses. */
export function checkCommerce(type: CommerceType, interactive: Fields, action: Fields, context: RuleContext): void {
  const path = "interactive['action']";
  switch (type) {
    case 'product':
      if (interactive['header'] !== undefined) refuse(131009, 'A product message has no header.');
      textOf(action['catalog_id'], `${path}['catalog_id']`, 200);
      textOf(action['product_retailer_id'], `${path}['product_retailer_id']`, 200);
      return;
    case 'product_list': {
      if (interactive['header'] === undefined) refuse(131008, "The parameter interactive['header'] is required.");
      checkHeader(interactive['header'], ['text'], context);
      textOf(action['catalog_id'], `${path}['catalog_id']`, 200);
      const counts = listOf(action['sections'], `${path}['sections']`, 1, 10).map((item, index) => {
        const section = fieldsOf(item, `${path}['sections'][${index}]`, ['title', 'product_items']);
        textOf(section['title'], `${path}['sections'][${index}]['title']`, 24);
        const items = listOf(section['product_items'], `${path}['sections'][${index}]['product_items']`, 1, 30);
        for (const product of items) textOf(fieldsOf(product, 'product_items')['product_retailer_id'], 'product_retailer_id', 200);
        return items.length;
      });
      if (counts.reduce((sum, count) => sum + count, 0) > 30) refuse(131009, 'A product list holds at most 30 products.');
      return;
    }
    case 'catalog_message':
      oneOf(action['name'], `${path}['name']`, ['catalog_message']);
      return;
    case 'address_message': {
      oneOf(action['name'], `${path}['name']`, ['address_message']);
      const parameters = fieldsOf(action['parameters'], `${path}['parameters']`);
      oneOf(parameters['country'], `${path}['parameters']['country']`, ['IN']);
      return;
    }
    case 'order_details':
      oneOf(action['name'], `${path}['name']`, ['review_and_pay']);
      fieldsOf(action['parameters'], `${path}['parameters']`);
      return;
    case 'order_status':
      oneOf(action['name'], `${path}['name']`, ['review_order']);
      fieldsOf(action['parameters'], `${path}['parameters']`);
      return;
    default:
      return type satisfies never;
  }
}
