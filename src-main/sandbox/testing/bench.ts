import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, Log } from '../../ports.ts';
import { startSandbox } from '../start.ts';
import type { Sandbox, SandboxOptions } from '../types.ts';

/** A clock that moves when told to; timers that are due run in order. */
export interface FakeClock extends Clock {
  /** Runs everything that falls due within `ms`, also what those tasks plan. */
  pass(ms: number): void;
  /** How many timers wait. */
  planned(): number;
}

export function fakeClock(start = Date.UTC(2026, 10, 23, 9)): FakeClock {
  let now = start;
  const timers = new Set<{ readonly at: number; readonly task: () => void }>();
  return {
    now: () => now,
    after: (ms, task) => {
      const timer = { at: now + ms, task };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    planned: () => timers.size,
    pass: (ms) => {
      const end = now + ms;
      for (;;) {
        const next = [...timers].filter((timer) => timer.at <= end).toSorted((one, other) => one.at - other.at)[0];
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.task();
      }
      now = end;
    },
  };
}

export const silentLog: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

export interface Delivery {
  readonly raw: Buffer;
  readonly signature: string;
  readonly body: { readonly entry: readonly { readonly id: string; readonly changes: readonly { readonly field: string; readonly value: Json }[] }[] };
}

export type Json = Readonly<Record<string, unknown>>;

/** What lies at the end of a path in parsed JSON; undefined where it ends early. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((found, key) => (typeof found === 'object' && found !== null ? (found as Json)[key] : undefined), value);
}

/** A receiver that does the handshake and keeps what it gets. */
export interface Mailbox {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** Status of the next answers, one each; 200 when empty. */
  readonly answers: number[];
  /** All `messages[]` and `statuses[]` so far. */
  messages(): readonly Json[];
  statuses(): readonly Json[];
  close(): Promise<void>;
}

export async function openMailbox(verifyToken: () => string): Promise<Mailbox> {
  const deliveries: Delivery[] = [];
  const answers: number[] = [];
  const handle = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const query = new URL(req.url ?? '/', 'http://mailbox').searchParams;
    if (req.method === 'GET') {
      const passed = query.get('hub.mode') === 'subscribe' && query.get('hub.verify_token') === verifyToken();
      res.writeHead(passed ? 200 : 403).end(passed ? query.get('hub.challenge') : '');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const raw = Buffer.concat(chunks);
    const status = answers.shift() ?? 200;
    deliveries.push({ raw, signature: String(req.headers['x-hub-signature-256']), body: JSON.parse(raw.toString('utf8')) as Delivery['body'] });
    res.writeHead(status).end();
  };
  const server = createServer((req, res) => void handle(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const values = (): readonly Json[] => deliveries.flatMap(({ body }) => body.entry.flatMap((entry) => entry.changes.map((change) => change.value)));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/webhook/whatsapp`,
    deliveries,
    answers,
    messages: () => values().flatMap((value) => (value['messages'] ?? []) as Json[]),
    statuses: () => values().flatMap((value) => (value['statuses'] ?? []) as Json[]),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A sandbox on a fake clock with a mailbox as its receiver. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly clock: FakeClock;
  readonly mailbox: Mailbox;
  /** A Graph call with the right token. */
  graph(method: string, path: string, body?: unknown, headers?: Readonly<Record<string, string>>): Promise<{ readonly status: number; readonly headers: Headers; readonly json: Json }>;
  /** A send to `mariana`, whose window `open` opens, or with whatever `more` says. */
  send(more: Readonly<Record<string, unknown>>): Promise<{ readonly status: number; readonly json: Json }>;
  close(): Promise<void>;
}

export async function openBench(options: Partial<SandboxOptions> = {}): Promise<Bench> {
  const clock = fakeClock();
  const sandbox = await startSandbox({ log: silentLog, clock, seed: 7, quiet: true, ...options });
  const mailbox = await openMailbox(() => sandbox.credentials.verifyToken);
  const graph: Bench['graph'] = async (method, path, body, headers = {}) => {
    const answer = await fetch(`${sandbox.baseUrl}/v24.0/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${sandbox.credentials.accessToken}`,
        ...(body instanceof FormData || body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, json: (await answer.json()) as Json };
  };
  return {
    sandbox,
    clock,
    mailbox,
    graph,
    send: (more) => graph('POST', `${sandbox.credentials.phoneNumberId}/messages`, { messaging_product: 'whatsapp', to: '+5519900000132', ...more }),
    close: async () => {
      await sandbox.close();
      await mailbox.close();
    },
  };
}
