import type { z } from 'zod';
import type { ConnectionId } from '../domain/ids.ts';
import { spacingForUsage } from '../domain/pacing.ts';
import { addressOf } from './address.ts';
import { createEndpoints } from './endpoints.ts';
import { causeOf, failureOfError, failureOfStatus, failureOfThrow, secretMissing } from './errors.ts';
import { readHeaders, type HeaderFacts } from './headers.ts';
import { errorAnswer } from './schemas.ts';
import { createDownload } from './download.ts';
import type { Graph, GraphFailure, GraphObserver, GraphOptions, GraphResult, GraphTarget } from './types.ts';

/** One call: what the endpoints hand to the only function that makes requests. */
export interface GraphRequest<T extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Name for the log. */
  readonly name: string;
  /** Below the version, already escaped. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Makes the form of an upload anew for its one request; `progressed` hears of every piece that leaves. */
  readonly form?: (progressed: () => void) => FormData;
  readonly answer: T;
  readonly signal?: AbortSignal | undefined;
  /** Tells more about a failure whose answer says more than Meta's error object does. */
  readonly refine?: (failure: GraphFailure, json: unknown) => GraphFailure;
}

export type RequestGraph = <T extends z.ZodType>(target: GraphTarget, request: GraphRequest<T>) => Promise<GraphResult<z.output<T>>>;

/** Some of Meta's hosts refuse whoever names no program. */
export const USER_AGENT = 'Wicket';
const DEFAULT_TIMEOUT_MS = 45_000;
/** Meta counts calls by the hour and tells the share with every answer; a share that is not told anew says little after this. */
const USAGE_HOLDS_MS = 5 * 60_000;
/** An upload ends when nothing of it could leave for this long, or when no answer follows its last piece. */
const UPLOAD_STALL_MS = 120_000;
/** Answers are small; whatever is larger is not one of Graph's. */
const MAX_ANSWER_CHARACTERS = 4_000_000;

/**
 * The Graph client. The token goes to the connection's own Graph origin and nowhere else: redirects are not followed. No call is
 * repeated here; each failure says what may be done about it.
 */
export function createGraph(options: GraphOptions): Graph {
  const usages = new Map<ConnectionId, { readonly percent: number; readonly until: number }>();
  const observer: GraphObserver = {
    ...options.observer,
    usage(connectionId, percent, regainMs) {
      usages.set(connectionId, { percent, until: options.clock.now() + Math.max(USAGE_HOLDS_MS, regainMs ?? 0) });
      options.observer?.usage?.(connectionId, percent, regainMs);
    },
  };
  return {
    ...createEndpoints(createRequest({ ...options, observer })),
    downloadMedia: createDownload(options),
    spacingMs(connectionId) {
      const usage = usages.get(connectionId);
      return usage === undefined || usage.until <= options.clock.now() ? 0 : spacingForUsage(usage.percent);
    },
  };
}

/** The one function that talks to Graph. */
export function createRequest({ fetch, clock, log, observer, timeoutMs = DEFAULT_TIMEOUT_MS }: GraphOptions): RequestGraph {
  const answeredVersions = new Map<number, string | null>();

  function observe(target: GraphTarget, headers: HeaderFacts, startedAt: number, endedAt: number): void {
    // The header has whole seconds, so its truth lies on average half a second later.
    const skewMs = headers.dateAt === null ? null : Math.round(headers.dateAt + 500 - (startedAt + endedAt) / 2);
    observer?.answered?.(target.connectionId, endedAt, skewMs);
    if (headers.usagePercent !== null) observer?.usage?.(target.connectionId, headers.usagePercent, headers.regainMs);
    if (headers.version !== null) {
      const other = headers.version === target.graphVersion ? null : headers.version;
      if (answeredVersions.get(target.connectionId) !== other) {
        answeredVersions.set(target.connectionId, other);
        observer?.versionAnswered?.(target.connectionId, other);
      }
    }
  }

  return async (target, request) => {
    const token = await target.token();
    if (token === null) return { ok: false, failure: secretMissing };
    const url = addressOf(target, request.path);
    const abort = new AbortController();
    const end = (): void => abort.abort(new DOMException('No answer in time', 'TimeoutError'));
    let cancelTimer = clock.after(request.form === undefined ? timeoutMs : UPLOAD_STALL_MS, end);
    const progressed = (): void => {
      cancelTimer();
      cancelTimer = clock.after(UPLOAD_STALL_MS, end);
    };
    const startedAt = clock.now();
    try {
      const response = await fetch(url.href, {
        method: request.method,
        redirect: 'manual',
        headers: {
          authorization: `Bearer ${token}`,
          accept: 'application/json',
          'user-agent': USER_AGENT,
          ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
        ...(request.form === undefined ? {} : { body: request.form(progressed) }),
        signal: request.signal === undefined ? abort.signal : AbortSignal.any([abort.signal, request.signal]),
      });
      const text = await response.text();
      const endedAt = clock.now();
      const headers = readHeaders(response.headers, endedAt);
      const result = readAnswer(response.status, text, headers, request);
      observe(target, headers, startedAt, endedAt);
      log.info('graph.answer', {
        connectionId: target.connectionId,
        call: request.name,
        status: response.status,
        ms: endedAt - startedAt,
        traceId: headers.traceId,
        requestId: response.headers.get('x-fb-request-id'),
        ...(result.ok ? {} : { family: result.failure.family, code: result.failure.code, subcode: result.failure.subcode }),
      });
      return result;
    } catch (thrown) {
      const failure = failureOfThrow(thrown);
      log.warn('graph.no_answer', {
        connectionId: target.connectionId,
        call: request.name,
        ms: clock.now() - startedAt,
        family: failure.family,
        cause: causeOf(thrown),
      });
      return { ok: false, failure };
    } finally {
      cancelTimer();
    }
  };
}

function readAnswer<T extends z.ZodType>(status: number, text: string, headers: HeaderFacts, request: GraphRequest<T>): GraphResult<z.output<T>> {
  const json = text.length > MAX_ANSWER_CHARACTERS ? undefined : readJson(text);
  const error = errorAnswer.safeParse(json);
  if (error.success) {
    const failure = failureOfError(error.data.error, status, headers);
    return { ok: false, failure: request.refine?.(failure, json) ?? failure };
  }
  if (status >= 200 && status < 300) {
    const answer = request.answer.safeParse(json);
    if (answer.success) return { ok: true, value: answer.data };
  }
  return { ok: false, failure: failureOfStatus(status, headers) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
