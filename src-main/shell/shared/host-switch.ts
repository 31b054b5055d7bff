import type { Wire } from '../../../src-preload/contract/bridge.ts';
import type { InboxEvent, Wicket } from '../../compose.ts';
import { toFailure, WicketError } from '../../domain/errors.ts';

export type World = 'real' | 'sandbox';

/** The core that a shell shows, exchangeable: calls and events go to whichever is open now. */
export interface HostSwitch {
  /** The open core. Null only while one is exchanged for the other, or after both failed to open. */
  current(): Wicket | null;
  call(name: string, rawInput: unknown): Promise<Wire<unknown>>;
  onEvent(listener: (event: InboxEvent) => void): () => void;
  close(): Promise<void>;
}

/**
 * Opens the first core and answers `sandbox.enter` and `sandbox.leave` itself: a core cannot close itself in the middle of a call.
 * The old core is closed before the new one opens, since both want the receiver's port; when the new one does not open, the old
 * one comes back and the call is answered with the reason. Calls made meanwhile wait.
 */
export async function createHostSwitch(open: (world: World) => Promise<Wicket>, first: World): Promise<HostSwitch> {
  const listeners = new Set<(event: InboxEvent) => void>();
  const tell = (event: InboxEvent): void => {
    for (const listener of listeners) listener(event);
  };
  let current: Wicket | null = null;
  let detach = (): void => undefined;
  let exchange: Promise<unknown> = Promise.resolve();
  let closed = false;
  await show(first);

  async function show(world: World): Promise<void> {
    const next = await open(world);
    current = next;
    detach = next.onEvent(tell);
  }

  async function hide(): Promise<void> {
    detach();
    const old = current;
    current = null;
    await old?.close();
  }

  async function exchangeTo(world: World): Promise<Wire<unknown>> {
    const now: World = current?.sandbox === true ? 'sandbox' : 'real';
    if (closed || (current !== null && now === world)) return { ok: true, value: { done: true } };
    await hide();
    try {
      await show(world);
      return { ok: true, value: { done: true } };
    } catch (thrown) {
      await show(now);
      return { ok: false, error: toFailure(thrown) };
    } finally {
      if (current !== null) tell({ name: 'app.reset', payload: { sandbox: (current as Wicket).sandbox } });
    }
  }

  return {
    current: () => current,
    call: async (name, rawInput) => {
      if (name === 'sandbox.enter' || name === 'sandbox.leave') {
        const world = name === 'sandbox.enter' ? 'sandbox' : 'real';
        const answer = exchange.then(() => exchangeTo(world)).catch((thrown: unknown): Wire<unknown> => ({ ok: false, error: toFailure(thrown) }));
        exchange = answer;
        return answer;
      }
      await exchange;
      if (current === null) return { ok: false, error: toFailure(new WicketError('folder_unusable')) };
      return current.call(name, rawInput);
    },
    onEvent: (listener) => {
      const own = (event: InboxEvent): void => listener(event);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close: async () => {
      closed = true;
      await exchange;
      await hide();
      listeners.clear();
    },
  };
}
