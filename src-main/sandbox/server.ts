import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { Router } from 'express';
import { WicketError } from '../domain/errors.ts';
import { keyOnly, ownHostOnly } from './control/guard.ts';
import { MEDIA_PATH } from './graph-api/media.ts';
import { serveGraph, serveMedia } from './graph-api/serve.ts';
import type { ServeParts } from './graph-api/serve.ts';
import { panelRouter } from './panel/router.ts';

export interface SandboxServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface ServerParts {
  readonly host: string;
  readonly port: number;
  /** Opens the panel and the control API. */
  readonly key: string;
  readonly api: Router;
  readonly graph: ServeParts;
}

/** One port for Graph API, downloads, control API and panel. Rejects with `port_in_use` or `port_refused`. */
export async function startServer(parts: ServerParts): Promise<SandboxServer> {
  let port = parts.port;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(ownHostOnly(() => port));
  app.use('/_sandbox/:key/api', keyOnly(parts.key), parts.api);
  app.use('/_sandbox/:key', keyOnly(parts.key), panelRouter());
  app.get(MEDIA_PATH, (req, res) => serveMedia(parts.graph, req, res));
  app.use((req, res) => serveGraph(parts.graph, req, res));

  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      const code = thrown.code === 'EADDRINUSE' ? 'port_in_use' : thrown.code === 'EACCES' ? 'port_refused' : 'internal';
      reject(new WicketError(code, { cause: thrown }));
    });
    server.listen(parts.port, parts.host, resolve);
  });
  port = (server.address() as AddressInfo).port;
  return {
    port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
