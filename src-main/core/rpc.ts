import type { Wire } from '../../src-preload/contract/bridge.ts';
import { methods } from '../../src-preload/contract/methods.ts';
import type { HandlerOutput, ParsedInput } from '../../src-preload/contract/methods.ts';
import type { MethodName } from '../../src-preload/contract/names.ts';
import type { ErrorDetail } from '../domain/errors.ts';
import { toFailure, WicketError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';

/** What answers each method. The input is parsed already; the output is checked on its way out. */
export type Handlers = { readonly [N in MethodName]: (input: ParsedInput<N>) => Promise<HandlerOutput<N>> };

export interface Rpc {
  /** The one door for pages. Never rejects: every failure is data. */
  call(name: string, raw: unknown): Promise<Wire<unknown>>;
}

/** Most characters that an input may have as JSON. The largest that is meant, a draft, has 20,000. */
const maxInputCharacters = 256 * 1024;

/** Puts the contract's schemas around the handlers, on both sides. */
export function createRpc(handlers: Handlers, log: Log): Rpc {
  return {
    async call(name, raw) {
      if (!isMethod(name)) {
        // What is asked for is not ours, so its name is not trusted in the log at full length.
        log.warn('rpc.unknown_method', { method: name.slice(0, 64) });
        return { ok: false, error: toFailure(new WicketError('unknown_method')) };
      }
      try {
        return { ok: true, value: await run(handlers, name, raw) };
      } catch (thrown) {
        const error = toFailure(thrown);
        if (thrown instanceof WicketError && thrown.cause === undefined) log.info('rpc.refused', { method: name, code: error.code });
        else log.error('rpc.failed', { method: name, code: error.code }, thrown);
        return { ok: false, error };
      }
    },
  };
}

function isMethod(name: string): name is MethodName {
  return Object.hasOwn(methods, name);
}

async function run<N extends MethodName>(handlers: Handlers, name: N, raw: unknown): Promise<unknown> {
  const { input, output } = methods[name];
  refuseLarge(raw);
  const parsed = input.safeParse(raw);
  if (!parsed.success) throw new WicketError('bad_input', { detail: firstIssue(parsed.error.issues) });

  const handler = handlers[name] as (input: unknown) => Promise<unknown>;
  const answer = output.safeParse(await handler(parsed.data));
  if (answer.success) return answer.data;
  throw new Error(`The answer of ${name} does not fit the contract: ${JSON.stringify(firstIssue(answer.error.issues))}`);
}

function refuseLarge(raw: unknown): void {
  let characters: number;
  try {
    characters = JSON.stringify(raw)?.length ?? 0;
  } catch (thrown) {
    // Circles and bigints are nothing that a bridge carries.
    throw new WicketError('bad_input', { detail: { reason: thrown instanceof Error ? thrown.name : 'unreadable' } });
  }
  if (characters > maxInputCharacters) throw new WicketError('too_large', { detail: { characters, most: maxInputCharacters } });
}

/** Where the first mistake is and of which kind; never the value, which may be a text or a secret. */
function firstIssue(issues: readonly { readonly path: readonly PropertyKey[]; readonly code: string }[]): ErrorDetail {
  const issue = issues[0];
  return issue === undefined ? {} : { path: issue.path.map(String).join('.'), reason: issue.code };
}
