import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WicketError } from '../domain/errors.ts';
import type { Clock, Log } from '../ports.ts';
import { createReceiverApp, receiverPath } from './app.ts';
import { limitConnections } from './connection-limit.ts';

export interface ReceiverOptions {
  /** 0 picks one. */
  readonly port: number;
  readonly host: '127.0.0.1';
  /** Secrets of every connected app; a body is taken when one of them made its signature. */
  readonly appSecrets: () => readonly string[];
  readonly verifyTokens: () => readonly string[];
  /** Resolves once the body is durable. */
  readonly append: (body: Uint8Array, receivedAt: number) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<ReceiverLimits>;
}

/** How long a sender may take. */
export interface ReceiverLimits {
  /** Until whole headers are here; also cuts connections that never say anything. */
  readonly headersMs: number;
  /** Until the whole request is here. */
  readonly requestMs: number;
  /** How often that is looked at. */
  readonly checkMs: number;
}

/** Counted since the start. */
export interface ReceiverCounters {
  /** Stored and answered with 200. */
  readonly accepted: number;
  /** Signature missing, malformed or wrong, or no app secret to check it with. */
  readonly refusedSignature: number;
  /** Everything else that was not taken: too large, not JSON, foreign, failed to store. */
  readonly refusedOther: number;
  /** Rightly signed, answered with 200, but without any change in it; nothing was stored. */
  readonly empty: number;
  /** When Meta was last heard: the last rightly signed delivery. */
  readonly lastDeliveryAt: number | null;
}

export interface Receiver {
  /** Address of the one path that answers, for a tunnel to forward to. */
  readonly url: string;
  readonly port: number;
  counters(): ReceiverCounters;
  /** Lets running answers finish for a moment, then cuts what is left. */
  close(): Promise<void>;
}

/** 4 MiB over a slow line fit. */
const defaultLimits: ReceiverLimits = { headersMs: 10_000, requestMs: 30_000, checkMs: 1000 };
/** Longer than tunnels keep an unused connection, so that it is they who close it. */
const keepAliveMs = 120_000;
const maxHeaderBytes = 16 * 1024;
const graceMs = 500;
const sweepMs = 20;

/** Starts the webhook receiver on its own port. Rejects with `port_in_use` or `port_refused`. */
export async function startReceiver(options: ReceiverOptions): Promise<Receiver> {
  const { app, counters } = createReceiverApp(options);
  const limits = { ...defaultLimits, ...options.limits };
  const server = createServer(
    {
      headersTimeout: limits.headersMs,
      requestTimeout: limits.requestMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: limits.checkMs,
      maxHeaderSize: maxHeaderBytes,
      noDelay: true,
    },
    app,
  );
  limitConnections(server);
  await listen(server, options.host, options.port);
  server.on('error', (thrown) => options.log.error('receiver.connection_not_taken', {}, thrown));
  const { port } = server.address() as AddressInfo;
  let closing: Promise<void> | undefined;
  return {
    url: `http://${options.host}:${port}${receiverPath}`,
    port,
    counters,
    close: () => (closing ??= close(server)),
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (thrown: NodeJS.ErrnoException) => {
      const detail = { port };
      if (thrown.code === 'EADDRINUSE') reject(new WicketError('port_in_use', { detail, cause: thrown }));
      else if (thrown.code === 'EACCES') reject(new WicketError('port_refused', { detail, cause: thrown }));
      else reject(thrown);
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

/** A connection whose answer has gone out becomes idle and is closed by the next sweep; what is left after the grace is cut. */
function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweep = setInterval(() => server.closeIdleConnections(), sweepMs);
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
