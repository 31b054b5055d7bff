import { refuse } from '../graph-error.ts';
import { fieldsOf, listOf, numberOf, oneOf, optionalText, plain, textOf, unique } from './check.ts';
import type { Fields } from './check.ts';
import type { RuleContext } from './context.ts';
import { checkCarousel } from './interactive-carousel.ts';
import { checkCommerce, commerceTypes } from './interactive-commerce.ts';
import { checkHeader } from './interactive-header.ts';
import { checkLink } from './interactive-link.ts';

const types = [
  'button',
  'list',
  'cta_url',
  'location_request_message',
  'request_contact_info',
  'flow',
  'carousel',
  'voice_call',
  'call_permission_request',
  ...commerceTypes,
] as const;

/** `interactive`: every type of Meta's page, each with its own limits. */
export function checkInteractive(value: unknown, context: RuleContext): void {
  const interactive = fieldsOf(value, 'interactive', ['type', 'header', 'body', 'footer', 'action']);
  const type = oneOf(interactive['type'], "interactive['type']", types);
  checkBody(interactive, type);
  if (interactive['footer'] !== undefined) {
    textOf(fieldsOf(interactive['footer'], "interactive['footer']", ['text'])['text'], "interactive['footer']['text']", 60);
  }
  const action = fieldsOf(interactive['action'], "interactive['action']");
  switch (type) {
    case 'button':
      checkHeader(interactive['header'], ['text', 'image', 'video', 'document'], context);
      return checkButtons(action);
    case 'list':
      checkHeader(interactive['header'], ['text'], context);
      return checkList(action);
    case 'cta_url':
      checkHeader(interactive['header'], ['text', 'image', 'video', 'document'], context);
      return checkLink(action, "interactive['action']");
    case 'location_request_message':
      return checkName(action, 'send_location');
    case 'request_contact_info':
      return checkName(action, 'request_contact_info');
    case 'call_permission_request':
      return checkName(action, 'call_permission_request');
    case 'voice_call':
      return checkVoiceCall(action);
    case 'flow':
      checkHeader(interactive['header'], ['text', 'image', 'video', 'document'], context);
      return checkFlow(action);
    case 'carousel':
      if (interactive['header'] !== undefined || interactive['footer'] !== undefined) {
        refuse(131009, 'A carousel has no main header and no footer.');
      }
      return checkCarousel(action, context);
    default:
      return checkCommerce(type, interactive, action, context);
  }
}

function checkBody(interactive: Fields, type: (typeof types)[number]): void {
  const optional = type === 'product' || type === 'order_details' || type === 'order_status' || type === 'call_permission_request';
  if (interactive['body'] === undefined && optional) return;
  const body = fieldsOf(interactive['body'], "interactive['body']", ['text']);
  textOf(body['text'], "interactive['body']['text']", type === 'list' ? 4096 : 1024);
}

function checkName(action: Fields, name: string): void {
  oneOf(action['name'], "interactive['action']['name']", [name]);
}

function checkButtons(action: Fields): void {
  const buttons = listOf(action['buttons'], "interactive['action']['buttons']", 1, 3).map((item, index) => {
    const path = `interactive['action']['buttons'][${index}]`;
    const button = fieldsOf(item, path, ['type', 'reply']);
    oneOf(button['type'], `${path}['type']`, ['reply']);
    const reply = fieldsOf(button['reply'], `${path}['reply']`, ['id', 'title']);
    const id = textOf(reply['id'], `${path}['reply']['id']`, 256);
    if (id !== id.trim()) refuse(131009, `${path}['reply']['id'] must not begin or end with a blank.`);
    return { id, title: plain(textOf(reply['title'], `${path}['reply']['title']`, 20), 'Button title') };
  });
  unique(buttons.map((button) => button.id), 'Button ids');
  unique(buttons.map((button) => button.title), 'Button titles');
}

function checkList(action: Fields): void {
  textOf(action['button'], "interactive['action']['button']", 20);
  const sections = listOf(action['sections'], "interactive['action']['sections']", 1, 10);
  const ids: string[] = [];
  sections.forEach((item, index) => {
    const path = `interactive['action']['sections'][${index}]`;
    const section = fieldsOf(item, path, ['title', 'rows']);
    if (sections.length > 1) textOf(section['title'], `${path}['title']`, 24);
    else optionalText(section['title'], `${path}['title']`, 24);
    listOf(section['rows'], `${path}['rows']`, 1, 10).forEach((entry, place) => {
      const row = fieldsOf(entry, `${path}['rows'][${place}]`, ['id', 'title', 'description']);
      ids.push(textOf(row['id'], `${path}['rows'][${place}]['id']`, 200));
      textOf(row['title'], `${path}['rows'][${place}]['title']`, 24);
      optionalText(row['description'], `${path}['rows'][${place}]['description']`, 72);
    });
  });
  if (ids.length > 10) refuse(131009, `A list holds at most 10 rows in all sections together, not ${ids.length}.`);
  unique(ids, 'Row ids');
}

function checkVoiceCall(action: Fields): void {
  checkName(action, 'voice_call');
  if (action['parameters'] === undefined) return;
  const parameters = fieldsOf(action['parameters'], "interactive['action']['parameters']", ['display_text', 'ttl_minutes', 'payload']);
  optionalText(parameters['display_text'], 'display_text', 20);
  if (parameters['ttl_minutes'] !== undefined) numberOf(parameters['ttl_minutes'], 'ttl_minutes', 1, 43_200);
  optionalText(parameters['payload'], 'payload', 512);
}

function checkFlow(action: Fields): void {
  checkName(action, 'flow');
  const path = "interactive['action']['parameters']";
  const parameters = fieldsOf(action['parameters'], path);
  oneOf(parameters['flow_message_version'], `${path}['flow_message_version']`, ['3']);
  if ((parameters['flow_id'] === undefined) === (parameters['flow_name'] === undefined)) {
    refuse(131009, 'Exactly one of flow_id and flow_name is needed.');
  }
  textOf(parameters['flow_cta'], `${path}['flow_cta']`, 30);
  if (parameters['mode'] !== undefined) oneOf(parameters['mode'], `${path}['mode']`, ['draft', 'published']);
  const flowAction = parameters['flow_action'] ?? 'navigate';
  oneOf(flowAction, `${path}['flow_action']`, ['navigate', 'data_exchange']);
  if (parameters['flow_action_payload'] === undefined) return;
  if (flowAction !== 'navigate') refuse(131009, 'flow_action_payload goes with flow_action navigate only.');
  const payload = fieldsOf(parameters['flow_action_payload'], `${path}['flow_action_payload']`, ['screen', 'data']);
  textOf(payload['screen'], `${path}['flow_action_payload']['screen']`, 200);
  if (payload['data'] !== undefined && Object.keys(fieldsOf(payload['data'], 'data')).length === 0) {
    refuse(131009, 'flow_action_payload.data must not be empty.');
  }
}
