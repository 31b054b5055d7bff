import type { IncomingMessage, ServerResponse } from 'node:http';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { Clock, Log, LogFields } from '../ports.ts';
import { verify } from '../wire/signature.ts';
import { announcedLength, collectBody, maxBodyBytes, refuseUnread } from './body.ts';
import { inspectEnvelope } from './envelope.ts';
import { challengeToEcho } from './handshake.ts';
import type { ReceiverCounters, ReceiverOptions } from './receiver.ts';

/** The one path that answers. */
export const receiverPath = '/api/webhook/whatsapp';

/** Bytes of bodies that may be in memory at once, over all connections; whoever comes beyond is asked to come again. */
const maxHeldBytes = 64 * 1024 * 1024;

/** One log line a reason in this time: a flood of refused requests must not become a flood of log lines. */
const logEveryMs = 10_000;

interface ReceiverApp {
  readonly app: Express;
  counters(): ReceiverCounters;
}

/** The receiver's Express app. There is no middleware before its routes: what is not needed cannot be attacked and takes no time. */
export function createReceiverApp(options: Pick<ReceiverOptions, 'appSecrets' | 'verifyTokens' | 'append' | 'clock' | 'log'>): ReceiverApp {
  const { appSecrets, verifyTokens, append, clock } = options;
  const warn = createThrottledWarn(clock, options.log);
  const counted = { accepted: 0, refusedSignature: 0, refusedOther: 0, empty: 0 };
  let lastDeliveryAt: number | null = null;
  let heldBytes = 0;

  function refuse(request: IncomingMessage, response: ServerResponse, status: number, reason: string, fields?: LogFields): void {
    if (status === 401) counted.refusedSignature += 1;
    else counted.refusedOther += 1;
    warn(reason, fields);
    refuseUnread(request, response, status);
  }

  function handshake(request: Request, response: Response): void {
    const query = request.url.indexOf('?');
    const challenge = query < 0 ? null : challengeToEcho(request.url.slice(query + 1), verifyTokens());
    if (challenge === null) {
      warn('handshake_refused');
      answer(response, 403);
      return;
    }
    const text = Buffer.from(challenge, 'utf8');
    response.writeHead(200, {
      'content-type': 'text/plain; charset=utf-8',
      'content-length': text.length,
      'x-content-type-options': 'nosniff',
    });
    response.end(text);
  }

  function take(request: Request, response: Response): void {
    const early = refusalBeforeBody(request, heldBytes) ?? refusalOfSender(request, appSecrets());
    if (early !== undefined) return refuse(request, response, early.status, early.reason);
    let held = 0;
    const hold = (bytes: number) => {
      held += bytes;
      heldBytes += bytes;
      return heldBytes <= maxHeldBytes;
    };
    response.once('close', () => {
      heldBytes -= held;
      held = 0;
    });
    collectBody(request, hold, (outcome) => {
      if (outcome.ok) {
        judge(outcome.body, request, response);
        return;
      }
      const status = outcome.why === 'too_large' ? (heldBytes > maxHeldBytes ? 503 : 413) : 400;
      refuse(request, response, status, outcome.why);
    });
  }

  function judge(body: Buffer, request: IncomingMessage, response: ServerResponse): void {
    if (!verify(body, signatureOf(request), appSecrets())) return refuse(request, response, 401, 'bad_signature');
    switch (inspectEnvelope(body)) {
      case 'not_json':
        return refuse(request, response, 400, 'not_json', { bytes: body.length });
      case 'foreign':
        return refuse(request, response, 422, 'foreign_object', { bytes: body.length });
      case 'empty':
        counted.empty += 1;
        lastDeliveryAt = clock.now();
        return answer(response, 200);
      case 'webhook':
        store(body, response);
    }
  }

  function store(body: Buffer, response: ServerResponse): void {
    const receivedAt = clock.now();
    append(body, receivedAt).then(
      () => {
        counted.accepted += 1;
        lastDeliveryAt = receivedAt;
        answer(response, 200);
      },
      (thrown: unknown) => {
        counted.refusedOther += 1;
        options.log.error('receiver.store_failed', { bytes: body.length }, thrown);
        answer(response, 503);
      },
    );
  }

  const app = express();
  app.disable('x-powered-by').disable('etag').enable('case sensitive routing').enable('strict routing');
  app.disable('query parser');
  app.post(receiverPath, take);
  app.head(receiverPath, refuseMethod);
  app.get(receiverPath, handshake);
  app.all(receiverPath, refuseMethod);
  app.use((request: Request, response: Response) => refuseUnread(request, response, 404));
  app.use((thrown: unknown, request: Request, response: Response, _next: NextFunction) => {
    const status = statusOf(thrown);
    if (status === 500) options.log.error('receiver.failed', {}, thrown);
    refuse(request, response, status, 'bad_request', { status });
  });

  return { app, counters: () => ({ ...counted, lastDeliveryAt }) };
}

function refuseMethod(request: Request, response: Response): void {
  response.setHeader('allow', 'GET, POST');
  refuseUnread(request, response, 405);
}

function refusalBeforeBody(request: IncomingMessage, heldBytes: number): { status: number; reason: string } | undefined {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return { status: 415, reason: 'encoded_body' };
  const length = announcedLength(request);
  if (length !== undefined && length > maxBodyBytes) return { status: 413, reason: 'too_large' };
  if (heldBytes + (length ?? 0) > maxHeldBytes) return { status: 503, reason: 'overloaded' };
  return undefined;
}

/** What cannot be right whatever the body says is refused before it is read. */
function refusalOfSender(request: IncomingMessage, secrets: readonly string[]): { status: number; reason: string } | undefined {
  if (secrets.length === 0) return { status: 401, reason: 'no_app_secret' };
  if (signatureOf(request) === undefined) return { status: 401, reason: 'no_signature' };
  return undefined;
}

function signatureOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-hub-signature-256'];
  return typeof header === 'string' && header !== '' ? header : undefined;
}

/** Nothing but the status: whoever asks learns nothing of the inside. */
function answer(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status, { 'content-length': '0' });
  response.end();
}

/** Express throws errors with a status for what is the sender's fault (a malformed address). */
function statusOf(thrown: unknown): number {
  if (typeof thrown !== 'object' || thrown === null || !('status' in thrown)) return 500;
  const { status } = thrown;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function createThrottledWarn(clock: Clock, log: Log): (reason: string, fields?: LogFields) => void {
  const seen = new Map<string, { toldAt: number; untold: number }>();
  return (reason, fields) => {
    const now = clock.now();
    const last = seen.get(reason);
    if (last !== undefined && now - last.toldAt < logEveryMs && now >= last.toldAt) {
      last.untold += 1;
      return;
    }
    seen.set(reason, { toldAt: now, untold: 0 });
    log.warn('receiver.refused', { reason, before: last?.untold ?? 0, ...fields });
  };
}
