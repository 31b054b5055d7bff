import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { linePath } from '../../../src-preload/contract/frames.ts';
import { createFakeWicket, type FakeWicket } from '../testing/fake-wicket.ts';
import { type PageHost, startPageHost } from '../testing/page-host.ts';
import { createSessions } from './session.ts';

let wicket: FakeWicket;
let host: PageHost;
let cookie: string;

beforeEach(async () => {
  wicket = createFakeWicket();
  host = await startPageHost(wicket);
  cookie = await host.signIn();
});
afterEach(() => host.end());

/** A request as node:http sends it: `fetch` does not let Host be set. */
function get(path: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; headers: Record<string, unknown>; body: string }> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port: host.server.port, path, headers, method }, (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (text: string) => (body += text));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }));
    });
    call.on('error', reject);
    call.end();
  });
}

/** The status with which an upgrade is refused; 101 when it is taken. */
function dial(headers: Record<string, string>, path: string = linePath): Promise<{ status: number; socket: WebSocket | null }> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.server.port}${path}`, { headers });
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, answer) => resolve({ status: answer.statusCode ?? 0, socket: null }));
    socket.on('open', () => resolve({ status: 101, socket }));
    socket.on('error', () => undefined);
  });
}

describe('the session', () => {
  test('the link signs a browser in with a cookie that scripts and other sites never get, and leaves the address bar', async () => {
    const answer = await fetch(host.server.link, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/');
    expect(answer.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  });

  test('a wrong link signs nobody in', async () => {
    const answer = await get(`/open/${'A'.repeat(43)}`, {});
    expect(answer.status).toBe(401);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test.each(['/', '/index.html', '/session', '/assets/x.js'])('%s needs a session', async (path) => {
    expect((await get(path, {})).status).toBe(401);
    expect((await get(path, { cookie: `${cookie}x` })).status).toBe(401);
  });

  test('a session is good for its folder, its key and thirty days', () => {
    let now = 1_000;
    const options = { key: new Uint8Array(32).fill(1), scope: '/a', port: 80, now: () => now };
    const sessions = createSessions(options);
    const given = sessions.open(sessions.linkWord)?.split(';')[0];
    expect(sessions.accepts(`other=1; ${given}`)).toBe(true);
    expect(createSessions(options).accepts(given)).toBe(true);
    expect(createSessions({ ...options, scope: '/b' }).accepts(given)).toBe(false);
    expect(createSessions({ ...options, key: new Uint8Array(32).fill(2) }).accepts(given)).toBe(false);
    expect(createSessions({ ...options, port: 81 }).accepts(given)).toBe(false);
    now += 30 * 24 * 60 * 60 * 1000;
    expect(sessions.accepts(given)).toBe(false);
  });

  test('a new start has a new link', async () => {
    const old = new URL(host.server.link).pathname;
    await host.end();
    host = await startPageHost(wicket, host.server.port);
    expect((await get(old, {})).status).toBe(401);
    expect((await get('/', { cookie })).status).toBe(200);
  });
});

describe('the page', () => {
  test('comes with a policy that begins with nothing', async () => {
    const answer = await get('/', { cookie });
    expect(answer.status).toBe(200);
    expect(answer.headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  test.each(['/../package.json', '/..%2fpackage.json', '/assets/../../x', '/.hidden', '//etc/passwd', '/assets/%2e%2e/x'])(
    'gives nothing outside its folder: %s',
    async (path) => {
      expect((await get(path, { cookie })).status).toBe(404);
    },
  );

  test('a malformed address is refused without telling about the inside', async () => {
    const answer = await get('/open/%', { cookie });
    expect(answer.status).toBe(400);
    expect(answer.body).toBe('');
  });

  test('answers to its own names only, whatever points at it', async () => {
    for (const name of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example']) {
      expect((await get('/', { cookie, host: name })).status).not.toBe(200);
      expect((await get(new URL(host.server.link).pathname, { host: name })).headers['set-cookie']).toBeUndefined();
    }
    expect((await get('/', { cookie, host: 'localhost:8080' })).status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('takes no %s', async (method) => {
    expect((await get('/', { cookie }, method)).status).toBe(405);
  });
});

describe('the line', () => {
  const good = () => ({ cookie, origin: host.origin });

  test('is open to the signed-in page', async () => {
    const { status, socket } = await dial(good());
    expect(status).toBe(101);
    socket?.terminate();
  });

  test('is closed to a browser without a session', async () => {
    expect((await dial({ origin: host.origin })).status).toBe(401);
    expect((await dial({ origin: host.origin, cookie: 'wicket_1=x.y.z' })).status).toBe(401);
  });

  test.each(['https://evil.example', 'http://127.0.0.1:1', 'null', 'http://localhost'])("is closed to another site's page: %s", async (origin) => {
    expect((await dial({ cookie, origin })).status).toBe(403);
  });

  test('is closed to whoever names no origin', async () => {
    expect((await dial({ cookie })).status).toBe(403);
  });

  test('is closed under a name that was made to point here', async () => {
    expect((await dial({ cookie, host: 'evil.example', origin: 'http://evil.example' })).status).toBe(421);
  });

  test('is at one path', async () => {
    expect((await dial(good(), '/other')).status).toBe(404);
  });

  test.each([
    ['not JSON', 'x', 1008],
    ['no call', '{"id":-1}', 1008],
    ['a frame over the limit', JSON.stringify({ id: 1, name: 'app.state', input: 'x'.repeat(1_100_000) }), 1009],
  ])('ends on %s', async (_name, text, code) => {
    const { socket } = await dial(good());
    const closed = new Promise((resolve) => socket?.on('close', resolve));
    socket?.send(text);
    expect(await closed).toBe(code);
    expect(wicket.calls).toEqual([]);
  });

  test('answers all of a flood of calls', async () => {
    const { socket } = await dial(good());
    const answered = new Set<number>();
    const done = new Promise<void>((resolve) => {
      socket?.on('message', (data) => {
        const frame = JSON.parse(String(data)) as { type: string; id: number };
        if (frame.type === 'answer') answered.add(frame.id);
        if (answered.size === 500) resolve();
      });
    });
    for (let id = 0; id < 500; id += 1) socket?.send(JSON.stringify({ id, name: 'app.state', input: {} }));
    await done;
    socket?.terminate();
    expect(wicket.calls).toHaveLength(500);
  });
});

describe('files', () => {
  const post = (headers: Record<string, string>, bytes: string | Buffer = 'hello'): Promise<{ status: number; body: string }> =>
    new Promise((resolve, reject) => {
      const call = request({ host: '127.0.0.1', port: host.server.port, path: '/files?name=note.txt', headers, method: 'POST' }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (text: string) => (body += text));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body }));
      });
      call.on('error', reject);
      call.end(bytes);
    });

  test('are taken from our own page', async () => {
    const answer = await post({ cookie, origin: host.origin, 'content-type': 'text/plain' });
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, value: { name: 'note.txt', bytes: 5 } });
    expect(wicket.taken).toMatchObject([{ name: 'note.txt', mime: 'text/plain' }]);
  });

  test('come in whole, also when they are large', async () => {
    const large = Buffer.alloc(3_000_000, 7);
    await post({ cookie, origin: host.origin }, large);
    expect(large.equals(wicket.taken[0]?.bytes ?? new Uint8Array())).toBe(true);
  });

  test.each([
    ['another site', 403, () => ({ cookie, origin: 'https://evil.example' })],
    ['nobody in particular', 403, () => ({ cookie })],
    ['another name for this computer', 421, () => ({ cookie, host: 'evil.example', origin: 'http://evil.example' })],
    ['a page that is not signed in', 401, () => ({ origin: host.origin })],
  ] as const)('are not taken from %s', async (_who, status, headers) => {
    expect((await post(headers())).status).toBe(status);
    expect(wicket.taken).toEqual([]);
  });

  test.each(['/media/1', '/files/abcdefgh'])('%s needs a session and our own host', async (path) => {
    expect((await get(path, {})).status).toBe(401);
    expect((await get(path, { cookie, host: 'evil.example' })).status).toBe(421);
    expect((await get(path, { cookie })).status).toBe(404);
  });

  test('no other address takes a POST', async () => {
    expect((await get('/media/1', { cookie, origin: host.origin }, 'POST')).status).toBe(405);
    expect((await get('/', { cookie, origin: host.origin }, 'POST')).status).toBe(405);
  });
});
