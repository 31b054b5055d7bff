import type { Wire } from '../../../src-preload/contract/bridge.ts';
import type { InboxEvent, Wicket } from '../../compose.ts';
import { toFailure, WicketError } from '../../domain/errors.ts';

export interface FakeWicket extends Wicket {
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** Sets what a method answers; `echo` of the input is the usual answer. */
  answer(name: string, give: (input: unknown) => Wire<unknown> | Promise<Wire<unknown>>): void;
  emit(event: InboxEvent): void;
  readonly closed: boolean;
}

/** A core that answers every call with what it was given, for tests of what stands around the core. */
export function createFakeWicket(options: { readonly sandbox?: boolean } = {}): FakeWicket {
  const listeners = new Set<(event: InboxEvent) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const answers = new Map<string, (input: unknown) => Wire<unknown> | Promise<Wire<unknown>>>();
  let closed = false;
  return {
    sandbox: options.sandbox === true,
    webhookUrl: 'http://127.0.0.1:1/api/webhook/whatsapp',
    receiverFailure: null,
    secretsFailure: null,
    sandboxUrl: options.sandbox === true ? 'http://127.0.0.1:2' : null,
    calls,
    answer: (name, give) => void answers.set(name, give),
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    get closed() {
      return closed;
    },
    call: async (name, input) => {
      if (closed) return { ok: false, error: toFailure(new WicketError('internal')) };
      calls.push({ name, input });
      return answers.get(name)?.(input) ?? { ok: true, value: { echo: input } };
    },
    operate: (request) => Promise.resolve({ operated: request }),
    wake: () => undefined,
    onEvent: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}
