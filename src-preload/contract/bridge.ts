import type { Failure } from '../../src-main/domain/errors.ts';
import type { FileGrant } from './content.ts';
import type { EventPayload } from './events.ts';
import type { MethodInput, MethodOutput } from './methods.ts';
import type { EventName, MethodName } from './names.ts';

/** Errors travel as data: Electron's own error passing loses class and fields. */
export type Wire<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** The browser's `Blob` or `File`, told without the DOM's types. */
export interface FileBytes {
  readonly size: number;
  readonly type: string;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The one object that the page sees, `window.inbox`; the preload and the web bridge implement it alike. */
export interface InboxBridge {
  /** Never rejects: a broken line is an answer with `bridge_lost`. */
  call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<Wire<MethodOutput<N>>>;
  /** Subscribes; the answer undoes it. */
  on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void;
  readonly files: {
    /**
     * Hands a picked, dropped or pasted file to the core and gets a grant for it; the core never opens a path that the page named.
     * `progress` hears 0 to 1. The grant never rejects; `cancel` ends the transfer and lets go of what was taken.
     */
    add(file: FileBytes, name: string, progress?: (share: number) => void): { readonly grant: Promise<Wire<FileGrant>>; cancel(): void };
  };
  readonly capabilities: {
    readonly shell: 'desktop' | 'headless';
    /** Whether the page draws a title bar that moves the window, and on which side the window's buttons stand. */
    readonly windowButtons: 'none' | 'left' | 'right';
  };
}
