import type { EventPayload, InboxBridge } from '../../src-preload/contract/index.ts';
import type { EventName, MethodName } from '../../src-preload/contract/names.ts';

type Answer = (input: never) => unknown;

export interface ScriptedBridge {
  readonly bridge: InboxBridge;
  /** What was asked, in order. */
  readonly calls: { readonly name: MethodName; readonly input: unknown }[];
  /** Sets or replaces the answer to a method. Without one the call stays open. */
  readonly answer: (name: MethodName, give: Answer) => void;
  readonly emit: <E extends EventName>(event: E, payload: EventPayload<E>) => void;
  /** Lets everything that is under way come through. */
  readonly settle: () => Promise<void>;
}

/** A bridge whose answers the test gives. */
export function scriptedBridge(): ScriptedBridge {
  const answers = new Map<MethodName, Answer>();
  const calls: { name: MethodName; input: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const bridge: InboxBridge = {
    async call(name, input) {
      calls.push({ name, input });
      const give = answers.get(name);
      if (give === undefined) return new Promise(() => undefined);
      return { ok: true, value: (await give(input as never)) as never };
    },
    on(event, listener) {
      const known = listeners.get(event) ?? new Set();
      known.add(listener as never);
      listeners.set(event, known);
      return () => known.delete(listener as never);
    },
    files: { add: () => ({ grant: new Promise(() => undefined), cancel: () => undefined }) },
    capabilities: { shell: 'headless', windowButtons: 'none' },
  };
  return {
    bridge,
    calls,
    answer: (name, give) => answers.set(name, give),
    emit: (event, payload) => listeners.get(event)?.forEach((listener) => listener(payload as never)),
    settle: () => new Promise((resolve) => setTimeout(resolve, 0)),
  };
}
