import { createHash } from 'node:crypto';
import { writeFileSync, openAsBlob, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ConnectionId, PhoneNumberId, WabaId, Wamid } from '../domain/ids.ts';
import type { Clock, Fetch, Log } from '../ports.ts';
import { createGraph } from './index.ts';
import type { Graph, GraphTarget } from './index.ts';

const silent = (): void => undefined;
const log: Log = { debug: silent, info: silent, warn: silent, error: silent };
const wamid = 'wamid.IN7' as Wamid;

interface Seen {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
}

async function serve(answer: (seen: Seen, ...more: Parameters<RequestListener>) => void): Promise<{ readonly url: string; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, bytes: Buffer.concat(chunks) };
      seen.push(one);
      answer(one, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

function bench(graphUrl: string, own: { readonly fetch?: Fetch; readonly timers?: (() => void)[] } = {}): { readonly graph: Graph; readonly target: GraphTarget } {
  const clock: Clock = {
    now: () => Date.now(),
    after(_ms, task) {
      own.timers?.push(task);
      return () => undefined;
    },
  };
  const target: GraphTarget = {
    connectionId: 1 as ConnectionId,
    phoneNumberId: '590011223344556' as PhoneNumberId,
    wabaId: '720099887766554' as WabaId,
    graphUrl,
    graphVersion: 'v24.0',
    token: async () => 'token-1',
  };
  return { graph: createGraph({ fetch: own.fetch ?? fetch, clock, log }), target };
}

const json = (body: unknown, status = 200) => (_seen: Seen, _request: unknown, response: Parameters<RequestListener>[1]) => {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
};

describe('an upload', () => {
  it('is a form with messaging_product, type and a file with name and type, read from disk as it leaves', async () => {
    const server = await serve(json({ id: '811122233344' }));
    const { graph, target } = bench(server.url);
    const folder = mkdtempSync(join(tmpdir(), 'wicket-upload-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bytes = Buffer.alloc(400_000, 7);
    writeFileSync(join(folder, 'file'), bytes);
    const shares: number[] = [];

    const result = await graph.uploadMedia(
      target,
      { bytes: await openAsBlob(join(folder, 'file')), mime: 'application/pdf', filename: 'Größe "1".pdf' },
      { onProgress: (share) => void shares.push(share) },
    );

    expect(result).toEqual({ ok: true, value: { metaId: '811122233344' } });
    const [request] = server.seen;
    expect([request?.method, request?.path]).toEqual(['POST', '/v24.0/590011223344556/media']);
    expect(request?.headers.authorization).toBe('Bearer token-1');
    expect(Number(request?.headers['content-length'])).toBe(request?.bytes.byteLength);
    const form = await new Response(new Uint8Array(request?.bytes ?? []), { headers: { 'content-type': request?.headers['content-type'] ?? '' } }).formData();
    const file = form.get('file') as File;
    expect([form.get('messaging_product'), form.get('type'), file.name, file.type]).toEqual(['whatsapp', 'application/pdf', 'Größe "1".pdf', 'application/pdf']);
    expect(Buffer.from(await file.arrayBuffer()).equals(bytes)).toBe(true);
    expect(shares.length).toBeGreaterThan(1);
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  });

  it('ends when it is cancelled', async () => {
    const server = await serve(() => undefined);
    const { graph, target } = bench(server.url);
    const abort = new AbortController();
    const uploading = graph.uploadMedia(target, { bytes: new Blob(['x']), mime: 'text/plain', filename: 'a.txt' }, { signal: abort.signal, onProgress: () => abort.abort() });
    expect(await uploading).toMatchObject({ ok: false, failure: { family: 'unsure' } });
  });

  it('ends when no answer follows its last piece', async () => {
    const timers: (() => void)[] = [];
    const server = await serve(() => timers.at(-1)?.());
    const { graph, target } = bench(server.url, { timers });
    expect(await graph.uploadMedia(target, { bytes: new Blob(['x']), mime: 'text/plain', filename: 'a.txt' })).toMatchObject({ ok: false, failure: { reason: 'cut' } });
  });

  it('says what Meta says against it', async () => {
    const server = await serve(json({ error: { code: 131053, message: 'Media upload error', error_data: { details: 'too large' } } }, 400));
    const { graph, target } = bench(server.url);
    const result = await graph.uploadMedia(target, { bytes: new Blob(['x']), mime: 'text/plain', filename: 'a.txt' });
    expect(result).toMatchObject({ ok: false, failure: { family: 'refuse', code: 131053, details: 'too large' } });
  });
});

describe('a look-up', () => {
  const hex = createHash('sha256').update('x').digest('hex');

  it.each([
    ['hex', hex, '88214'],
    ['base64', Buffer.from(hex, 'hex').toString('base64'), 88214],
  ])('asks for this number and reads the hash as %s', async (_name, sha256, size) => {
    const server = await serve(json({ messaging_product: 'whatsapp', url: 'https://lookaside.fbsbx.com/x', mime_type: 'image/jpeg', sha256, file_size: size, id: '8' }));
    const { graph, target } = bench(server.url);
    expect(await graph.lookupMedia(target, '811122233399')).toEqual({
      ok: true,
      value: { url: 'https://lookaside.fbsbx.com/x', mime: 'image/jpeg', sha256: hex, bytes: 88214 },
    });
    expect(server.seen[0]?.path).toBe('/v24.0/811122233399?phone_number_id=590011223344556');
  });

  it('tells a dead id', async () => {
    const server = await serve(json({ error: { code: 100, error_subcode: 33, message: 'Unsupported get request' } }, 400));
    const { graph, target } = bench(server.url);
    expect(await graph.lookupMedia(target, '1')).toMatchObject({ ok: false, failure: { family: 'refuse', code: 100, subcode: 33 } });
  });
});

describe('a download', () => {
  it('brings the bytes, with the token and a User-Agent', async () => {
    const server = await serve((_seen, _request, response) => {
      response.writeHead(200, { 'content-type': 'image/jpeg', 'content-length': '3' });
      response.end('abc');
    });
    const { graph, target } = bench(server.url);
    const result = await graph.downloadMedia(target, `${server.url}/attachments/?mid=1`);
    if (!result.ok) throw new Error('refused');
    expect(await new Response(result.value.body).text()).toBe('abc');
    expect([result.value.mime, result.value.bytes]).toEqual(['image/jpeg', 3]);
    expect([server.seen[0]?.headers.authorization, server.seen[0]?.headers['user-agent']]).toEqual(['Bearer token-1', 'Wicket']);
  });

  it.each([
    'https://evil.example/x',
    'https://fbsbx.com.evil.example/x',
    'https://evilfbsbx.com/x',
    'http://lookaside.fbsbx.com/x',
    'https://user:pass@lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com:8443/x',
    'file:///etc/passwd',
    'not an address',
  ])('never follows %s', async (address) => {
    const called: string[] = [];
    const { graph, target } = bench('https://graph.facebook.com', { fetch: async (url) => (called.push(url), new Response('x')) });
    expect(await graph.downloadMedia(target, address)).toMatchObject({ ok: false, failure: { reason: 'foreign_address', family: 'refuse' } });
    expect(called).toEqual([]);
  });

  it.each(['https://lookaside.fbsbx.com/x', 'https://scontent.xx.fbcdn.net/x', 'https://mmg.whatsapp.net/x', 'https://graph.facebook.com/x'])(
    'takes the token to %s, from Meta only',
    async (address) => {
      const called: string[] = [];
      const answer: Fetch = async (url) => (called.push(url), new Response('x'));
      const meta = bench('https://graph.facebook.com', { fetch: answer });
      expect((await meta.graph.downloadMedia(meta.target, address)).ok).toBe(true);
      const sandbox = bench('http://127.0.0.1:4000', { fetch: answer });
      expect((await sandbox.graph.downloadMedia(sandbox.target, address)).ok).toBe(false);
      expect(called).toEqual([address]);
    },
  );

  it('looks at every step of a redirect', async () => {
    const called: string[] = [];
    const hop: Fetch = async (url) => {
      called.push(url);
      return url.includes('/one') ? new Response(null, { status: 302, headers: { location: 'https://evil.example/two' } }) : new Response('x');
    };
    const { graph, target } = bench('https://graph.facebook.com', { fetch: hop });
    expect(await graph.downloadMedia(target, 'https://lookaside.fbsbx.com/one')).toMatchObject({ ok: false, failure: { reason: 'foreign_address' } });
    expect(called).toEqual(['https://lookaside.fbsbx.com/one']);
  });

  it.each([401, 403, 404, 410])('does not blame the token for an old address (%d)', async (status) => {
    const server = await serve((_seen, _request, response) => {
      response.writeHead(status, { 'content-type': 'text/html' });
      response.end('<html>expired</html>');
    });
    const { graph, target } = bench(server.url);
    expect(await graph.downloadMedia(target, `${server.url}/x`)).toMatchObject({ ok: false, failure: { reason: 'refused', httpStatus: status } });
  });

  it('ends when nothing comes any more', async () => {
    const timers: (() => void)[] = [];
    const server = await serve((_seen, _request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('abc');
    });
    const { graph, target } = bench(server.url, { timers });
    const result = await graph.downloadMedia(target, `${server.url}/x`);
    if (!result.ok) throw new Error('refused');
    const reader = result.value.body.getReader();
    expect((await reader.read()).value?.byteLength).toBe(3);
    const stuck = reader.read();
    timers.at(-1)?.();
    await expect(stuck).rejects.toThrow();
  });
});

describe('typing and blocking', () => {
  it('shows typing with the receipt of the newest message', async () => {
    const server = await serve(json({ success: true }));
    const { graph, target } = bench(server.url);
    expect(await graph.showTyping(target, wamid)).toEqual({ ok: true, value: true });
    expect(JSON.parse(String(server.seen[0]?.bytes))).toEqual({ messaging_product: 'whatsapp', status: 'read', message_id: wamid, typing_indicator: { type: 'text' } });
  });

  it('blocks by phone and by user id, and unblocks', async () => {
    const server = await serve(json({ messaging_product: 'whatsapp', block_users: { added_users: [{ input: 'x' }] } }));
    const { graph, target } = bench(server.url);
    await graph.setBlocked(target, { phone: '447700900123', userId: 'GB.1' }, true);
    await graph.setBlocked(target, { phone: null, userId: 'GB.48213907715520346' }, false);
    expect(server.seen.map(({ method, path, bytes }) => [method, path, JSON.parse(String(bytes))])).toEqual([
      ['POST', '/v24.0/590011223344556/block_users', { messaging_product: 'whatsapp', block_users: [{ user: '+447700900123' }] }],
      ['DELETE', '/v24.0/590011223344556/block_users', { messaging_product: 'whatsapp', block_users: [{ user_id: 'GB.48213907715520346' }] }],
    ]);
  });

  it('reads the reason of the user, not only that some were refused', async () => {
    const failed = [{ input: '+447700900123', errors: [{ code: 139103, message: 'Internal error', error_data: { details: 'wrote too long ago' } }] }];
    const server = await serve(json({ block_users: { failed_users: failed }, error: { code: 139100, message: 'Some users failed' } }, 400));
    const { graph, target } = bench(server.url);
    const result = await graph.setBlocked(target, { phone: '447700900123', userId: null }, true);
    expect(result).toMatchObject({ ok: false, failure: { code: 139103, details: 'wrote too long ago' } });
  });
});
