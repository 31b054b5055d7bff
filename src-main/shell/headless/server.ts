import express, { type ErrorRequestHandler, type Request as PageRequest, type Response as PageResponse } from 'express';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { AddressInfo } from 'node:net';
import { filesPath, linePath, sessionPath } from '../../../src-preload/contract/frames.ts';
import type { WicketFiles } from '../../compose.ts';
import { WicketError } from '../../domain/errors.ts';
import type { Log } from '../../ports.ts';
import { pageHeaders } from '../shared/csp.ts';
import { createFilesRoute } from '../shared/files-route.ts';
import { createPageFiles } from '../shared/page-files.ts';
import { createGuard, type Guard } from './guard.ts';
import { createLines, type LineHost } from './line.ts';
import { createSessions, type Sessions } from './session.ts';

export interface PageServerOptions {
  readonly host: LineHost;
  /** Null while no core is open. */
  readonly files: () => WicketFiles | null;
  readonly pageFolder: string;
  /** Address to bind; loopback unless the person asked for another one. */
  readonly listen: string;
  /** 0 picks one. */
  readonly port: number;
  readonly sessionKey: Uint8Array;
  /** The folder that a session is good for. */
  readonly scope: string;
  readonly log: Log;
}

export interface PageServer {
  readonly port: number;
  /** The link that signs a browser in. Printed once, never logged. */
  readonly link: string;
  close(): Promise<void>;
}

const openPath = '/open/';
/** A whole request, a file of 100 MB over a slow line included; headers must come at once. */
const requestMs = 15 * 60_000;

/** Serves the page and its line on one port. Rejects with `port_in_use`, `port_refused`. */
export async function startPageServer(options: PageServerOptions): Promise<PageServer> {
  const server = createServer({ requestTimeout: requestMs, headersTimeout: 10_000, maxHeaderSize: 16 * 1024 });
  server.maxConnections = 256;
  const port = await bind(server, options.listen, options.port);
  const guard = createGuard(options.listen);
  const sessions = createSessions({ key: options.sessionKey, scope: options.scope, port, now: () => Date.now() });
  const lines = createLines(options.host, options.log);

  server.on('request', createApp(options, guard, sessions));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const status = refusal(request);
    if (status === null) {
      lines.take(request, socket, head);
      return;
    }
    options.log.warn('line.refused', { status });
    socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });

  function refusal(request: IncomingMessage): number | null {
    if (!guard.hostIsOurs(request)) return 421;
    if (!guard.originIsOurs(request)) return 403;
    if (!sessions.accepts(request.headers.cookie)) return 401;
    return request.url === linePath ? null : 404;
  }

  const shown = options.listen === '0.0.0.0' || options.listen === '::' ? '127.0.0.1' : options.listen;
  return {
    port,
    link: `http://${shown.includes(':') ? `[${shown}]` : shown}:${port}${openPath}${sessions.linkWord}`,
    close: async () => {
      await lines.close();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

function createApp({ pageFolder, files, log }: PageServerOptions, guard: Guard, sessions: Sessions) {
  const pageFiles = createPageFiles(pageFolder);
  const filesRoute = createFilesRoute({ files, log });
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use((request, response, next) => {
    response.set(pageHeaders());
    if (!guard.hostIsOurs(request)) {
      log.warn('page.refused', { status: 421 });
      response.status(421).type('text').send('This is not an address of Wicket.');
    } else if (request.method === 'POST' && request.path === filesPath) {
      // A browser names the page that sends; another site's page may not hand files over.
      if (guard.originIsOurs(request)) next();
      else {
        log.warn('page.refused', { status: 403 });
        response.status(403).set('connection', 'close').end();
      }
    } else if (request.method !== 'GET' && request.method !== 'HEAD') response.status(405).set({ allow: 'GET, HEAD', connection: 'close' }).end();
    else next();
  });
  app.get(`${openPath}:word`, (request, response) => {
    const cookie = sessions.open(String(request.params['word']));
    response.set('cache-control', 'no-store');
    if (cookie === null) {
      response.status(401).type('html').send(signedOutPage);
      return;
    }
    response.set('set-cookie', cookie).redirect(303, '/');
  });
  app.use((request, response, next) => {
    if (sessions.accepts(request.headers.cookie)) next();
    else response.status(401).set('cache-control', 'no-store').type('html').send(signedOutPage);
  });
  app.get(sessionPath, (_request, response) => void response.status(204).end());
  app.use(async (request, response) => {
    await give((await filesRoute(asRequest(request))) ?? (await pageFiles(request.path)), request, response);
  });
  // Four parameters make it an error handler for Express; a malformed address is all that can come here.
  const malformed: ErrorRequestHandler = (_thrown, _request, response, _next) => {
    response.status(400).end();
  };
  app.use(malformed);
  return app;
}

/** The request as the files route knows it. The host is checked already, so its name says nothing any more. */
function asRequest(request: PageRequest): Request {
  const headers = new Headers();
  for (const name of ['range', 'if-range', 'if-none-match', 'content-type'] as const) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  const body = request.method === 'POST' ? { body: Readable.toWeb(request) as ReadableStream<Uint8Array>, duplex: 'half' as const } : {};
  return new Request(new URL(request.originalUrl, 'http://page'), { method: request.method, headers, ...body });
}

async function give(answer: Response, request: PageRequest, response: PageResponse): Promise<void> {
  response.status(answer.status);
  for (const [name, value] of answer.headers) response.set(name, value);
  // What of the body was not read keeps the line from serving another request.
  if (request.method === 'POST' && !request.complete) response.set('connection', 'close');
  if (answer.body === null) {
    response.end();
    return;
  }
  // A browser that seeks in a film cuts the line in the middle, which is no failure.
  await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response).catch(() => response.destroy());
}

/** The second door is for browsers that follow a link from elsewhere: they send a strict cookie only from our own page. */
const signedOutPage = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Wicket</title>
<h1>This browser is not signed in</h1>
<p>Open the link that Wicket printed when it started.</p>
<p>Just opened it? <a href="/">Go on to Wicket</a></p></html>
`;

function bind(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      if (cause.code === 'EADDRINUSE') reject(new WicketError('port_in_use', { cause, detail: { port } }));
      else reject(new WicketError('port_refused', { cause, detail: { port } }));
    });
    server.listen({ host, port, exclusive: true }, () => resolve((server.address() as AddressInfo).port));
  });
}
