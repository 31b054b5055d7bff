import react from '@vitejs/plugin-react';
import { join } from 'node:path';
import { createServer } from 'vite';

export interface LookServer {
  /** Address of the page with invented answers. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the page's sources with an invented core, on a free port of loopback. */
export async function startLook(): Promise<LookServer> {
  const root = join(import.meta.dirname, '..', '..');
  const server = await createServer({
    root,
    configFile: false,
    plugins: [react()],
    logLevel: 'error',
    cacheDir: join(root, 'node_modules', '.vite-look'),
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: false, watch: null },
    optimizeDeps: { entries: ['e2e/look/index.html'] },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (address === null || address === undefined || typeof address === 'string') throw new Error('The look server has no port');
  return { url: `http://127.0.0.1:${address.port}/e2e/look/index.html`, close: () => server.close() };
}
