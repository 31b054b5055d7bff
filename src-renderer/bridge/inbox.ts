import type { EventPayload, FileBytes, InboxBridge, MethodInput, MethodOutput, Wire } from '../../src-preload/contract/index.ts';
import type { EventName, MethodName } from '../../src-preload/contract/names.ts';

declare global {
  interface Window {
    /** Set by the preload on the desktop; absent in the headless shell. */
    readonly inbox?: InboxBridge;
  }
}

let bridge: InboxBridge | null = null;

/** Finds the preload's bridge or makes the web one. Once, before the page draws. */
export async function connectBridge(): Promise<void> {
  bridge = window.inbox ?? (await import('../../src-preload/web.ts')).connectWebBridge();
}

/** Tests hand in a bridge of their own. */
export function setBridge(made: InboxBridge): void {
  bridge = made;
}

function connected(): InboxBridge {
  if (bridge === null) throw new Error('The bridge is not connected yet');
  return bridge;
}

/** Never rejects: failures are answers. */
export function call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<Wire<MethodOutput<N>>> {
  return connected().call(name, input);
}

/** Subscribes; the answer undoes it. */
export function on<E extends EventName>(event: E, listener: (payload: EventPayload<E>) => void): () => void {
  return connected().on(event, listener);
}

/** Hands a file to the core; `progress` hears 0 to 1. */
export function addFile(file: FileBytes, name: string, progress?: (share: number) => void): ReturnType<InboxBridge['files']['add']> {
  return connected().files.add(file, name, progress);
}

export function capabilities(): InboxBridge['capabilities'] {
  return connected().capabilities;
}
