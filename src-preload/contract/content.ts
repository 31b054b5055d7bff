import { z } from 'zod';
import { fileKinds } from '../../src-main/domain/media-rules.ts';

/** What messages hold, kind by kind: as they are shown, and as they are sent. Times are epoch milliseconds, sizes bytes. */

const text = (most: number) => z.string().max(most);

/** Where the bytes of a received or sent file are. `failed` says why in words; `gone`: Meta no longer has it and it was never stored here. */
export const mediaView = z.object({
  mediaId: z.int().positive(),
  state: z.enum(['waiting', 'downloading', 'stored', 'failed', 'gone']),
  /** Path of the bytes under the page's own origin; null until they are stored. */
  url: z.string().nullable(),
  /** What the bytes really are, else what Meta said. */
  mime: z.string(),
  bytes: z.int().nonnegative().nullable(),
  /** Known before anything loads, so that nothing jumps. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  durationMs: z.int().nonnegative().nullable(),
  /** 0 to 100, for drawing a voice note; null when not computed yet. */
  waveform: z.array(z.int().min(0).max(100)).nullable(),
  pages: z.int().positive().nullable(),
  /** Meta's id dies then (epoch ms); null once the bytes are here. */
  deadlineAt: z.int().nullable(),
  nextTryAt: z.int().nullable(),
  failure: z.object({ message: z.string(), cure: z.string() }).nullable(),
  /** The bytes have another SHA-256 than Meta told. They are kept. */
  hashMismatch: z.boolean(),
});

export const contactCard = z.object({
  name: z.string(),
  phones: z.array(z.object({ phone: z.string(), waId: z.string().nullable(), type: z.string().nullable() })),
  emails: z.array(z.object({ email: z.string(), type: z.string().nullable() })),
  urls: z.array(z.object({ url: z.string(), type: z.string().nullable() })),
  addresses: z.array(z.object({ text: z.string(), type: z.string().nullable() })),
  organisation: z.string().nullable(),
  birthday: z.string().nullable(),
});

/** One line of an order; the amount is Meta's number in the currency's main unit. */
export const orderLine = z.object({
  productId: z.string(),
  quantity: z.number(),
  price: z.number().nullable(),
  currency: z.string().nullable(),
});

const interactiveButton = z.object({ id: z.string(), title: z.string() });

/** How a message is drawn. Its words stand in `message.text`. */
export const messageContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text') }),
  z.object({ type: z.literal('image'), media: mediaView.nullable() }),
  z.object({ type: z.literal('video'), media: mediaView.nullable() }),
  z.object({ type: z.literal('audio'), media: mediaView.nullable() }),
  z.object({ type: z.literal('voice'), media: mediaView.nullable() }),
  z.object({ type: z.literal('sticker'), media: mediaView.nullable(), animated: z.boolean() }),
  z.object({ type: z.literal('document'), media: mediaView.nullable(), filename: z.string() }),
  z.object({
    type: z.literal('location'),
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    name: z.string().nullable(),
    address: z.string().nullable(),
    url: z.string().nullable(),
  }),
  z.object({ type: z.literal('contacts'), cards: z.array(contactCard) }),
  /** What the customer chose: a reply button, a list row, a template's quick reply. */
  z.object({
    type: z.literal('choice'),
    how: z.enum(['button', 'list', 'template_button']),
    title: z.string(),
    description: z.string().nullable(),
    id: z.string().nullable(),
  }),
  /** The answer to a Flow or an address request, as a form; `unreadable` holds what could not be taken apart. */
  z.object({
    type: z.literal('form'),
    name: z.string().nullable(),
    fields: z.array(z.object({ label: z.string(), value: z.string() })),
    unreadable: z.string().nullable(),
  }),
  z.object({
    type: z.literal('permission'),
    what: z.literal('call'),
    granted: z.boolean(),
    until: z.int().nullable(),
  }),
  z.object({
    type: z.literal('order'),
    catalogId: z.string().nullable(),
    lines: z.array(orderLine),
    totals: z.array(z.object({ amount: z.number(), currency: z.string() })),
  }),
  /** Buttons, list, link or location request that we sent (or that an imported history holds). */
  z.object({
    type: z.literal('interactive'),
    how: z.enum(['buttons', 'list', 'link', 'location_request', 'other']),
    header: z.string().nullable(),
    footer: z.string().nullable(),
    buttons: z.array(interactiveButton),
    sections: z.array(
      z.object({ title: z.string().nullable(), rows: z.array(interactiveButton.extend({ description: z.string().nullable() })) }),
    ),
    link: z.object({ title: z.string(), url: z.string() }).nullable(),
  }),
  z.object({ type: z.literal('template'), name: z.string(), language: z.string().nullable() }),
  z.object({
    type: z.literal('call'),
    outcome: z.enum(['missed', 'answered', 'rejected', 'unknown']),
    durationMs: z.int().nonnegative().nullable(),
  }),
  z.object({
    type: z.literal('system'),
    event: z.enum(['number_changed', 'user_id_changed', 'identity_changed', 'other']),
    detail: z.string().nullable(),
  }),
  /** A kind that WhatsApp does not hand over (polls, edits of ordinary numbers …) or that Wicket does not know. Raw is one click away. */
  z.object({
    type: z.literal('unsupported'),
    what: z.string().nullable(),
    /** Meta can show it on the phone only (131060). */
    onPhoneOnly: z.boolean(),
  }),
]);

/** The advertisement or post that the customer came from. Its picture is not fetched: it would tell Meta who looks. */
export const referralView = z.object({
  headline: z.string().nullable(),
  body: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  sourceType: z.string().nullable(),
  mediaType: z.string().nullable(),
  welcome: z.string().nullable(),
});

/** The product that a question is about. */
export const productView = z.object({ catalogId: z.string().nullable(), productId: z.string() });

export const editView = z.object({ at: z.int(), text: z.string().nullable() });

/** What an agent sends. Checked here in form, and against Meta's limits in `domain/outgoing`. */
export const outgoingContent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), body: text(20_000) }),
  z.object({
    type: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    /** Grant that the bridge gave for a file; see `InboxBridge.files`. */
    fileId: z.string().min(8).max(64),
    caption: text(4096).nullable(),
  }),
  z.object({
    type: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: text(1000).nullable(),
    address: text(1000).nullable(),
  }),
  z.object({ type: z.literal('contacts'), cards: z.array(contactCard).min(1).max(257) }),
  z.object({
    type: z.literal('buttons'),
    body: text(4096),
    header: text(200).nullable(),
    footer: text(200).nullable(),
    buttons: z.array(interactiveButton).min(1).max(10),
  }),
  z.object({
    type: z.literal('list'),
    body: text(8192),
    header: text(200).nullable(),
    footer: text(200).nullable(),
    button: text(100),
    sections: z
      .array(z.object({ title: text(100).nullable(), rows: z.array(interactiveButton.extend({ description: text(200).nullable() })).min(1) }))
      .min(1)
      .max(10),
  }),
  z.object({
    type: z.literal('link'),
    body: text(4096),
    header: text(200).nullable(),
    footer: text(200).nullable(),
    title: text(100),
    url: text(2000),
  }),
  z.object({ type: z.literal('location_request'), body: text(4096) }),
]);

/** A file that the person handed over, kept until it is sent or let go. `kinds`: as what WhatsApp takes it, best first. */
export const fileGrant = z.object({
  fileId: z.string(),
  name: z.string(),
  mime: z.string(),
  bytes: z.int().nonnegative(),
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  kinds: z.array(z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker'])),
  /** Why WhatsApp does not take it as the kind that it looks like, with the way out; null when all is well. */
  refusal: z.object({ code: z.enum(['too_large', 'wrong_type', 'empty', 'unreadable']), message: z.string(), cure: z.string(), shrinkable: z.boolean() }).nullable(),
  /** Path of the bytes under the page's own origin, for the preview. */
  url: z.string(),
});

/** A file that lies in a draft: its grant as it was given, the words under it, and as what it goes out. */
export const draftAttachment = z.object({ file: fileGrant, caption: text(4096), as: z.enum(fileKinds) });

export type DraftAttachment = z.output<typeof draftAttachment>;
export type MediaView = z.output<typeof mediaView>;
export type ContactCard = z.output<typeof contactCard>;
export type OrderLine = z.output<typeof orderLine>;
export type MessageContent = z.output<typeof messageContent>;
export type ReferralView = z.output<typeof referralView>;
export type ProductView = z.output<typeof productView>;
export type EditView = z.output<typeof editView>;
export type OutgoingContent = z.output<typeof outgoingContent>;
export type FileGrant = z.output<typeof fileGrant>;
