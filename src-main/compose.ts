import type { Wire } from '../src-preload/contract/bridge.ts';
import type { EventPayload } from '../src-preload/contract/events.ts';
import type { EventName, MethodName } from '../src-preload/contract/names.ts';
import type { Failure } from './domain/errors.ts';
import type { Ports } from './ports.ts';

export interface ComposeOptions {
  readonly ports: Ports;
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  /** The sandbox's own data folder is open: an in-process sandbox is started and connected as if it were Meta. */
  readonly sandbox: boolean;
  /**
   * `serve`: receiver, ingest and outbox run. `offline`: the folder is open for one command (connect, export, doctor); nothing listens.
   * `send`: ingest and outbox run, nothing listens.
   */
  readonly mode: 'serve' | 'offline' | 'send';
  /** Port of the webhook receiver; 0 picks one; undefined follows the setting. */
  readonly webhookPort?: number;
  readonly sandboxPort?: number;
}

export type InboxEvent = { readonly [E in EventName]: { readonly name: E; readonly payload: EventPayload<E> } }[EventName];

/** A running core, as shells and the command line see it. */
export interface Wicket {
  readonly sandbox: boolean;
  /** Address that a tunnel forwards to; null when the receiver is not listening (then `receiverFailure` says why). */
  readonly webhookUrl: string | null;
  readonly receiverFailure: Failure | null;
  /** Base address of the in-process sandbox; null outside it. */
  readonly sandboxUrl: string | null;
  /** The one door for pages: parses, runs, checks the answer. Never rejects. */
  call(name: MethodName | (string & {}), rawInput: unknown): Promise<Wire<unknown>>;
  /** Everything that pages are told. The answer undoes it. */
  onEvent(listener: (event: InboxEvent) => void): () => void;
  /** Finishes what runs, closes the database. Safe to call twice. */
  close(): Promise<void>;
}
