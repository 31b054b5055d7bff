import type { Clock, Log } from '../ports.ts';

/** What an app needs to talk to a Cloud API number; the sandbox invents them. */
export interface SandboxCredentials {
  readonly appId: string;
  readonly appSecret: string;
  readonly accessToken: string;
  readonly verifyToken: string;
  readonly wabaId: string;
  readonly phoneNumberId: string;
  /** The business's own number, E.164 with `+`. */
  readonly phone: string;
}

/** The part of the credentials that nobody else may know. */
export type SandboxSecrets = Pick<SandboxCredentials, 'appSecret' | 'accessToken' | 'verifyToken'>;

export interface SandboxOptions {
  /** 0 or undefined picks a free port. */
  readonly port?: number;
  readonly host?: '127.0.0.1';
  readonly log: Log;
  /** Drives every timer and, with the sandbox's own offset, every timestamp. */
  readonly clock: Clock;
  /** Makes ids, delays and choices repeatable. Without it they differ from run to run, so ids never collide. */
  readonly seed?: number;
  /** Personas neither write by themselves, nor answer, nor have histories; tests drive everything. */
  readonly quiet?: boolean;
  /** Divides every delay: 10 makes statuses and personas ten times as fast. */
  readonly speed?: number;
  /**
   * A JSON file in which open windows, known message ids and the clock's offset outlive the process. Without it each start is a new
   * world. Neither secrets nor media are in it: after a restart media ids are unknown.
   */
  readonly stateFile?: string;
  /** Secrets of an earlier run, where the caller has kept them; otherwise new ones are invented. */
  readonly secrets?: SandboxSecrets;
}

/** A running sandbox. */
export interface Sandbox {
  /** Address of the Graph API, without a version and without a slash at the end. */
  readonly baseUrl: string;
  /** The control panel, with the key that opens it; for the person's own browser only. */
  readonly panelUrl: string;
  /** The control API, with its key and a slash at the end. */
  readonly controlUrl: string;
  readonly credentials: SandboxCredentials;
  /** The same as the control API, for callers in this process. */
  readonly control: SandboxControl;
  /** Runs Meta's handshake against `url`; true when it passed and webhooks go there from now on. */
  setWebhook(url: string): Promise<boolean>;
  /** Epoch milliseconds by the sandbox's movable clock. A state file may have given it an offset from the start. */
  now(): number;
  /** Moves the sandbox's clock. Delays under way keep their length; waiting webhook retries are tried at once. */
  advance(ms: number): void;
  /** Told after each move: the new time and the whole offset to the clock that was given. The answer undoes it. */
  onClockMoved(listener: (now: number, offsetMs: number) => void): () => void;
  /** Ends timers, requests under way and the server. Safe to call twice. */
  close(): Promise<void>;
}

/** An invented customer, as the control API tells it. */
export interface PersonaView {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** E.164 digits without `+`; null for the one who hides it. */
  readonly waId: string | null;
  readonly userId: string;
  readonly username: string | null;
  readonly story: string;
  /** When the persona last opened the window (epoch ms, sandbox's clock). */
  readonly lastInboundAt: number | null;
  readonly windowOpen: boolean;
  readonly blocked: boolean;
}

/** Bytes for a media message; without them the sandbox sends its own small sample. */
export interface SampleMedia {
  readonly mimeType?: string;
  readonly base64?: string;
  /** What is wrong with the file that the webhook names; `dead-id` is known under no address and no id any more. */
  readonly mediaFault?: MediaFault;
}

export type MediaFault = 'wrong-hash' | 'expired-url' | 'no-url' | 'dead-id' | 'foreign-url';

/**
 * What a persona can send. `replyTo` is the wamid of a quoted message; `'last'` stands for the agent's newest one. As `messageId`, `'last'` stands for
 * the agent's newest message (reaction) or the persona's own (edit, revoke).
 */
export type PersonaMessage = (
  | { readonly kind: 'text'; readonly text: string }
  | ({ readonly kind: 'image' | 'video'; readonly caption?: string } & SampleMedia)
  | ({ readonly kind: 'audio'; readonly voice?: boolean } & SampleMedia)
  | ({ readonly kind: 'document'; readonly filename?: string; readonly caption?: string } & SampleMedia)
  | ({ readonly kind: 'sticker'; readonly animated?: boolean } & SampleMedia)
  | { readonly kind: 'location'; readonly latitude?: number; readonly longitude?: number; readonly name?: string; readonly address?: string }
  | { readonly kind: 'contacts'; readonly names?: readonly string[] }
  /** An empty emoji takes the reaction away. */
  | { readonly kind: 'reaction'; readonly messageId: string; readonly emoji: string }
  | { readonly kind: 'button'; readonly text: string; readonly payload?: string }
  | { readonly kind: 'button_reply'; readonly id: string; readonly title: string }
  | { readonly kind: 'list_reply'; readonly id: string; readonly title: string; readonly description?: string }
  | { readonly kind: 'nfm_reply'; readonly responseJson?: string; readonly name?: 'flow' | 'address_message' }
  | { readonly kind: 'order'; readonly text?: string }
  | { readonly kind: 'number_change'; readonly newWaId?: string }
  /** The security code changed: a new phone, or WhatsApp installed anew. */
  | { readonly kind: 'identity_change' }
  /** A call of the persona's, told by two webhooks; without seconds nobody took it. */
  | { readonly kind: 'call'; readonly seconds?: number }
  | { readonly kind: 'unsupported'; readonly type?: string }
  | { readonly kind: 'edit'; readonly messageId: string; readonly text: string }
  | { readonly kind: 'revoke'; readonly messageId: string }
  /** Put into `messages[]` as it stands; missing `from`, `id` and `timestamp` are filled in. */
  | { readonly kind: 'raw'; readonly message: Readonly<Record<string, unknown>> }
) & {
  readonly replyTo?: string;
  readonly forwarded?: boolean | 'often';
  /** A question about this product of the shop's catalogue. */
  readonly aboutProduct?: string;
  /** Came from a click-to-WhatsApp ad. */
  readonly fromAd?: boolean;
  /** Meta's timestamp (epoch ms); the sandbox's now when left out. */
  readonly at?: number;
};

export interface SentByPersona {
  readonly wamid: string;
  /** Epoch milliseconds, whole seconds as on the wire. */
  readonly at: number;
}

/**
 * What goes wrong with Graph requests.
 * error: Meta's error with that code. status: that HTTP status with an HTML page. delay: answered normally, later.
 * cut-before-body: the line breaks before the body is read. cut-after-accepted / cut-after-refused: the body was read, the message did
 * (or did not) go out, no answer comes. no-answer: nothing at all until the other side gives up (and the message is not sent).
 */
export type RequestFault = (
  | { readonly type: 'error'; readonly code: number; readonly subcode?: number; readonly status?: number; readonly details?: string; readonly retryAfterSeconds?: number }
  | { readonly type: 'status'; readonly status: number }
  | { readonly type: 'delay'; readonly ms: number }
  | { readonly type: 'cut-before-body' }
  | { readonly type: 'cut-after-accepted' }
  | { readonly type: 'cut-after-refused' }
  | { readonly type: 'no-answer' }
) & {
  /** How many requests it hits; 1 when left out. */
  readonly times?: number;
  /** Which requests: sends only (the default), receipts, media, or all. */
  readonly on?: RequestSubject | 'any';
};

export type RequestSubject = 'send' | 'receipt' | 'media' | 'other';

/** What goes wrong with webhooks; `times` deliveries, 1 when left out. `reorder` and `batch` wait for that many events and send them backwards / in one body. */
export type WebhookFault = {
  readonly type: 'duplicate' | 'reorder' | 'delay' | 'drop' | 'wrong-signature' | 'batch';
  readonly times?: number;
  /** For `delay`. */
  readonly ms?: number;
};

/** What goes wrong with the statuses of the next `times` accepted messages. `hold` keeps them until released. */
export type StatusFault = (
  | { readonly type: 'fail'; readonly code: number; readonly details?: string }
  | { readonly type: 'skip-delivered' }
  | { readonly type: 'hold' }
  | { readonly type: 'never-read' }
) & { readonly times?: number };

export interface ReceivedRequest {
  readonly seq: number;
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly subject: RequestSubject;
  /** Parsed JSON body; null for none or for bytes. The token is never kept. */
  readonly body: unknown;
  /** HTTP status of the answer; null when the line was cut. */
  readonly status: number | null;
  /** Meta's error code in the answer. */
  readonly errorCode: number | null;
  /** The wamid that the answer gave, or would have given. */
  readonly wamid: string | null;
  /** The fault that hit it. */
  readonly fault: RequestFault['type'] | null;
}

export interface SentWebhook {
  readonly seq: number;
  readonly at: number;
  readonly body: unknown;
  readonly attempt: number;
  /** HTTP status of the receiver's answer; null when none came; 0 when it was dropped on purpose. */
  readonly status: number | null;
}

export interface SandboxSettings {
  readonly quiet: boolean;
  /** How a send into a closed window is refused: at once, or by a failed status after HTTP 200 (as Meta mostly does). */
  readonly windowRefusal: 'answer' | 'status';
  readonly pairLimit: boolean;
  /** Requests per second and number; Meta's default is 80. */
  readonly throughput: number;
  /** Whether personas read what they get. */
  readonly readReceipts: boolean;
  /** Share of Meta's call limit that answers tell as used up, 0 to 100. */
  readonly usagePercent: number;
}

export interface LogFilter {
  /** Only entries after this seq. */
  readonly after?: number;
  readonly subject?: RequestSubject;
}

/** Everything that tests and the panel can do. */
export interface SandboxControl {
  personas(): readonly PersonaView[];
  /** Rejects with `not_found` for an unknown persona, with `bad_input` where a quoted message is needed and there is none. */
  send(personaId: string, message: PersonaMessage): SentByPersona;
  /** The persona's next line of their own story; after the last one it begins again. */
  sendNext(personaId: string): SentByPersona;
  /** Sends a whole webhook body, signed like any other. */
  sendRawBody(body: unknown): void;
  failRequests(fault: RequestFault): void;
  failWebhooks(fault: WebhookFault): void;
  failStatuses(fault: StatusFault): void;
  clearFaults(): void;
  /** Sends the statuses that a `hold` kept. */
  releaseStatuses(): void;
  settings(): SandboxSettings;
  change(settings: Partial<SandboxSettings>): void;
  requests(filter?: LogFilter): readonly ReceivedRequest[];
  webhooks(filter?: { readonly after?: number }): readonly SentWebhook[];
  /** Resolves with the newest matching entry once there are `count` of them; rejects with `timed_out`. */
  waitForRequests(count: number, filter?: LogFilter, timeoutMs?: number): Promise<readonly ReceivedRequest[]>;
  /** Counts webhooks that the receiver answered with 200. */
  waitForWebhooks(count: number, filter?: { readonly after?: number }, timeoutMs?: number): Promise<readonly SentWebhook[]>;
  /** Resolves when no webhook waits, is under way or is planned (statuses and answers of personas included). */
  idle(timeoutMs?: number): Promise<void>;
  /** Sets the sandbox's clock (epoch ms). */
  setClock(at: number): void;
  /** Empties logs, faults, media, windows and pending timers; credentials and webhook address stay. */
  reset(): void;
}
