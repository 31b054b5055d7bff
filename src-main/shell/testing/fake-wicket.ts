import type { Wire } from '../../../src-preload/contract/bridge.ts';
import type { InboxEvent, Wicket, WicketFiles } from '../../compose.ts';
import { type Failure, toFailure, WicketError } from '../../domain/errors.ts';

export interface FakeWicket extends Wicket {
  readonly calls: readonly { readonly name: string; readonly input: unknown }[];
  /** Sets what a method answers; `echo` of the input is the usual answer. */
  answer(name: string, give: (input: unknown) => Wire<unknown> | Promise<Wire<unknown>>): void;
  emit(event: InboxEvent): void;
  /** From now on no file is taken. */
  refuseFiles(failure: Failure): void;
  /** What was handed over, by name. */
  readonly taken: readonly { readonly name: string; readonly mime: string | null; readonly bytes: Uint8Array }[];
  readonly closed: boolean;
}

/** A core that answers every call with what it was given, for tests of what stands around the core. */
export function createFakeWicket(options: { readonly sandbox?: boolean } = {}): FakeWicket {
  const listeners = new Set<(event: InboxEvent) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const answers = new Map<string, (input: unknown) => Wire<unknown> | Promise<Wire<unknown>>>();
  let refusal: Failure | null = null;
  const taken: { name: string; mime: string | null; bytes: Uint8Array }[] = [];
  const files: WicketFiles = {
    take: async (bytes, { name, mime }) => {
      if (refusal !== null) throw new WicketError(refusal.code);
      const chunks: Uint8Array[] = [];
      for await (const chunk of bytes) chunks.push(chunk);
      const whole = Buffer.concat(chunks);
      taken.push({ name, mime, bytes: whole });
      const fileId = `file-${taken.length}`;
      return { fileId, name, mime: mime ?? '', bytes: whole.length, width: null, height: null, kinds: ['document'], refusal: null, url: `/files/${fileId}` };
    },
    media: async () => null,
    handed: async () => null,
    missing: async () => undefined,
  };
  let closed = false;
  return {
    files,
    taken,
    refuseFiles: (failure) => {
      refusal = failure;
    },
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
