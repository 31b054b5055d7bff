import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { beatMs, type HostFrame, maxCallBytes } from '../../../src-preload/contract/frames.ts';
import type { InboxEvent } from '../../compose.ts';
import { toFailure, WicketError } from '../../domain/errors.ts';
import type { Log } from '../../ports.ts';

/** What the pages' lines lead to. */
export interface LineHost {
  call(name: string, rawInput: unknown): Promise<unknown>;
  onEvent(listener: (event: InboxEvent) => void): () => void;
}

export interface Lines {
  /** Takes an upgrade that has been checked. */
  take(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

/** Pages at once; a person has a handful of tabs. */
const maxPages = 64;
/** Calls of one page under way at once; beyond that its socket is not read until some are answered. */
const maxUnderWay = 64;
/** A page that reads this slowly is cut off; it dials anew and asks for what it missed. */
const maxUnsentBytes = 32 * 1024 * 1024;

const callFrame = z.object({ id: z.int().nonnegative(), name: z.string().max(64), input: z.unknown() });

/** Calls in, answers and events out, over one WebSocket a page. */
export function createLines(host: LineHost, log: Log): Lines {
  const server = new WebSocketServer({ noServer: true, maxPayload: maxCallBytes, perMessageDeflate: false, clientTracking: true });
  const detach = host.onEvent((event) => {
    const text = encode({ type: 'event', name: event.name, payload: event.payload });
    for (const page of server.clients) transmit(page, text);
  });
  const beat = setInterval(() => {
    const text = encode({ type: 'beat' });
    for (const page of server.clients) transmit(page, text);
  }, beatMs);
  beat.unref();

  return {
    take: (request, socket, head) => {
      if (server.clients.size >= maxPages) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, serve);
    },
    close: () => {
      clearInterval(beat);
      detach();
      for (const page of server.clients) page.close(1001);
      // Whoever does not answer the farewell is cut, so that the host can end.
      for (const page of server.clients) page.terminate();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };

  function serve(page: WebSocket): void {
    let underWay = 0;
    page.on('error', (thrown) => log.warn('line.error', { code: 'code' in thrown ? String(thrown.code) : thrown.name }));
    page.on('message', (data, isBinary) => {
      const frame = isBinary ? null : decode(String(data));
      if (frame === null) {
        page.close(1008);
        return;
      }
      underWay += 1;
      if (underWay >= maxUnderWay) page.pause();
      void answer(frame).then((text) => {
        underWay -= 1;
        if (page.isPaused && underWay < maxUnderWay) page.resume();
        transmit(page, text);
      });
    });
  }

  async function answer({ id, name, input }: z.output<typeof callFrame>): Promise<string> {
    try {
      return encode({ type: 'answer', id, answer: (await host.call(name, input)) as never });
    } catch (thrown) {
      log.error('line.call_failed', { method: name }, thrown);
      return encode({ type: 'answer', id, answer: { ok: false, error: toFailure(new WicketError('internal')) } });
    }
  }

  function transmit(page: WebSocket, text: string): void {
    if (page.readyState !== page.OPEN) return;
    if (page.bufferedAmount > maxUnsentBytes) page.terminate();
    else page.send(text);
  }
}

function encode(frame: HostFrame): string {
  return JSON.stringify(frame);
}

function decode(text: string): z.output<typeof callFrame> | null {
  try {
    const parsed = callFrame.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
