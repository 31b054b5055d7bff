import { z } from 'zod';
import { draftAttachment, mediaView, outgoingContent } from './content.ts';
import { MAX_ATTACHMENTS } from './limits.ts';
import type { MethodName } from './names.ts';
import {
  appState,
  connectionId,
  connectionView,
  contactId,
  contactView,
  conversationId,
  conversationRow,
  conversationView,
  countsView,
  healthView,
  messageDetails,
  messageId,
  messageView,
  readReceiptModes,
  settings,
  timestamp,
} from './views.ts';

/**
 * Everything that the page may ask. One map: the rpc border, the bridge's types and the conformance tests follow from it.
 * Answers that come from the database carry the `seq` of the change feed that they saw; a store drops what is older.
 */

const seq = z.int().nonnegative();
const limit = z.int().min(1).max(200);
const nothing = z.object({});
const done = z.object({ done: z.literal(true) });

/** Keyset cursor of a list: the sort time and id of its last row. */
export const cursor = z.object({ at: timestamp, id: z.int() });
const connectionForm = z.object({
  /** Null connects a new number. */
  id: connectionId.nullable(),
  name: z.string().trim().max(80),
  phone: z.string().trim().min(1).max(32),
  phoneNumberId: z.string().trim().regex(/^\d{3,32}$/),
  wabaId: z.string().trim().regex(/^\d{3,32}$/),
  appId: z.string().trim().regex(/^\d{3,32}$/).nullable(),
  graphUrl: z.url().max(300),
  graphVersion: z.string().regex(/^v\d{1,3}\.\d$/),
  readReceipts: z.enum(readReceiptModes),
  typingIndicator: z.boolean().default(false),
  /** Secrets go in, never out; undefined leaves what is stored, null clears it. */
  accessToken: z.string().trim().min(1).max(4096).nullable().optional(),
  appSecret: z.string().trim().min(1).max(512).nullable().optional(),
  verifyToken: z.string().trim().min(1).max(512).nullable().optional(),
});

export const methods = {
  /** All that the page needs before it draws. */
  'app.state': { input: nothing, output: appState },
  /** Says what is on screen, so that the change feed carries whole views for it and ids for the rest. */
  'app.watch': {
    input: z.object({ conversationId: conversationId.nullable(), focused: z.boolean() }),
    output: done,
  },
  /** Changes after `since`; `resync` when the feed no longer has them and everything must be read anew. */
  'app.changesSince': {
    input: z.object({ epoch: z.string(), since: seq }),
    output: z.object({ resync: z.boolean(), epoch: z.string(), seq }),
  },

  'conversations.page': {
    input: z.object({
      connectionId: connectionId.nullable(),
      view: z.enum(['all', 'unread', 'closing']),
      /** Filters by name, username or phone number; accents and case are ignored. */
      query: z.string().max(200).default(''),
      after: cursor.nullable(),
      limit,
    }),
    output: z.object({
      rows: z.array(conversationRow),
      next: cursor.nullable(),
      /** How many rows the whole list has. */
      total: z.int().nonnegative(),
      seq,
    }),
  },
  /** Rows by id, for a list that was told of changes; ids that do not exist are left out. */
  'conversations.rows': {
    input: z.object({ ids: z.array(conversationId).max(200) }),
    output: z.object({ rows: z.array(conversationRow), seq }),
  },
  'conversations.counts': {
    input: z.object({ connectionId: connectionId.nullable() }),
    output: countsView.extend({ seq }),
  },
  /** Header, window, unread marker and the newest page (or the page around the first unread message) in one call. */
  'conversations.open': {
    input: z.object({ id: conversationId, limit }),
    output: z.object({
      conversation: conversationView,
      messages: z.array(messageView),
      hasOlder: z.boolean(),
      hasNewer: z.boolean(),
      /** First unread message when it was opened; null when all was read. */
      firstUnreadId: messageId.nullable(),
      seq,
    }),
  },
  'conversations.get': {
    input: z.object({ id: conversationId }),
    output: z.object({ conversation: conversationView, seq }),
  },
  /** All up to and with this message is read here; whether the customer is told follows the connection's setting. */
  'conversations.markRead': { input: z.object({ id: conversationId, upTo: messageId }), output: done },
  'conversations.markUnread': { input: z.object({ id: conversationId }), output: done },
  /** `extras` is what the draft holds besides its text; left out, what is stored stays. */
  'conversations.saveDraft': {
    input: z.object({
      id: conversationId,
      text: z.string().max(20_000),
      extras: z.object({ replyTo: messageId.nullable(), attachments: z.array(draftAttachment).max(MAX_ATTACHMENTS) }).optional(),
    }),
    output: done,
  },

  /** One page of a thread, oldest first, before or after a message. */
  'messages.page': {
    input: z.object({ conversationId, before: messageId.optional(), after: messageId.optional(), limit }),
    output: z.object({ messages: z.array(messageView), hasMore: z.boolean(), seq }),
  },
  /** The slice around one message, for jumps. */
  'messages.around': {
    input: z.object({ conversationId, messageId, limit }),
    output: z.object({ messages: z.array(messageView), hasOlder: z.boolean(), hasNewer: z.boolean(), seq }),
  },
  'messages.byIds': {
    input: z.object({ ids: z.array(messageId).max(200) }),
    output: z.object({ messages: z.array(messageView), seq }),
  },
  'messages.details': { input: z.object({ id: messageId }), output: messageDetails },
  /** Queues a message. Refuses with `window_closed` before any request; `clientKey` makes a repeated call harmless. */
  'messages.send': {
    input: z.object({
      conversationId,
      content: outgoingContent,
      replyTo: messageId.nullable(),
      clientKey: z.string().min(8).max(64),
    }),
    output: z.object({ message: messageView, seq }),
  },
  /** Takes back what is still queued. */
  'messages.cancel': { input: z.object({ id: messageId }), output: done },
  /** A failed message is sent again as a new one; the failed one stays. */
  'messages.retry': { input: z.object({ id: messageId }), output: z.object({ message: messageView, seq }) },
  /** An unsure message is sent again although it may arrive twice; the person has agreed to that. */
  'messages.sendAgain': { input: z.object({ id: messageId }), output: z.object({ message: messageView, seq }) },

  /** Reacts to a message; an empty emoji takes the reaction back. */
  'messages.react': {
    input: z.object({ id: messageId, emoji: z.string().max(64), clientKey: z.string().min(8).max(64) }),
    output: z.object({ message: messageView, seq }),
  },
  /** Sends a message's content on, once to each conversation; those that cannot get it are named with the reason. */
  'messages.forward': {
    input: z.object({ id: messageId, to: z.array(conversationId).min(1).max(20), clientKey: z.string().min(8).max(64) }),
    output: z.object({
      sent: z.array(messageView),
      refused: z.array(z.object({ conversationId, code: z.string(), message: z.string(), cure: z.string() })),
      seq,
    }),
  },
  /** Takes a failed or cancelled bubble of ours away. */
  'messages.remove': { input: z.object({ id: messageId }), output: done },

  /** Downloads a file again that could not be had. */
  'media.retry': { input: z.object({ mediaId: z.int().positive() }), output: done },
  /** Pictures, videos and files of a conversation, newest first. */
  'media.gallery': {
    input: z.object({ conversationId, before: messageId.nullable(), limit }),
    output: z.object({
      items: z.array(z.object({ messageId, at: timestamp, kind: z.string(), filename: z.string().nullable(), media: mediaView })),
      hasMore: z.boolean(),
      seq,
    }),
  },
  /** Lets go of a file that was handed over and is not sent after all. */
  'files.release': { input: z.object({ fileId: z.string().min(8).max(64) }), output: done },

  /** An agent types; the customer is told at most once in 20 s, and only where the connection says so. */
  'conversations.typing': { input: z.object({ id: conversationId }), output: done },
  /** Opens the conversation with a phone number, making it where there is none. */
  'conversations.start': {
    input: z.object({ connectionId, phone: z.string().trim().min(3).max(40), name: z.string().trim().max(120).nullable() }),
    output: z.object({ conversationId, seq }),
  },

  'contacts.block': { input: z.object({ conversationId }), output: done },
  'contacts.unblock': { input: z.object({ conversationId }), output: done },

  'contacts.get': { input: z.object({ id: contactId }), output: z.object({ contact: contactView, seq }) },
  /** Null takes the name set by hand away again. */
  'contacts.rename': {
    input: z.object({ id: contactId, localName: z.string().trim().max(120).nullable() }),
    output: z.object({ contact: contactView, seq }),
  },
  /** Undoes a wrong join of two contacts; their messages go back to where they were. */
  'contacts.undoJoin': { input: z.object({ joinId: z.int() }), output: done },

  /** Connects a number or changes a connection. Works offline. */
  'connections.save': { input: connectionForm, output: z.object({ connection: connectionView }) },
  /** Asks Meta about the number with the stored token: what it is called and whether it may send. */
  'connections.check': {
    input: z.object({ id: connectionId }),
    output: z.object({
      displayPhone: z.string().nullable(),
      verifiedName: z.string().nullable(),
      quality: z.string().nullable(),
      status: z.string().nullable(),
    }),
  },
  /** The verify token is the one secret that a person must read, to enter it at Meta; makes one where none is set. */
  'connections.newVerifyToken': {
    input: z.object({ id: connectionId }),
    output: z.object({ verifyToken: z.string(), connection: connectionView }),
  },

  'settings.change': { input: settings.partial(), output: z.object({ settings }) },
  'health.get': { input: nothing, output: healthView },
  /** Runs quarantined and waiting items again. */
  'health.reprocess': { input: nothing, output: z.object({ items: z.int() }) },

  /** Leaves this data folder and opens the sandbox's own; the page is told with `app.reset`. */
  'sandbox.enter': { input: nothing, output: done },
  'sandbox.leave': { input: nothing, output: done },
} as const satisfies Record<MethodName, { input: z.ZodType; output: z.ZodType }>;

export type Methods = typeof methods;
/** What a caller hands in (before defaults). */
export type MethodInput<N extends MethodName> = z.input<Methods[N]['input']>;
/** What a handler gets (parsed). */
export type ParsedInput<N extends MethodName> = z.output<Methods[N]['input']>;
/** What a caller gets. */
export type MethodOutput<N extends MethodName> = z.output<Methods[N]['output']>;
/** What a handler gives, before it is checked. */
export type HandlerOutput<N extends MethodName> = z.input<Methods[N]['output']>;
export type ConnectionForm = z.input<typeof connectionForm>;
