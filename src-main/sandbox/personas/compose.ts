import { createHash } from 'node:crypto';
import { WicketError } from '../../domain/errors.ts';
import { samples } from '../samples.ts';
import type { PersonaMessage, SampleMedia } from '../types.ts';
import { webhookError, problemOf } from '../graph-error.ts';
import type { Random } from '../random.ts';
import { seconds } from '../webhooks/bodies.ts';
import type { Persona, StoredMedia, World } from '../world.ts';

type Json = Readonly<Record<string, unknown>>;

export interface ComposeParts {
  readonly world: World;
  readonly random: Random;
  /** `dead` gives an address that is no longer good. */
  readonly mediaUrl: (media: StoredMedia, dead?: boolean) => string;
}

/** Whether this kind opens or renews the window; what is not certain at Meta counts as no. */
export function opensWindow(message: PersonaMessage): boolean {
  return !['reaction', 'number_change', 'identity_change', 'call', 'edit', 'revoke'].includes(message.kind);
}

/** A message that is told in `messages[]`; calls have a webhook field of their own. */
export type TextualMessage = Exclude<PersonaMessage, { readonly kind: 'call' }>;

/** A persona's message as an item of `messages[]`, at `at` (epoch ms). */
export function composeMessage(parts: ComposeParts, persona: Persona, message: TextualMessage, wamid: string, at: number): Json {
  const context = contextOf(parts.world, persona, message);
  const common = {
    ...(persona.waId === null ? {} : { from: persona.waId }),
    from_user_id: persona.userId,
    id: wamid,
    timestamp: seconds(at),
  };
  const referral = message.fromAd === true ? { referral: adReferral } : {};
  if (message.kind === 'raw') return { ...common, ...message.message };
  return { ...(context === null ? {} : { context }), ...common, ...contentOf(parts, persona, message), ...referral };
}

/** A call as the items of `calls[]`, one webhook each: it rings, it ends (Meta: "Calls webhook"). */
export function composeCall(world: World, persona: Persona, lastedSeconds: number | undefined, id: string, at: number): readonly Json[] {
  const common = {
    id,
    ...(persona.waId === null ? {} : { from: persona.waId }),
    from_user_id: persona.userId,
    to: world.credentials.phone.slice(1),
    direction: 'USER_INITIATED',
  };
  const lasted = lastedSeconds ?? 0;
  const end = at + lasted * 1000;
  const taken = lasted === 0 ? { status: 'FAILED' } : { status: 'COMPLETED', start_time: seconds(at), end_time: seconds(end), duration: lasted };
  return [
    { ...common, event: 'connect', timestamp: seconds(at) },
    { ...common, event: 'terminate', timestamp: seconds(end), ...taken },
  ];
}

const CATALOGUE = '194836987003835';

const adReferral = {
  source_url: 'https://fb.example/ads/arco',
  source_id: '120211100000015',
  source_type: 'ad',
  headline: 'Arco, 15% off',
  body: 'Warm light for reading',
  media_type: 'image',
  image_url: 'https://casalumen.example/arco.jpg',
  ctwa_clid: 'ARsandbox0000000001',
};

function contextOf(world: World, persona: Persona, message: TextualMessage): Json | null {
  if (message.forwarded === 'often') return { frequently_forwarded: true };
  if (message.forwarded === true) return { forwarded: true };
  if (message.aboutProduct !== undefined) return { referred_product: { catalog_id: CATALOGUE, product_retailer_id: message.aboutProduct } };
  const wanted =
    message.replyTo ?? (message.kind === 'button' || message.kind === 'button_reply' || message.kind === 'list_reply' || message.kind === 'nfm_reply' ? 'last' : null);
  if (wanted === null) return null;
  const quoted = wanted === 'last' ? world.lastFrom('out', persona.script.id) : world.rules().message(wanted);
  if (quoted === null) return message.replyTo === undefined || wanted === 'last' ? null : { id: wanted };
  const from = quoted.direction === 'out' ? world.credentials.phone.slice(1) : persona.waId;
  return { ...(from === null ? {} : { from }), id: quoted.wamid };
}

function contentOf(parts: ComposeParts, persona: Persona, message: Exclude<TextualMessage, { kind: 'raw' }>): Json {
  switch (message.kind) {
    case 'text':
      return { type: 'text', text: { body: message.text } };
    case 'image':
    case 'video':
      return { type: message.kind, [message.kind]: { ...given('caption', message.caption), ...mediaOf(parts, message.kind, message) } };
    case 'audio':
      return { type: 'audio', audio: { ...mediaOf(parts, 'audio', message), voice: message.voice ?? true } };
    case 'document': {
      const filename = message.filename ?? 'document.pdf';
      return { type: 'document', document: { ...given('caption', message.caption), filename, ...mediaOf(parts, 'document', message, filename) } };
    }
    case 'sticker':
      return { type: 'sticker', sticker: { ...mediaOf(parts, 'sticker', message), animated: message.animated ?? false } };
    case 'location':
      return {
        type: 'location',
        location: { latitude: message.latitude ?? 40.4168, longitude: message.longitude ?? -3.7038, ...given('name', message.name), ...given('address', message.address) },
      };
    case 'contacts':
      return { type: 'contacts', contacts: (message.names ?? ['Seu Jorge (portaria)']).map((name, index) => cardOf(name, index)) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: message.messageId, ...(message.emoji === '' ? {} : { emoji: message.emoji }) } };
    case 'button':
      return { type: 'button', button: { payload: message.payload ?? message.text, text: message.text } };
    case 'button_reply':
      return { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: message.id, title: message.title } } };
    case 'list_reply':
      return {
        type: 'interactive',
        interactive: { type: 'list_reply', list_reply: { id: message.id, title: message.title, ...given('description', message.description) } },
      };
    case 'nfm_reply': {
      const response = message.responseJson ?? JSON.stringify({ flow_token: 'unused', answer: 'yes' });
      return { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { name: message.name ?? 'flow', body: 'Sent', response_json: response } } };
    }
    case 'order':
      return {
        type: 'order',
        order: {
          catalog_id: CATALOGUE,
          ...given('text', message.text),
          product_items: [
            { product_retailer_id: 'rattan-pendant', quantity: 10, item_price: 24.9, currency: 'EUR' },
            { product_retailer_id: 'bulb-e27-warm', quantity: 10, item_price: 4.5, currency: 'EUR' },
          ],
        },
      };
    case 'number_change':
      return numberChange(parts, persona, message.newWaId);
    case 'identity_change':
      return { type: 'system', system: { type: 'customer_identity_changed', body: `${persona.script.name}'s security code changed`, customer: persona.waId ?? persona.userId } };
    case 'unsupported':
      return {
        type: 'unsupported',
        unsupported: { type: message.type ?? 'poll_creation' },
        errors: [webhookError(problemOf(131051, 'Message type is currently not supported.', { title: 'Message type unknown' }))],
      };
    case 'edit':
      return { type: 'edit', edit: { original_message_id: message.messageId, message: { type: 'text', text: { body: message.text } } } };
    case 'revoke':
      return { type: 'revoke', revoke: { original_message_id: message.messageId } };
    default:
      return message satisfies never;
  }
}

function mediaOf(parts: ComposeParts, kind: 'image' | 'video' | 'audio' | 'document' | 'sticker', given: SampleMedia, filename?: string): Json {
  const sample = samples[kind]();
  const bytes = given.base64 === undefined ? sample.bytes : Buffer.from(given.base64, 'base64');
  const stored = parts.world.storeMedia(bytes, given.mimeType ?? sample.mimeType, filename ?? null, 'customer');
  const fault = given.mediaFault;
  // A dead file must be one that nobody has from another message.
  const told = fault === 'wrong-hash' || fault === 'dead-id' ? createHash('sha256').update(`another file than ${stored.id}`).digest() : stored.sha256;
  const url = fault === 'no-url' ? {} : { url: fault === 'foreign-url' ? 'https://files.example/attachments/?mid=1' : parts.mediaUrl(stored, fault === 'expired-url') };
  if (fault === 'dead-id') parts.world.dropMedia(stored.id);
  return { mime_type: stored.mimeType, sha256: told.toString('base64'), id: stored.id, ...url };
}

function cardOf(name: string, index: number): Json {
  const [first = name, ...rest] = name.split(' ');
  return {
    name: { formatted_name: name, first_name: first, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) },
    phones: [{ phone: `+55 19 90000-0${198 + index}`, wa_id: `5519900000${198 + index}`, type: 'CELL' }],
  };
}

function numberChange(parts: ComposeParts, persona: Persona, wanted: string | undefined): Json {
  const old = persona.waId;
  if (old === null) throw new WicketError('bad_input', { message: 'This persona has no number that could change.' });
  const waId = wanted ?? `${old.slice(0, -2)}${parts.random.digits(2)}`;
  const country = persona.userId.slice(0, 2);
  const userId = `${country}.${parts.random.digits(17)}`;
  return {
    type: 'system',
    system: { type: 'user_changed_number', body: `${persona.script.name} changed number`, wa_id: waId, user_id: userId, previous_user_id: persona.userId },
  };
}

function given(key: string, value: string | undefined): Json {
  return value === undefined ? {} : { [key]: value };
}
