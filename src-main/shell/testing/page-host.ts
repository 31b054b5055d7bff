import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PageServer, startPageServer } from '../headless/server.ts';
import type { WicketFiles } from '../../compose.ts';
import type { LineHost } from '../headless/line.ts';
import { quietLog } from './quiet-log.ts';

export interface PageHost {
  readonly server: PageServer;
  readonly origin: string;
  /** Opens the link as a browser does; the Cookie header of what it got. */
  signIn(): Promise<string>;
  end(): Promise<void>;
}

/** A page server on loopback over a page of one file. The session key is always the same, as after a restart. */
export async function startPageHost(host: LineHost & { readonly files: WicketFiles }, port = 0): Promise<PageHost> {
  const pageFolder = mkdtempSync(join(tmpdir(), 'wicket-page-'));
  writeFileSync(join(pageFolder, 'index.html'), '<!doctype html><title>Wicket</title>');
  const server = await startPageServer({
    host,
    files: () => host.files,
    pageFolder,
    listen: '127.0.0.1',
    port,
    sessionKey: new Uint8Array(32).fill(7),
    scope: '/data',
    log: quietLog,
  });
  return {
    server,
    origin: `http://127.0.0.1:${server.port}`,
    signIn: async () => {
      const answer = await fetch(server.link, { redirect: 'manual' });
      return answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
    end: async () => {
      await server.close();
      rmSync(pageFolder, { recursive: true, force: true });
    },
  };
}
