import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import WebSocket from 'ws';

export type Params = Record<string, unknown>;

export interface Tab {
  readonly targetId: string;
  send<T = Params>(method: string, params?: Params): Promise<T>;
  on(method: string, listener: (params: never) => void): void;
}

export interface Chromium {
  /** For a second driver, which is the test's own. */
  readonly endpoint: string;
  readonly pid: number;
  send<T = Params>(method: string, params?: Params): Promise<T>;
  on(method: string, listener: (params: never) => void): void;
  openTab(): Promise<Tab>;
  close(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly sessionId?: string;
  readonly params?: Params;
  readonly result?: Params;
  readonly error?: { readonly message: string };
}

/** Starts a Chromium of its own and speaks to it over its debugging port. */
export async function startChromium(options: { readonly headed: boolean; readonly windowSize: string }): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'wicket-stand-in-'));
  const browser = spawn(
    findProgram(),
    [
      ...(options.headed ? [] : ['--headless=new']),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      `--window-size=${options.windowSize}`,
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--disable-dev-shm-usage',
      '--disable-background-timer-throttling',
      '--disable-renderer-backgrounding',
      '--disable-backgrounding-occluded-windows',
      '--password-store=basic',
      '--force-color-profile=srgb',
      // A microphone that hums.
      '--use-fake-device-for-media-stream',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const endpoint = await listeningAddress(browser);
  const socket = new WebSocket(endpoint, { perMessageDeflate: false, maxPayload: 256 * 1024 * 1024 });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => resolve());
    socket.once('error', reject);
  });

  let nextId = 1;
  const waiting = new Map<number, { resolve: (result: Params) => void; reject: (failed: Error) => void; method: string }>();
  const listeners = new Map<string, ((params: never) => void)[]>();
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.id !== undefined) {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) call?.resolve(message.result ?? {});
      else call?.reject(new Error(`${call.method}: ${message.error.message}`));
      return;
    }
    for (const listener of listeners.get(`${message.sessionId ?? ''} ${message.method}`) ?? []) listener(message.params as never);
  });
  socket.on('close', () => {
    for (const { reject, method } of waiting.values()) reject(new Error(`${method}: Chromium is gone`));
    waiting.clear();
  });
  const ended = new Promise<void>((resolve) => void browser.once('exit', () => resolve()));
  // A stand-in that is killed must not leave its browser behind.
  process.once('exit', () => {
    browser.kill('SIGKILL');
    rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
  });

  const sendTo = <T>(sessionId: string | undefined, method: string, params: Params = {}): Promise<T> =>
    new Promise((resolve, reject) => {
      const id = nextId++;
      waiting.set(id, { resolve: (result) => resolve(result as T), reject, method });
      socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }));
    });
  const listen = (sessionId: string, method: string, listener: (params: never) => void): void => {
    const key = `${sessionId} ${method}`;
    listeners.set(key, [...(listeners.get(key) ?? []), listener]);
  };
  const chromium: Chromium = {
    endpoint,
    pid: browser.pid ?? 0,
    send: (method, params) => sendTo(undefined, method, params),
    on: (method, listener) => listen('', method, listener),
    openTab: async () => {
      const { targetInfos } = await chromium.send<{ targetInfos: { targetId: string; type: string; url: string }[] }>('Target.getTargets');
      const free = targetInfos.find(({ type, url }) => type === 'page' && url === 'about:blank');
      const targetId = free?.targetId ?? (await chromium.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' })).targetId;
      const { sessionId } = await chromium.send<{ sessionId: string }>('Target.attachToTarget', { targetId, flatten: true });
      return {
        targetId,
        send: (method, params) => sendTo(sessionId, method, params),
        on: (method, listener) => listen(sessionId, method, listener),
      };
    },
    close: async () => {
      browser.kill('SIGTERM');
      const cut = setTimeout(() => browser.kill('SIGKILL'), 3_000);
      await ended;
      clearTimeout(cut);
    },
  };
  return chromium;
}

function findProgram(): string {
  const named = process.env['WICKET_CHROMIUM'];
  if (named !== undefined) return named;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of ['chromium', 'google-chrome']) {
      if (existsSync(join(folder, name))) return join(folder, name);
    }
  }
  throw new Error('Name a Chromium in WICKET_CHROMIUM');
}

function listeningAddress(browser: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    browser.stderr?.setEncoding('utf8').on('data', (piece: string) => {
      text = (text + piece).slice(-20_000);
      const found = /DevTools listening on (ws:\/\/\S+)/.exec(text);
      if (found?.[1] !== undefined) resolve(found[1]);
    });
    browser.once('error', reject);
    browser.once('exit', (code) => reject(new Error(`Chromium ended with ${code}: ${text}`)));
  });
}
