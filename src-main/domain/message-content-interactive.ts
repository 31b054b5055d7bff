import { type LooseObject, listOf, numberOf, objectOf, textOf } from './loose.ts';
import type { InteractiveContent, ReplyContent } from './message-content-types.ts';

/** What the customer answered (Meta: "Interactive messages webhook"); null when it is not one of the answers that are known. */
export function replyOf(own: LooseObject): ReplyContent | null {
  const type = textOf(own['type']) ?? ['button_reply', 'list_reply', 'nfm_reply', 'call_permission_reply'].find((key) => own[key] !== undefined) ?? '';
  if (own[type] === undefined) return null;
  const reply = objectOf(own[type]);
  switch (type) {
    case 'button_reply':
    case 'list_reply': {
      const id = textOf(reply['id']);
      const title = textOf(reply['title']) ?? id;
      const how = type === 'list_reply' ? 'list' : 'button';
      return title === null ? null : { type: 'choice', how, title, description: textOf(reply['description']), id };
    }
    case 'nfm_reply':
      return { type: 'form', name: textOf(reply['name']), ...formOf(reply['response_json']) };
    case 'call_permission_reply': {
      const until = numberOf(reply['expiration_timestamp']);
      const granted = textOf(reply['response'])?.toLowerCase() === 'accept';
      return { type: 'permission', what: 'call', granted, until: granted && until !== null && reply['is_permanent'] !== true ? Math.trunc(until * 1000) : null };
    }
    // How the customer pays, or that they did.
    case 'payment_method':
    case 'payment':
      return { type: 'form', name: type, ...formOf(reply) };
    default:
      return null;
  }
}

/** `response_json` is text that holds JSON, as a rule an object; what is not is kept as it came. */
function formOf(value: unknown): { fields: { label: string; value: string }[]; unreadable: string | null } {
  const parsed = typeof value === 'string' ? readJson(value) : value;
  const fields = objectOf(parsed);
  if (Object.keys(fields).length === 0) {
    const isEmpty = typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed);
    return { fields: [], unreadable: isEmpty || value === undefined || value === null ? null : typeof value === 'string' ? textOf(value) : JSON.stringify(value) };
  }
  return { fields: flatten(fields, 0), unreadable: null };
}

/** Deeper than any form goes. */
const deepest = 4;

function flatten(object: LooseObject, depth: number): { label: string; value: string }[] {
  return Object.entries(object).flatMap(([key, value]) => {
    if (key === 'flow_token') return [];
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && depth < deepest) return flatten(value as LooseObject, depth + 1);
    return [{ label: labelOf(key), value: wordsOf(value) }];
  });
}

/** Builders name fields like `screen_0_Your_name_1`; people read `Your name`. */
function labelOf(key: string): string {
  const bare = key.replace(/^screen_\d+_/u, '').replace(/_\d+$/u, '');
  const words = bare.replace(/_+/gu, ' ').replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').trim();
  return words === '' ? key : words.charAt(0).toUpperCase() + words.slice(1);
}

function wordsOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(wordsOf).join(', ');
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const hows: Readonly<Record<string, InteractiveContent['how']>> = {
  button: 'buttons',
  list: 'list',
  cta_url: 'link',
  location_request_message: 'location_request',
};

/** Buttons, list, link or request that the business sent (Meta: "Interactive messages"). Kinds without a drawing of their own are `other`. */
export function interactiveOf(own: LooseObject): InteractiveContent {
  const action = objectOf(own['action']);
  const how = hows[textOf(own['type']) ?? ''] ?? 'other';
  const parameters = objectOf(action['parameters']);
  const url = textOf(parameters['url']);
  return {
    type: 'interactive',
    how,
    header: textOf(objectOf(own['header'])['text']),
    footer: textOf(objectOf(own['footer'])['text']),
    buttons: [
      ...listOf(action['buttons']).flatMap((one) => choice(objectOf(objectOf(one)['reply']))),
      // The button that unfolds a list has a title only.
      ...(how === 'list' && textOf(action['button']) !== null ? [{ id: '', title: textOf(action['button']) ?? '' }] : []),
    ],
    sections: listOf(action['sections']).map((raw) => {
      const section = objectOf(raw);
      const rows = listOf(section['rows']).flatMap((one) => {
        const row = objectOf(one);
        return choice(row).map((base) => ({ ...base, description: textOf(row['description']) }));
      });
      return { title: textOf(section['title']), rows };
    }),
    link: url === null ? null : { title: textOf(parameters['display_text']) ?? url, url },
  };
}

function choice(one: LooseObject): { id: string; title: string }[] {
  const title = textOf(one['title']) ?? textOf(one['id']);
  return title === null ? [] : [{ id: textOf(one['id']) ?? '', title }];
}
