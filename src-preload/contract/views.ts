import { z } from 'zod';
import { deliveryStates } from '../../src-main/domain/delivery.ts';
import { errorCodes } from '../../src-main/domain/errors.ts';
import type {
  ConnectionId,
  ContactId,
  ConversationId,
  IdentityId,
  MessageId,
  Wamid,
} from '../../src-main/domain/ids.ts';
import { draftAttachment, editView, messageContent, productView, referralView } from './content.ts';

/** View models: what the page shows, already put into shape by the core. Times are epoch milliseconds. */

export const connectionId = z.int().positive().transform((id) => id as ConnectionId);
export const contactId = z.int().positive().transform((id) => id as ContactId);
export const conversationId = z.int().positive().transform((id) => id as ConversationId);
export const messageId = z.int().positive().transform((id) => id as MessageId);
export const identityId = z.int().positive().transform((id) => id as IdentityId);
export const wamid = z.string().min(1).max(512).transform((id) => id as Wamid);

/** Epoch milliseconds. */
export const timestamp = z.int();

export const failureView = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  cure: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

/** The facts from which ring, header clock, list and composer compute their state with `domain/service-window`. */
export const windowView = z.object({
  openedAt: timestamp.nullable(),
  closedByMetaAt: timestamp.nullable(),
});

/** How a contact is shown. `name` is never a BSUID: local name, profile name, @username, formatted phone, else null. */
export const personView = z.object({
  contactId,
  name: z.string().nullable(),
  /** Two letters for the avatar, already cut by grapheme. Empty when there is no name. */
  initials: z.string(),
  /** 1 to 6: which tint the avatar has. */
  tint: z.int().min(1).max(6),
  isGroup: z.boolean(),
});

/** What line 2 of a list row says. */
export const previewView = z.object({
  messageId,
  direction: z.enum(['in', 'out']),
  /** Meta's word for the kind; `voice` for a recorded note, `deleted` for what its writer deleted. Quotes tell it alike. */
  kind: z.string(),
  /** First 200 characters on one line, as last edited; a document without words gives its name. Null for kinds without text, and when deleted. */
  text: z.string().nullable(),
  state: z.enum(deliveryStates).nullable(),
});

export const conversationRow = z.object({
  id: conversationId,
  connectionId,
  person: personView,
  preview: previewView.nullable(),
  /** Text of an unsent draft, first 200 characters; null when there is none. */
  draft: z.string().nullable(),
  lastAt: timestamp,
  unread: z.int().nonnegative(),
  window: windowView,
});

/** One identity of a contact as the context panel lists it. `value` is formatted for people. */
export const identityView = z.object({
  id: identityId,
  kind: z.enum(['phone', 'user_id', 'parent_user_id', 'username', 'group']),
  value: z.string(),
  /** The one used for sending. */
  inUse: z.boolean(),
  lastSeenAt: timestamp.nullable(),
});

/** A logged join of two contacts, which a person can undo. */
export const joinView = z.object({
  id: z.int(),
  reason: z.enum(['same_webhook', 'number_variant', 'system_message', 'parent_user_id', 'by_hand']),
  joinedName: z.string().nullable(),
  at: timestamp,
});

export const contactView = z.object({
  id: contactId,
  person: personView,
  localName: z.string().nullable(),
  profileName: z.string().nullable(),
  username: z.string().nullable(),
  /** Formatted phone number in use, or null. */
  phone: z.string().nullable(),
  /** ISO country of the phone or BSUID, two letters. */
  country: z.string().nullable(),
  identities: z.array(identityView),
  joins: z.array(joinView),
});

/** The message that another one quotes, as the quote well shows it. `messageId` is null when it is not here. */
export const quoteView = z.object({
  wamid,
  messageId: messageId.nullable(),
  direction: z.enum(['in', 'out']).nullable(),
  kind: z.string().nullable(),
  text: z.string().nullable(),
});

export const conversationView = conversationRow.extend({
  contact: contactView,
  /** The draft's whole text. */
  draftText: z.string(),
  /** What else the draft holds: the message that it answers, and its files in order. */
  draftExtras: z.object({
    reply: z.object({ id: messageId, quote: quoteView }).nullable(),
    attachments: z.array(draftAttachment),
  }),
  messageCount: z.int().nonnegative(),
  /** Whether we blocked this customer at WhatsApp. */
  blockedByUs: z.boolean(),
  /** When an agent may send a free-form message this says null, else why not. */
  blockedBy: z.enum(['no_token', 'token_refused', 'group', 'contact_blocked']).nullable(),
});

export const reactionView = z.object({
  emoji: z.string(),
  from: z.enum(['in', 'out']),
  at: timestamp,
});

/** Why a message failed, in words, with what to do; the code of Meta's is in `metaCode`. */
export const messageFailureView = z.object({
  metaCode: z.int().nullable(),
  message: z.string(),
  cure: z.string(),
  details: z.string().nullable(),
  /** Whether the same message may be tried again as it is. */
  canRetry: z.boolean(),
});

export const messageView = z.object({
  id: messageId,
  conversationId,
  wamid: wamid.nullable(),
  direction: z.enum(['in', 'out']),
  /** Meta's own word for the kind: text, image, interactive, unsupported … */
  kind: z.string(),
  /** How to draw it. */
  content: messageContent,
  /** Text or caption; null when the kind has none. */
  text: z.string().nullable(),
  /** Meta's timestamp, by which the thread is ordered (ties by wamid). */
  sentAt: timestamp,
  receivedAt: timestamp,
  /** True when it arrived more than two minutes after it was sent. */
  late: z.boolean(),
  state: z.enum(deliveryStates).nullable(),
  failure: messageFailureView.nullable(),
  quote: quoteView.nullable(),
  reactions: z.array(reactionView),
  forwarded: z.enum(['no', 'once', 'often']),
  /** When it was last edited; the earlier texts stand in *Message details*. */
  editedAt: timestamp.nullable(),
  /** Deleted by its writer; the content is left out unless the setting keeps it. */
  deleted: z.object({ by: z.enum(['in', 'out']), at: timestamp }).nullable(),
  referral: referralView.nullable(),
  product: productView.nullable(),
  /** api: by Wicket. phone_app: from the WhatsApp Business app. history: imported. */
  source: z.enum(['customer', 'api', 'phone_app', 'history']),
  /** Name of the writer inside a group; null elsewhere. */
  author: z.string().nullable(),
  unread: z.boolean(),
  /** The page's own key of a message that it sent, so that the optimistic bubble and this one are one. */
  clientKey: z.string().nullable(),
});

/** Everything about one message that *Message details* shows. */
export const messageDetails = z.object({
  id: messageId,
  wamid: wamid.nullable(),
  sentAt: timestamp,
  receivedAt: timestamp,
  statuses: z.array(z.object({ status: z.string(), at: timestamp })),
  attempts: z.array(z.object({ at: timestamp, outcome: z.string(), metaCode: z.int().nullable(), traceId: z.string().nullable() })),
  failure: messageFailureView.nullable(),
  /** Earlier texts, oldest first; empty when it was never edited. */
  edits: z.array(editView),
  /** The item of the webhook as it came, pretty-printed JSON; null when the journal no longer keeps it. */
  raw: z.string().nullable(),
});

export const readReceiptModes = ['open', 'reply', 'never'] as const;

/** A connection as the page may see it: secrets are only told as present, never given. */
export const connectionView = z.object({
  id: connectionId,
  name: z.string(),
  /** E.164. */
  phone: z.string(),
  /** For people. */
  phoneFormatted: z.string(),
  phoneNumberId: z.string(),
  wabaId: z.string(),
  appId: z.string().nullable(),
  graphUrl: z.string(),
  graphVersion: z.string(),
  /** The version that really answered last, when it differs from the setting; else null. */
  answeredVersion: z.string().nullable(),
  readReceipts: z.enum(readReceiptModes),
  /** Whether the customer sees that an agent types. Telling so also marks as read. */
  typingIndicator: z.boolean(),
  tokenState: z.enum(['ok', 'missing', 'refused']),
  secrets: z.object({
    accessToken: z.object({ present: z.boolean(), lastFour: z.string().nullable() }),
    appSecret: z.object({ present: z.boolean(), lastFour: z.string().nullable() }),
    verifyToken: z.object({ present: z.boolean(), lastFour: z.string().nullable() }),
  }),
});

export const themes = ['system', 'light', 'dark'] as const;

/** Settings of the product, kept in the data folder. */
export const settings = z.object({
  theme: z.enum(themes),
  contrast: z.enum(['system', 'high']),
  density: z.enum(['comfortable', 'compact']),
  /** Enter sends and Shift+Enter breaks the line, or Ctrl+Enter sends and Enter breaks the line. */
  sendKey: z.enum(['enter', 'ctrl_enter']),
  singleKeyShortcuts: z.boolean(),
  notifications: z.boolean(),
  /** Days for which the journal keeps whole webhook bodies. */
  journalDays: z.int().min(1).max(365),
  /** Minutes before closing at which the ring turns amber and red. */
  amberMinutes: z.int().min(1).max(1440),
  redMinutes: z.int().min(1).max(1440),
  /** Port of the webhook receiver on loopback; 0 picks one. Takes effect at the next start. */
  webhookPort: z.int().min(0).max(65535),
  /** Whether what a customer deleted can still be read here. */
  keepDeleted: z.boolean(),
  /** How many files are downloaded at the same time. */
  mediaConcurrency: z.int().min(1).max(16),
  /** Most megabytes that media may take on disk; 0 means no limit. */
  mediaBudgetMb: z.int().min(0).max(10_000_000),
});

/** How many conversations each view of the rail holds, over all connections or the chosen one. */
export const countsView = z.object({
  all: z.int().nonnegative(),
  unread: z.int().nonnegative(),
  /** Open windows that close within four hours, and whose customer waits for an answer. */
  closing: z.int().nonnegative(),
});

/** The journal's balance, counted in items: received = applied + duplicate + ignored + waiting + quarantined. */
export const journalBalance = z.object({
  deliveries: z.int().nonnegative(),
  received: z.int().nonnegative(),
  applied: z.int().nonnegative(),
  duplicate: z.int().nonnegative(),
  ignored: z.int().nonnegative(),
  waiting: z.int().nonnegative(),
  quarantined: z.int().nonnegative(),
});

export const healthView = z.object({
  receiver: z.object({
    state: z.enum(['listening', 'down']),
    /** Loopback address that a tunnel forwards to; null while down. */
    url: z.string().nullable(),
    failure: failureView.nullable(),
    lastDeliveryAt: timestamp.nullable(),
    /** Counted since the start. */
    accepted: z.int(),
    refusedSignature: z.int(),
    refusedOther: z.int(),
    empty: z.int(),
  }),
  journal: journalBalance.extend({ balanced: z.boolean(), oldestBodyAt: timestamp.nullable(), bodyBytes: z.int() }),
  outbox: z.object({
    queued: z.int(),
    sending: z.int(),
    unsure: z.int(),
    failed: z.int(),
    /** Why sending stands still for a connection; null when it does not. */
    paused: z.enum(['no_token', 'token_refused', 'account']).nullable(),
    nextTryAt: timestamp.nullable(),
  }),
  graph: z.object({
    state: z.enum(['unknown', 'ok', 'unreachable', 'token_refused']),
    lastAnswerAt: timestamp.nullable(),
    skewMs: z.int(),
    lastFailure: failureView.nullable(),
  }),
  media: z.object({
    waiting: z.int(),
    failed: z.int(),
    stored: z.int(),
    bytes: z.int(),
    /** Why downloads stand still; null when they do not. */
    paused: z.enum(['disk_full', 'budget_reached', 'token_refused']).nullable(),
  }),
  database: z.object({
    bytes: z.int(),
    messages: z.int(),
    conversations: z.int(),
    contacts: z.int(),
    schemaVersion: z.int(),
  }),
  /** Account-level trouble and notices that Meta told by webhook, newest first. */
  notices: z.array(z.object({ at: timestamp, field: z.string(), title: z.string(), detail: z.string().nullable() })),
});

/** What the page must know before it draws anything. */
export const appState = z.object({
  shell: z.enum(['desktop', 'headless']),
  version: z.string(),
  sandbox: z.boolean(),
  /** Address of the sandbox's control panel; null outside the sandbox. */
  sandboxPanelUrl: z.string().nullable(),
  connections: z.array(connectionView),
  settings,
  counts: countsView,
  /** Corrected time at the moment of the answer (epoch ms): the page's clock follows it. */
  now: timestamp,
  /** Since when nothing could be sent for lack of network or token; null when all is well. */
  offlineSince: timestamp.nullable(),
  seq: z.int(),
});

export type FailureView = z.output<typeof failureView>;
export type WindowView = z.output<typeof windowView>;
export type PersonView = z.output<typeof personView>;
export type PreviewView = z.output<typeof previewView>;
export type ConversationRow = z.output<typeof conversationRow>;
export type IdentityView = z.output<typeof identityView>;
export type JoinView = z.output<typeof joinView>;
export type ContactView = z.output<typeof contactView>;
export type ConversationView = z.output<typeof conversationView>;
export type QuoteView = z.output<typeof quoteView>;
export type ReactionView = z.output<typeof reactionView>;
export type MessageFailureView = z.output<typeof messageFailureView>;
export type MessageView = z.output<typeof messageView>;
export type MessageDetails = z.output<typeof messageDetails>;
export type ReadReceiptMode = (typeof readReceiptModes)[number];
export type ConnectionView = z.output<typeof connectionView>;
export type Settings = z.output<typeof settings>;
export type CountsView = z.output<typeof countsView>;
export type JournalBalance = z.output<typeof journalBalance>;
export type HealthView = z.output<typeof healthView>;
export type AppState = z.output<typeof appState>;
