import type { Clock } from '../ports.ts';
import { mayCarryToken } from './address.ts';
import { USER_AGENT } from './client.ts';
import { addressRefused, causeOf, failureOfError, failureOfStatus, failureOfThrow, foreignAddress, secretMissing } from './errors.ts';
import { readHeaders } from './headers.ts';
import { errorAnswer } from './schemas.ts';
import type { Graph, GraphFailure, GraphOptions, GraphResult, MediaDownload } from './types.ts';

/** From one of Meta's hosts to another, if at all. */
const MOST_REDIRECTS = 3;
/** A download ends when nothing comes for this long. */
const STALL_MS = 60_000;
/** How much of an error page is read. */
const MAX_ERROR_CHARACTERS = 100_000;

/** Downloads of media: the one call that follows an address which a payload names, so each step is looked at before the token goes with it. */
export function createDownload({ fetch, clock, log }: GraphOptions): Graph['downloadMedia'] {
  return async (target, address, signal) => {
    const token = await target.token();
    if (token === null) return { ok: false, failure: secretMissing };
    const abort = new AbortController();
    const stalled = (): void => abort.abort(new DOMException('Nothing came in time', 'TimeoutError'));
    const cancelTimer = clock.after(STALL_MS, stalled);
    try {
      let at = parse(address);
      for (let step = 0; step <= MOST_REDIRECTS; step += 1) {
        if (at === null || !mayCarryToken(target, at)) {
          log.warn('graph.foreign_address', { connectionId: target.connectionId, host: at?.hostname ?? null });
          return { ok: false, failure: foreignAddress };
        }
        const response = await fetch(at.href, {
          redirect: 'manual',
          headers: { authorization: `Bearer ${token}`, 'user-agent': USER_AGENT },
          signal: signal === undefined ? abort.signal : AbortSignal.any([abort.signal, signal]),
        });
        const next = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
        if (next === null) return await answered(response, clock, stalled);
        await response.body?.cancel();
        at = parse(next, at);
      }
      return { ok: false, failure: foreignAddress };
    } catch (thrown) {
      const failure = failureOfThrow(thrown);
      log.warn('graph.no_answer', { connectionId: target.connectionId, call: 'media.download', family: failure.family, cause: causeOf(thrown) });
      return { ok: false, failure };
    } finally {
      cancelTimer();
    }
  };
}

async function answered(response: Response, clock: Clock, stalled: () => void): Promise<GraphResult<MediaDownload>> {
  if (response.status >= 200 && response.status < 300 && response.body !== null) {
    const length = Number(response.headers.get('content-length') ?? Number.NaN);
    const body = watched(response.body, clock, stalled);
    return { ok: true, value: { body, mime: response.headers.get('content-type'), bytes: Number.isSafeInteger(length) ? length : null } };
  }
  return { ok: false, failure: await failureOf(response, clock.now()) };
}

/** An old address answers as if it were the token's fault; only Meta's own error object says that it is. */
async function failureOf(response: Response, now: number): Promise<GraphFailure> {
  const headers = readHeaders(response.headers, now);
  const text = (await response.text()).slice(0, MAX_ERROR_CHARACTERS);
  const error = errorAnswer.safeParse(readJson(text));
  if (error.success) return failureOfError(error.data.error, response.status, headers);
  if ([401, 403, 404, 410].includes(response.status)) return addressRefused(response.status);
  return failureOfStatus(response.status, headers);
}

/** The same bytes, ended when nothing comes for too long. */
function watched(body: ReadableStream<Uint8Array>, clock: Clock, stalled: () => void): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const cancelTimer = clock.after(STALL_MS, stalled);
      try {
        const { done, value } = await reader.read();
        if (done) controller.close();
        else controller.enqueue(value);
      } finally {
        cancelTimer();
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

function parse(address: string, base?: URL): URL | null {
  return URL.canParse(address, base?.href) ? new URL(address, base?.href) : null;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
