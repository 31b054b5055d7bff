import { type FileHandle, open } from 'node:fs/promises';
import type { Wire } from '../../../src-preload/contract/bridge.ts';
import type { FileGrant } from '../../../src-preload/contract/content.ts';
import { filesPath } from '../../../src-preload/contract/frames.ts';
import type { ServedFile, WicketFiles } from '../../compose.ts';
import { toFailure, WicketError } from '../../domain/errors.ts';
import type { Log } from '../../ports.ts';
import { parseRange } from './byte-range.ts';

/** Answers the page's requests for files and takes files in; null for addresses that are not of that kind. */
export type FilesRoute = (request: Request) => Promise<Response | null>;

export interface FilesRouteOptions {
  /** Null while no core is open. */
  readonly files: () => WicketFiles | null;
  readonly log: Log;
}

const mediaAddress = /^\/media\/(\d{1,15})(?:\/([0-9a-f]{16}))?$/u;
const handedAddress = /^\/files\/([A-Za-z0-9_-]{8,64})$/u;

/** What a browser may show in place. Everything else is for saving: a document could hold script. */
const shown = /^(?:image\/(?:jpeg|png|gif|webp|bmp|avif)|audio\/[a-z0-9.+-]+|video\/(?:mp4|3gpp|webm|ogg|quicktime))$/u;
/** Types that a browser runs or draws with script in them are not even named. */
const running = /html|xml|svg|script|json|wasm|x-msdownload/u;

const headers: Readonly<Record<string, string>> = {
  'content-security-policy': "sandbox; default-src 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
};

/** `/media/<mediaId>/<hash>` and `/files/<fileId>` by `GET` with ranges; `/files` by `POST`. Whoever calls it has checked who asks. */
export function createFilesRoute({ files, log }: FilesRouteOptions): FilesRoute {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname === filesPath) {
      if (request.method !== 'POST') return refused(405, { allow: 'POST' });
      return await take(files(), request, searchParams.get('name') ?? '', log);
    }
    const media = mediaAddress.exec(pathname);
    const handed = handedAddress.exec(pathname);
    if (media === null && handed === null) return pathname.startsWith('/media/') || pathname.startsWith('/files/') ? refused(404) : null;
    if (request.method !== 'GET' && request.method !== 'HEAD') return refused(405, { allow: 'GET, HEAD' });
    const source = files();
    if (source === null) return refused(503);
    const found = media !== null ? await source.media(Number(media[1])) : await source.handed(handed?.[1] ?? '');
    if (found === null) return refused(404);
    const hash = media?.[2];
    // An address with another file's hash is of another data folder, or of a file that was exchanged.
    if (hash !== undefined && !found.sha256.startsWith(hash)) return refused(404);
    return await serve(source, found, request, { lasting: hash !== undefined || handed !== null, download: searchParams.get('download') }, log);
  };
}

interface Manner {
  /** The address never means other bytes. */
  readonly lasting: boolean;
  /** Name under which it is saved; null shows it in place where that is safe. */
  readonly download: string | null;
}

async function serve(source: WicketFiles, file: ServedFile, request: Request, manner: Manner, log: Log): Promise<Response> {
  const etag = `"${file.sha256}"`;
  const inline = shown.test(file.mime) && manner.download === null;
  const answer: Record<string, string> = {
    ...headers,
    'content-type': running.test(file.mime) ? 'application/octet-stream' : file.mime,
    'content-disposition': inline ? 'inline' : disposition(manner.download),
    'cache-control': manner.lasting ? 'private, max-age=31536000, immutable' : 'private, no-cache',
    'accept-ranges': 'bytes',
    etag,
  };
  if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304, headers: answer });
  const ifRange = request.headers.get('if-range');
  const asked = ifRange === null || ifRange === etag ? request.headers.get('range') : null;
  const range = parseRange(asked, file.bytes);
  if (range === 'unsatisfiable') {
    return new Response(null, { status: 416, headers: { ...answer, 'content-range': `bytes */${file.bytes}` } });
  }
  const { from, to } = range ?? { from: 0, to: file.bytes - 1 };
  answer['content-length'] = String(to - from + 1);
  if (range !== null) answer['content-range'] = `bytes ${from}-${to}/${file.bytes}`;
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD') return new Response(null, { status, headers: answer });
  const handle = await open(file.path, 'r').catch(async (thrown: NodeJS.ErrnoException) => {
    log.error('files.not_opened', { code: thrown.code ?? null });
    if (thrown.code === 'ENOENT') await source.missing(file.sha256);
    return null;
  });
  if (handle === null) return refused(404);
  return new Response(streamOf(handle, from, to), { status, headers: answer });
}

const CHUNK_BYTES = 256 * 1024;

/** Reads as the other side takes it; closes the file at the end, or when nobody reads on. */
function streamOf(handle: FileHandle, from: number, to: number): ReadableStream<Uint8Array> {
  let at = from;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const length = Math.min(CHUNK_BYTES, to - at + 1);
        if (length <= 0) {
          await handle.close();
          controller.close();
          return;
        }
        const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, at);
        if (bytesRead === 0) {
          await handle.close();
          controller.error(new WicketError('not_found'));
          return;
        }
        at += bytesRead;
        controller.enqueue(buffer.subarray(0, bytesRead));
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 1 },
  );
}

async function take(files: WicketFiles | null, request: Request, name: string, log: Log): Promise<Response> {
  const mime = request.headers.get('content-type');
  return Response.json(await takeFile(files, request.body ?? emptyBody(), { name, mime }, log), {
    headers: { ...headers, 'cache-control': 'no-store' },
  });
}

/** Takes a file in; never rejects. */
export async function takeFile(
  files: WicketFiles | null,
  bytes: AsyncIterable<Uint8Array>,
  about: { readonly name: string; readonly mime: string | null },
  log: Log,
): Promise<Wire<FileGrant>> {
  try {
    if (files === null) throw new WicketError('folder_unusable');
    return { ok: true, value: await files.take(bytes, about) };
  } catch (thrown) {
    const error = toFailure(thrown);
    if (error.code === 'internal') log.warn('files.not_taken', { reason: thrown instanceof Error ? thrown.name : null });
    return { ok: false, error };
  }
}

async function* emptyBody(): AsyncGenerator<Uint8Array> {}

function refused(status: number, more: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status, headers: { ...headers, ...more, 'cache-control': 'no-store' } });
}

/** RFC 6266: the plain name for what is old, the whole one beside it. */
function disposition(name: string | null): string {
  if (name === null || name === '') return 'attachment';
  const wellFormed = name.toWellFormed().slice(0, 255);
  const plain = wellFormed.replace(/[^\u0020-\u007e]/gu, '_').replace(/["\\/%]/gu, '_');
  const whole = encodeURIComponent(wellFormed).replace(/['()*]/gu, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}
