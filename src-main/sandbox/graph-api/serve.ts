import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Log } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import { errorBody, GraphRefusal, problemOf } from '../graph-error.ts';
import type { GraphProblem } from '../graph-error.ts';
import type { Journal } from '../journal.ts';
import type { Random } from '../random.ts';
import type { RequestFault } from '../types.ts';
import { answerGraph, subjectOf, unknownPath } from './endpoints.ts';
import { MEDIA_PATH, mediaOfUrl } from './media.ts';
import type { GraphAnswer, GraphRequest, GraphWorld } from './route.ts';

const OLDEST_ALIVE = 21;
const NEWEST = 26;
const DEFAULT_VERSION = 24;
/** Room for a document of 100 MB and its form. */
const LARGEST_BODY = 101 * 1024 * 1024;

export interface ServeParts extends GraphWorld {
  readonly faults: Faults;
  readonly journal: Journal;
  readonly random: Random;
  readonly log: Log;
}

/** Answers one Graph request, or lets the scripted fault happen to it. */
export async function serveGraph(parts: ServeParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://sandbox');
  const { version, known, segments } = readPath(url.pathname);
  const method = req.method ?? 'GET';
  const { faults, journal } = parts;
  // Uploads are recognised by their path, so that line can break before the bytes are read; sends need their body.
  const early = segments[1] === 'media' ? faults.takeRequest('media') : null;
  if (early?.type === 'cut-before-body') {
    journal.addRequest({ method, path: url.pathname, subject: 'media', body: null, status: null, errorCode: null, wamid: null, fault: early.type });
    req.socket.destroy();
    return;
  }
  const bytes = await readBody(req);
  if (bytes === null) return;
  const request: GraphRequest = {
    method,
    segments,
    version: `v${version}.0`,
    query: url.searchParams,
    contentType: req.headers['content-type'] ?? '',
    bytes,
    body: parseJson(bytes),
    token: tokenOf(req, url),
  };
  const subject = subjectOf(parts, method, segments, request.body);
  const fault = early ?? (segments[1] === 'media' ? null : faults.takeRequest(subject));
  const entry = { method, path: url.pathname, subject, body: request.body ?? null, fault: fault?.type ?? null };
  const cut = (wamid: string | null): void => {
    journal.addRequest({ ...entry, status: null, errorCode: null, wamid });
    req.socket.destroy();
  };

  res.setHeader('facebook-api-version', `v${version}.0`);
  res.setHeader('date', new Date(parts.clock.now()).toUTCString());
  res.setHeader('x-fb-trace-id', parts.random.hex(16));
  res.setHeader('x-fb-request-id', parts.random.hex(16));
  res.setHeader('x-business-use-case-usage', usage(parts));

  switch (fault?.type) {
    case 'cut-before-body':
    case 'cut-after-refused':
      return cut(null);
    case 'no-answer':
      journal.addRequest({ ...entry, status: null, errorCode: null, wamid: null });
      return;
    case 'status':
      journal.addRequest({ ...entry, status: fault.status, errorCode: null, wamid: null });
      res.writeHead(fault.status, { 'content-type': 'text/html; charset=utf-8' });
      res.end('<!DOCTYPE html><html><body><h1>Sorry, something went wrong.</h1></body></html>');
      return;
    case 'delay':
      await new Promise<void>((resolve) => parts.clock.afterExactly(fault.ms, resolve));
      break;
    default:
  }

  const outcome = await run(parts, request, known, fault);
  if (fault?.type === 'cut-after-accepted') return cut('answer' in outcome ? (outcome.answer.wamid ?? null) : null);
  const answered = 'problem' in outcome ? refusal(parts, outcome.problem) : outcome.answer;
  journal.addRequest({
    ...entry,
    status: answered.status ?? 200,
    errorCode: 'problem' in outcome ? outcome.problem.code : null,
    wamid: answered.wamid ?? null,
  });
  if ('problem' in outcome && outcome.problem.retryAfterSeconds !== undefined) res.setHeader('retry-after', String(outcome.problem.retryAfterSeconds));
  sendJson(res, answered.status ?? 200, answered.body);
}

/** `GET` of a download address: the bytes, for whoever brings the token in time. */
export async function serveMedia(parts: ServeParts, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? '/', 'http://sandbox');
  const media = mediaOfUrl(parts.world, url.searchParams, parts.clock.now());
  const allowed = tokenOf(req, url) === parts.world.credentials.accessToken;
  const fault = parts.faults.takeRequest('media');
  const status = fault?.type === 'status' ? fault.status : !allowed ? 401 : media === null ? 404 : 200;
  const cut = fault !== null && fault.type !== 'status' && fault.type !== 'delay';
  parts.journal.addRequest({
    method: req.method ?? 'GET',
    path: MEDIA_PATH,
    subject: 'media',
    body: null,
    status: cut ? null : status,
    errorCode: null,
    wamid: null,
    fault: fault?.type ?? null,
  });
  if (fault?.type === 'cut-after-accepted' && media !== null) {
    // The line breaks in the middle of the bytes.
    res.writeHead(200, { 'content-type': media.mimeType, 'content-length': media.bytes.byteLength });
    res.write(media.bytes.subarray(0, Math.ceil(media.bytes.byteLength / 2)), () => req.socket.destroy());
    return;
  }
  if (fault?.type === 'no-answer') return;
  if (cut) {
    req.socket.destroy();
    return;
  }
  if (fault?.type === 'delay') await new Promise<void>((resolve) => parts.clock.afterExactly(fault.ms, resolve));
  res.setHeader('date', new Date(parts.clock.now()).toUTCString());
  if (status !== 200 || media === null) {
    res.writeHead(status, { 'content-type': 'text/plain' });
    res.end(status === 401 ? 'Authentication Error' : 'Not Found');
    return;
  }
  res.writeHead(200, { 'content-type': media.mimeType, 'content-length': media.bytes.byteLength });
  res.end(media.bytes);
}

type Outcome = { readonly answer: GraphAnswer } | { readonly problem: GraphProblem };

async function run(parts: ServeParts, request: GraphRequest, known: boolean, fault: RequestFault | null): Promise<Outcome> {
  try {
    if (!known) unknownPath(request);
    if (fault?.type === 'error') {
      return {
        problem: problemOf(fault.code, fault.details, {
          ...(fault.status === undefined ? {} : { status: fault.status }),
          ...(fault.subcode === undefined ? {} : { subcode: fault.subcode }),
          ...(fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds }),
        }),
      };
    }
    return { answer: await answerGraph(parts, request) };
  } catch (thrown) {
    if (thrown instanceof GraphRefusal) return { problem: thrown.problem };
    parts.log.error('sandbox.request.failed', { path: request.segments.length }, thrown);
    return { problem: problemOf(131000) };
  }
}

function refusal(parts: ServeParts, problem: GraphProblem): GraphAnswer {
  return { status: problem.status, body: errorBody(problem, `A${parts.random.hex(22)}`) };
}

function readPath(path: string): { readonly version: number; readonly known: boolean; readonly segments: readonly string[] } {
  const found = /^\/v(\d{1,3})\.(\d)(?=\/|$)/u.exec(path);
  const segments = path.slice(found?.[0].length ?? 0).split('/').filter((piece) => piece !== '').map(decode);
  if (found === null) return { version: DEFAULT_VERSION, known: true, segments };
  const asked = Number(found[1]);
  // A version that ended is answered by the oldest one alive; one that does not exist yet is not.
  return { version: Math.min(Math.max(asked, OLDEST_ALIVE), NEWEST), known: asked <= NEWEST && found[2] === '0', segments };
}

function decode(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    // A stray percent sign: the piece stands for itself and fits no id.
    return piece;
  }
}

/** The whole body; null when the other side went away or sent too much. */
async function readBody(req: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of req as AsyncIterable<Buffer>) {
      size += chunk.byteLength;
      if (size > LARGEST_BODY) {
        req.socket.destroy();
        return null;
      }
      chunks.push(chunk);
    }
  } catch {
    // The client hung up in the middle: there is nobody to answer.
    return null;
  }
  return Buffer.concat(chunks);
}

function parseJson(bytes: Buffer): unknown {
  if (bytes.byteLength === 0 || bytes.byteLength > 2 * 1024 * 1024) return undefined;
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    // Not JSON: endpoints that need it refuse; uploads are forms.
    return undefined;
  }
}

function tokenOf(req: IncomingMessage, url: URL): string | null {
  const bearer = /^(?:Bearer|OAuth)\s+(.+)$/iu.exec(req.headers.authorization ?? '')?.[1]?.trim();
  return bearer ?? url.searchParams.get('access_token');
}

function usage(parts: ServeParts): string {
  const entry = { type: 'whatsapp', call_count: parts.settings().usagePercent, total_cputime: 1, total_time: 1, estimated_time_to_regain_access: 0 };
  return JSON.stringify({ [parts.world.credentials.wabaId]: [entry] });
}

export function sendJson(res: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body);
  res.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', 'cache-control': 'no-store' });
  res.end(text);
}
