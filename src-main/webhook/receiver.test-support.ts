import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Log } from '../ports.ts';
import { sign } from '../wire/signature.ts';
import { type Receiver, type ReceiverOptions, startReceiver } from './receiver.ts';

export const appSecret = 'a-secret-of-the-app';
export const verifyToken = 'a token to verify';
export const path = '/api/webhook/whatsapp';

/** A body with one change, as Meta sends it. */
export const webhook = (text = 'hello'): string =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value: { messages: [{ id: 'wamid.1', type: 'text', text: { body: text } }] } }] }],
  });

export interface Harness {
  readonly receiver: Receiver;
  /** Bodies that were stored, as text. */
  readonly stored: string[];
  readonly logged: { readonly event: string; readonly fields: unknown }[];
  /** Sends a request by fetch; a body is signed unless a signature is given (null: none). */
  send(init: { method?: string; query?: string; path?: string; body?: string | Uint8Array; signature?: string | null; headers?: Record<string, string> }): Promise<Response>;
  /** A connection on which the test says what it likes. */
  raw(): Promise<RawConnection>;
}

export interface RawConnection {
  readonly socket: Socket;
  /** Everything that has come. */
  received(): string;
  /** Resolves when so many answers have come, or when the other side hangs up. */
  answers(count: number): Promise<string[]>;
  closed: Promise<void>;
}

/** A receiver on a port of its own that stores into an array; closed with the test. */
export async function startHarness(options: Partial<Pick<ReceiverOptions, 'appSecrets' | 'verifyTokens' | 'append' | 'clock' | 'limits'>> = {}): Promise<Harness> {
  const stored: string[] = [];
  const logged: { event: string; fields: unknown }[] = [];
  const remember = (event: string, fields?: unknown) => void logged.push({ event, fields });
  const log: Log = { debug: remember, info: remember, warn: remember, error: remember };
  const receiver = await startReceiver({
    port: 0,
    host: '127.0.0.1',
    appSecrets: () => ['another secret', appSecret],
    verifyTokens: () => ['another token', verifyToken],
    append: async (body) => void stored.push(Buffer.from(body).toString('utf8')),
    clock: { now: () => 1_800_000_000_000, after: () => () => undefined },
    log,
    ...options,
  });
  onTestFinished(() => receiver.close());
  const origin = new URL(receiver.url).origin;
  return {
    receiver,
    stored,
    logged,
    async send({ method = 'POST', query = '', path: at = path, body, signature, headers = {} }) {
      const signed = signature === undefined && body !== undefined ? sign(body, appSecret) : signature;
      return fetch(origin + at + query, {
        method,
        headers: { ...(signed === null || signed === undefined ? {} : { 'x-hub-signature-256': signed }), ...headers },
        ...(body === undefined ? {} : { body: Buffer.from(body) }),
      });
    },
    raw: () => rawConnection(receiver.port),
  };
}

export async function rawConnection(port: number): Promise<RawConnection> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  const waiting: (() => void)[] = [];
  const wake = () => {
    for (const listener of waiting.splice(0)) listener();
  };
  const closed = new Promise<void>((resolve) => {
    socket.once('close', () => {
      resolve();
      wake();
    });
  });
  socket.on('error', () => undefined);
  socket.on('data', (piece) => {
    text += piece.toString('latin1');
    wake();
  });
  onTestFinished(() => void socket.destroy());
  await once(socket, 'connect');
  const statusLines = () => text.match(/HTTP\/1\.1 \d{3}/g) ?? [];
  return {
    socket,
    received: () => text,
    closed,
    async answers(count) {
      while (statusLines().length < count && !socket.closed) await new Promise<void>((resolve) => waiting.push(resolve));
      return statusLines().map((line) => line.slice(-3));
    },
  };
}

/** A whole signed request as it goes over the line. */
export function rawPost(body: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ host: 'x', 'x-hub-signature-256': sign(body, appSecret), 'content-length': String(Buffer.byteLength(body)), ...headers });
  return `POST ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}
