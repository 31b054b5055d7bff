/** What a shell gives the core. Nothing below `shell/` knows whether it runs in Electron: it asks one of these. */

/** Wall clock and timers; tests and the sandbox bring their own. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `task` once after `ms`; the returned function cancels it. Pending timers do not keep the process alive. */
  after(ms: number, task: () => void): () => void;
}

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured log. Fields are ids, codes, counts and durations: never texts, tokens or whole phone numbers. */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields & { readonly error?: never }, thrown?: unknown): void;
}

/** One way of protecting the data folder's own key: the system's keychain, a key file, a passphrase. */
export interface KeyWrap {
  /** Name under which the wrapped key is stored; a folder may hold several. */
  readonly kind: 'keychain' | 'key-file' | 'passphrase';
  wrap(key: Uint8Array): Promise<Uint8Array>;
  /** Rejects with `secret_unreadable` when this device cannot open it. */
  unwrap(wrapped: Uint8Array): Promise<Uint8Array>;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** Opened when the person clicks the notice. */
  readonly conversationId?: number;
}

/** Desktop notifications; does nothing where there is no desktop. */
export interface Notifier {
  show(notice: Notice): void;
}

/** What the core needs of `fetch`. */
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Where things lie. All are absolute. */
export interface Paths {
  /** The data folder: database, media, lock, control socket. */
  readonly data: string;
}

export interface Ports {
  readonly clock: Clock;
  readonly log: Log;
  readonly keyWrap: KeyWrap;
  /** Wraps of the device's other shell that this one can open too. */
  readonly otherKeyWraps?: readonly KeyWrap[];
  readonly notifier: Notifier;
  readonly fetch: Fetch;
  readonly paths: Paths;
}
