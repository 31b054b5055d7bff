import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServedFile, WicketFiles } from '../../compose.ts';
import { WicketError } from '../../domain/errors.ts';
import { createFakeWicket } from '../testing/fake-wicket.ts';
import { quietLog } from '../testing/quiet-log.ts';
import { parseRange } from './byte-range.ts';
import { createFilesRoute, type FilesRoute } from './files-route.ts';

const sha256 = `${'ab'.repeat(8)}${'00'.repeat(24)}`;
const hash = sha256.slice(0, 16);
const content = Buffer.from(Array.from({ length: 700_000 }, (_, n) => n % 251));

let folder: string;
let file: ServedFile;
let missing: string[];
let route: FilesRoute;
let source: WicketFiles | null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wicket-route-'));
  file = { sha256, path: join(folder, 'file'), mime: 'video/mp4', bytes: content.length };
  writeFileSync(file.path, content);
  missing = [];
  source = {
    ...createFakeWicket().files,
    media: async (id) => (id === 7 ? file : null),
    handed: async (id) => (id === 'abcdefgh' ? file : null),
    missing: async (lost) => void missing.push(lost),
  };
  route = createFilesRoute({ files: () => source, log: quietLog });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
  const answer = await route(new Request(`wicket://app${path}`, { method, headers }));
  if (answer === null) throw new Error(`${path} is not the route's`);
  return answer;
}
const body = async (answer: Response): Promise<Buffer> => Buffer.from(await answer.arrayBuffer());

describe('a file of a message', () => {
  test('is given whole, for good, and as a thing that runs nothing', async () => {
    const answer = await ask(`/media/7/${hash}`);
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': '700000',
      'content-disposition': 'inline',
      'content-security-policy': "sandbox; default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'private, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    });
    expect((await body(answer)).equals(content)).toBe(true);
  });

  test.each([
    ['bytes=0-99', 0, 99],
    ['bytes=699990-', 699_990, 699_999],
    ['bytes=-10', 699_990, 699_999],
    ['bytes=300000-9999999', 300_000, 699_999],
    ['bytes=-9999999', 0, 699_999],
  ])('is given in part for %s', async (range, from, to) => {
    const answer = await ask(`/media/7/${hash}`, { range });
    expect(answer.status).toBe(206);
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to}/700000`);
    expect(answer.headers.get('content-length')).toBe(String(to - from + 1));
    expect((await body(answer)).equals(content.subarray(from, to + 1))).toBe(true);
  });

  test.each(['bytes=700000-', 'bytes=-0'])('says where it ends for %s', async (range) => {
    const answer = await ask(`/media/7/${hash}`, { range });
    expect(answer.status).toBe(416);
    expect(answer.headers.get('content-range')).toBe('bytes */700000');
  });

  test.each(['items=0-5', 'bytes=5-2', 'bytes=0-1,4-5', 'bytes=a-b'])('is given whole for %s, which is no one range of bytes', async (range) => {
    const answer = await ask(`/media/7/${hash}`, { range });
    expect(answer.status).toBe(200);
    expect((await body(answer)).length).toBe(content.length);
  });

  test('is not sent again to who has it, and not in part to who has another', async () => {
    expect((await ask(`/media/7/${hash}`, { 'if-none-match': `"${sha256}"` })).status).toBe(304);
    expect((await ask(`/media/7/${hash}`, { range: 'bytes=0-9', 'if-range': '"another"' })).status).toBe(200);
    expect((await ask(`/media/7/${hash}`, { range: 'bytes=0-9', 'if-range': `"${sha256}"` })).status).toBe(206);
  });

  test('tells its size alone for HEAD', async () => {
    const answer = await ask(`/media/7/${hash}`, {}, 'HEAD');
    expect([answer.status, answer.headers.get('content-length'), answer.body]).toEqual([200, '700000', null]);
  });

  test('is not kept by the browser under an address without its hash, and not found under another hash', async () => {
    expect((await ask('/media/7')).headers.get('cache-control')).toBe('private, no-cache');
    expect((await ask('/media/7/0123456789abcdef')).status).toBe(404);
  });

  test('a reader that goes away in the middle closes the file', async () => {
    const reader = (await ask(`/media/7/${hash}`)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    expect(await reader?.closed).toBeUndefined();
  });

  test('that is not on the disk is reported and not found', async () => {
    rmSync(file.path);
    expect((await ask(`/media/7/${hash}`)).status).toBe(404);
    expect(missing).toEqual([sha256]);
  });
});

describe('what could hold script', () => {
  test.each(['text/html', 'image/svg+xml', 'text/xml', 'application/xhtml+xml', 'text/javascript'])('%s is for saving only, under a type that runs nothing', async (mime) => {
    file = { ...file, mime };
    const { headers } = await ask(`/media/7/${hash}`);
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
  });

  test('a document keeps its type and is for saving', async () => {
    file = { ...file, mime: 'application/pdf' };
    const { headers } = await ask(`/media/7/${hash}`);
    expect(headers.get('content-type')).toBe('application/pdf');
    expect(headers.get('content-disposition')).toBe('attachment');
  });

  test('anything is saved under the name that the page gives', async () => {
    const { headers } = await ask(`/media/7/${hash}?download=${encodeURIComponent('Précis "nº 5"\r\nX: y.mp4')}`);
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Pr_cis _n_ 5___X: y.mp4"; filename*=UTF-8''Pr%C3%A9cis%20%22n%C2%BA%205%22%0D%0AX%3A%20y.mp4`,
    );
  });
});

test('a handed-over file is given under its grant', async () => {
  const answer = await ask('/files/abcdefgh', { range: 'bytes=0-3' });
  expect(answer.status).toBe(206);
  expect(await body(answer)).toEqual(content.subarray(0, 4));
  expect((await ask('/files/zzzzzzzz')).status).toBe(404);
});

test.each(['/media/x', '/media/7/../../etc/passwd', '/media/7/ABCDEF0123456789', '/files/..%2f..%2fwicket.db', '/media/'])('%s is nothing', async (path) => {
  const answer = await route(new Request(`wicket://app${path}`));
  expect(answer === null ? 404 : answer.status).toBe(404);
});

test('what is not its own is left to others', async () => {
  expect(await route(new Request('wicket://app/index.html'))).toBeNull();
});

test('other methods are refused', async () => {
  expect((await ask(`/media/7/${hash}`, {}, 'DELETE')).status).toBe(405);
  expect((await ask('/files', {}, 'GET')).status).toBe(405);
});

describe('handing over', () => {
  const post = (name: string, bytes: string): Promise<Response | null> =>
    route(new Request(`wicket://app/files?name=${encodeURIComponent(name)}`, { method: 'POST', body: bytes, headers: { 'content-type': 'text/plain' } }));

  test('gives the grant as data', async () => {
    const answer = await post('büro.txt', 'hello');
    expect(await answer?.json()).toMatchObject({ ok: true, value: { name: 'büro.txt', mime: 'text/plain', bytes: 5 } });
  });

  test('gives a failure as data, without the words of others', async () => {
    source = {
      ...createFakeWicket().files,
      take: async () => {
        throw new WicketError('disk_full');
      },
    };
    expect(await (await post('a', 'b'))?.json()).toMatchObject({ ok: false, error: { code: 'disk_full' } });
    source = {
      ...createFakeWicket().files,
      take: async () => {
        throw new Error('/home/ana/secret');
      },
    };
    const answer = await (await post('a', 'b'))?.text();
    expect(answer).toContain('"internal"');
    expect(answer).not.toContain('secret');
  });

  test('says so while no data folder is open', async () => {
    source = null;
    expect(await (await post('a', 'b'))?.json()).toMatchObject({ ok: false, error: { code: 'folder_unusable' } });
    expect((await ask(`/media/7/${hash}`)).status).toBe(503);
  });
});

test('a range of an empty file cannot be had', () => {
  expect(parseRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(parseRange(null, 0)).toBeNull();
});
