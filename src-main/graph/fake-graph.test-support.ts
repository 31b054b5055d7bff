import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** How the next request is answered. `cut`: the line breaks after the request was read, in the head or the middle of the answer. */
export type Answer =
  | { readonly status?: number; readonly json?: unknown; readonly text?: string; readonly headers?: Record<string, string>; readonly until?: Promise<unknown> }
  | { readonly cut: 'before-answer' | 'within-answer' | 'silent' };

export interface FakeGraph {
  readonly url: string;
  readonly requests: SeenRequest[];
  /** Bodies of message sends, without read receipts. */
  sends(): Record<string, unknown>[];
  /** Bodies of uploads, as text. */
  uploads(): string[];
  receipts(): Record<string, unknown>[];
  /** Queues answers; without any, requests succeed. */
  answer(...answers: Answer[]): void;
  /** Answers every request so until told otherwise. */
  always(answer: Answer | null): void;
  /** From request number `count` on nothing is answered any more; null answers again. */
  silentFrom(count: number | null): void;
  /** Resolves when so many requests have come in all. */
  seen(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Meta's error answer. */
export function metaError(code: number, more: Record<string, unknown> = {}, status = 400): Answer {
  return {
    status,
    json: { error: { message: `(#${code}) title`, type: 'OAuthException', code, error_data: { details: `details of ${code}` }, fbtrace_id: 'trace1', ...more } },
  };
}

/** A Graph on loopback that answers as it is told; closed with the test. */
export async function startFakeGraph(): Promise<FakeGraph> {
  const requests: SeenRequest[] = [];
  const queue: Answer[] = [];
  let standing: Answer | null = null;
  let silentFrom: number | null = null;
  let accepted = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const isForm = request.headers['content-type']?.startsWith('multipart/form-data') === true;
      const text = Buffer.concat(chunks).toString(isForm ? 'latin1' : 'utf8');
      const body = isForm ? { form: text } : text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
      requests.push({ method: request.method ?? '', path: request.url ?? '', headers: request.headers, body });
      const silent: Answer | null = silentFrom !== null && requests.length >= silentFrom ? { cut: 'silent' } : null;
      void reply(silent ?? queue.shift() ?? standing ?? { json: success(body, ++accepted) }, response);
      for (const one of waiting) if (requests.length >= one.count) one.resolve();
      waiting = waiting.filter((one) => requests.length < one.count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(close);

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    sends: () => requests.filter(({ body }) => body['type'] !== undefined).map(({ body }) => body),
    uploads: () => requests.filter(({ path }) => path.endsWith('/media')).map(({ body }) => String(body['form'])),
    receipts: () => requests.filter(({ body }) => body['status'] === 'read').map(({ body }) => body),
    answer: (...answers) => void queue.push(...answers),
    always(answer) {
      standing = answer;
    },
    silentFrom(count) {
      silentFrom = count;
    },
    seen: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
    close,
  };
}

function success(body: Record<string, unknown>, n: number): unknown {
  if (body['form'] !== undefined) return { id: `8111000${n}` };
  if (body['block_users'] !== undefined) return { messaging_product: 'whatsapp', block_users: { added_users: body['block_users'] } };
  if (body['status'] === 'read') return { success: true };
  if (body['type'] === undefined) return { id: '590011223344556', display_phone_number: '+1 555-010-0999', verified_name: 'Example Ltd', status: 'CONNECTED' };
  const to = typeof body['to'] === 'string' ? body['to'] : undefined;
  return {
    messaging_product: 'whatsapp',
    contacts: [to === undefined ? { input: body['recipient'], user_id: body['recipient'] } : { input: to, wa_id: to.slice(1) }],
    messages: [{ id: `wamid.OUT${n}` }],
  };
}

async function reply(answer: Answer, response: ServerResponse): Promise<void> {
  if ('cut' in answer) {
    if (answer.cut === 'silent') return;
    if (answer.cut === 'within-answer') {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
      response.write('{"messaging_product":"whatsapp",');
    }
    response.socket?.destroySoon();
    return;
  }
  if (answer.until !== undefined) await answer.until;
  response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
  response.end(answer.text ?? JSON.stringify(answer.json ?? {}));
}
