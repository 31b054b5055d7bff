import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { WicketError } from '../../domain/errors.ts';
import { pageHeaders } from './csp.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
};

/** The built page's folder, looked for upwards from this file: it differs between sources, bundle and package. */
export function findPageFolder(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [join(folder, 'renderer'), join(folder, 'out', 'renderer')]) {
      if (existsSync(join(candidate, 'index.html'))) return candidate;
    }
    if (dirname(folder) === folder) {
      throw new WicketError('internal', { message: 'The page is not built.', cure: 'Run npm run build.' });
    }
  }
}

/** Serves the files of the built page: a path in, an answer out. Nothing outside the folder can be named. */
export function createPageFiles(folder: string): (pathname: string) => Promise<Response> {
  const headers = pageHeaders();
  return async (pathname) => {
    const name = pathname === '/' ? '/index.html' : pathname;
    // Vite names its files; a name is one folder at most and has no dot-dot, no escape, no hidden part.
    if (!/^(?:\/[A-Za-z0-9_][A-Za-z0-9_.-]*){1,2}$/.test(name) || name.includes('..')) return new Response(null, { status: 404, headers });
    try {
      const body = await readFile(join(folder, ...name.split('/')));
      const lasting = name.startsWith('/assets/');
      return new Response(body, {
        headers: {
          ...headers,
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          'cache-control': lasting ? 'private, max-age=31536000, immutable' : 'no-cache',
        },
      });
    } catch {
      return new Response(null, { status: 404, headers });
    }
  };
}
