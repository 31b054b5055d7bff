import type { ConnectionId, PhoneNumberId, WabaId, Wamid } from '../domain/ids.ts';
import type { Clock, Fetch, Log } from '../ports.ts';

/** Which number calls, and where its Graph lives. The token is asked for anew with every call, so a new one counts at once. */
export interface GraphTarget {
  readonly connectionId: ConnectionId;
  readonly phoneNumberId: PhoneNumberId;
  readonly wabaId: WabaId;
  /** Base address, for example `https://graph.facebook.com`. The token goes to this origin only. */
  readonly graphUrl: string;
  /** For example `v24.0`. */
  readonly graphVersion: string;
  readonly token: () => Promise<string | null>;
}

/**
 * One failed call, as a decision. `retry`: surely nothing happened, or Meta asks to try again. `wait`: the same, after `waitMs`.
 * `refuse`: the same request will not succeed. `unsure`: the line broke after the request left; nobody knows.
 */
export interface GraphFailure {
  readonly family: 'retry' | 'wait' | 'refuse' | 'unsure';
  readonly reason:
    | 'offline' // surely never reached Meta
    | 'throttled'
    | 'trouble' // Meta has a fault of its own
    | 'token'
    | 'account'
    | 'window_closed'
    | 'refused'
    | 'unreadable_answer'
    | 'no_wamid'
    | 'cut'
    | 'secret_missing'
    | 'foreign_address'; // the token must not go there
  /** How far it reaches: this message, all to this customer, or everything from this number. */
  readonly scope: 'message' | 'conversation' | 'number';
  /** Least time before the next try (milliseconds); null leaves it to the caller's back-off. */
  readonly waitMs: number | null;
  /** How often to try in all; null means without end (there is no network). */
  readonly tries: number | null;
  readonly httpStatus: number | null;
  readonly code: number | null;
  readonly subcode: number | null;
  /** Meta's own words; for the message details, never for the log. */
  readonly details: string | null;
  readonly title: string | null;
  readonly traceId: string | null;
}

export type GraphResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: GraphFailure };

/** Who gets a message. Where both are known the phone number goes first, as in Meta's own precedence. */
export interface Recipient {
  /** Digits as Meta gave them (`wa_id`) or E.164; the `+` is added. */
  readonly phone: string | null;
  /** Business-scoped user id. */
  readonly userId: string | null;
}

/** Kinds of messages that the product sends; each is also the key of its object in Meta's request. */
export type OutgoingKind = 'text' | 'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'contacts' | 'interactive' | 'reaction';

/** One message, its object already in Meta's own form. */
export interface OutgoingMessage {
  readonly to: Recipient;
  readonly kind: OutgoingKind;
  /** What stands under the key named like the kind: an object, for contacts a list. */
  readonly content: Readonly<Record<string, unknown>> | readonly unknown[];
  /** The message that is quoted; never with a reaction. */
  readonly replyTo: Wamid | null;
  /** Comes back in every status of this message; at most 512 characters. */
  readonly opaque: string;
}

/** A file for uploading. */
export interface UploadFile {
  /** Read as it is sent, so that a file on disk never lies in memory as a whole. */
  readonly bytes: Blob;
  /** Bare type, without parameters. */
  readonly mime: string;
  readonly filename: string;
}

export interface UploadOptions {
  /** Hears 0 to 1 as the bytes leave. */
  readonly onProgress?: (share: number) => void;
  readonly signal?: AbortSignal;
}

/** What Meta says about a file that it holds (Meta: "Media", retrieve URL). */
export interface MediaFacts {
  /** Good for five minutes. */
  readonly url: string;
  readonly mime: string | null;
  /** Lower-case hex; null when it was not told or cannot be read. */
  readonly sha256: string | null;
  readonly bytes: number | null;
}

/** An answered download; its bytes come as they are read. The stream fails when nothing comes for a minute. */
export interface MediaDownload {
  readonly body: ReadableStream<Uint8Array>;
  readonly mime: string | null;
  /** Content-Length; null when it was not told. */
  readonly bytes: number | null;
}

export interface AcceptedMessage {
  readonly wamid: Wamid;
  /** The normalised number of the customer; null when the answer named none. */
  readonly waId: string | null;
  readonly userId: string | null;
  /** `accepted` unless Meta said otherwise (`held_for_quality_assessment`, `paused`). */
  readonly status: string;
}

export interface PhoneNumberFacts {
  readonly displayPhone: string | null;
  readonly verifiedName: string | null;
  readonly quality: string | null;
  readonly status: string | null;
  readonly throughput: string | null;
}

/** What answers tell besides their content. */
export interface GraphObserver {
  /** Something answered. `skewMs` is Meta's clock minus ours by the `Date` header (null without one). */
  answered?(connectionId: ConnectionId, at: number, skewMs: number | null): void;
  /** Another version than the one asked for served the call (null: the same one). Told when it changes. */
  versionAnswered?(connectionId: ConnectionId, version: string | null): void;
  /** Share of Meta's call limit that is used up, 0 to 100, when the answer told it. */
  usage?(connectionId: ConnectionId, percent: number, regainMs: number | null): void;
}

export interface GraphOptions {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  readonly observer?: GraphObserver;
  /** How long one call may take in all (milliseconds). */
  readonly timeoutMs?: number;
}

export interface Graph {
  /** `POST /{phone-number-id}/messages` (Meta: "Messages"). */
  sendMessage(target: GraphTarget, message: OutgoingMessage, signal?: AbortSignal): Promise<GraphResult<AcceptedMessage>>;
  /** Tells the customer that everything up to this message is read (Meta: "Mark message as read"; at most 30 days old). */
  markRead(target: GraphTarget, wamid: Wamid, signal?: AbortSignal): Promise<GraphResult<true>>;
  /** Shows for up to 25 seconds that an agent types; marks as read up to this message too (Meta: "Typing indicators"). */
  showTyping(target: GraphTarget, wamid: Wamid, signal?: AbortSignal): Promise<GraphResult<true>>;
  /** Meta: "Media", upload. The id works for sending from this number for 30 days. Doing it twice is harmless. */
  uploadMedia(target: GraphTarget, file: UploadFile, options?: UploadOptions): Promise<GraphResult<{ readonly metaId: string }>>;
  /** Where the bytes of a media id are now, for five minutes. A dead id is refused with code 100. */
  lookupMedia(target: GraphTarget, metaId: string, signal?: AbortSignal): Promise<GraphResult<MediaFacts>>;
  /**
   * Gets the bytes behind an address of Meta's. The token goes to the connection's own Graph host and Meta's media hosts only; any other
   * address fails with `foreign_address` and is not called. An old address fails with `refused` and `httpStatus` 401, 403, 404 or 410.
   */
  downloadMedia(target: GraphTarget, url: string, signal?: AbortSignal): Promise<GraphResult<MediaDownload>>;
  /** Meta: "Block users". Only who wrote within 24 hours can be blocked; each refused user has a reason. */
  setBlocked(target: GraphTarget, user: Recipient, blocked: boolean, signal?: AbortSignal): Promise<GraphResult<true>>;
  phoneNumber(target: GraphTarget, signal?: AbortSignal): Promise<GraphResult<PhoneNumberFacts>>;
  /** Least time between two calls of this number now (milliseconds): above 75 % of Meta's call limit they are spread out. */
  spacingMs(connectionId: ConnectionId): number;
}
