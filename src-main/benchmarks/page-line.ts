import WebSocket from 'ws';
import type { HostFrame } from '../../src-preload/contract/frames.ts';
import { linePath } from '../../src-preload/contract/frames.ts';

/** A page without a browser: signed in, connected, and asking what a page asks when it opens. */
export interface PageLine {
  call(name: string, input: unknown): Promise<unknown>;
  /** Resolves when ingest has taken in everything that was received. */
  caughtUp(): Promise<void>;
  close(): void;
}

const lookAgainMs = 200;

export async function openPageLine(ui: string): Promise<PageLine> {
  const { origin } = new URL(ui);
  const signedIn = await fetch(ui, { redirect: 'manual' });
  const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const socket = new WebSocket(new URL(linePath, origin.replace(/^http/, 'ws')), { origin, headers: { cookie } });
  const waiting = new Map<number, { resolve(value: unknown): void; reject(thrown: Error): void }>();
  let lastId = 0;
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as HostFrame;
    if (frame.type !== 'answer') return;
    const asked = waiting.get(frame.id);
    waiting.delete(frame.id);
    if (frame.answer.ok) asked?.resolve(frame.answer.value);
    else asked?.reject(new Error(frame.answer.error.message));
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });

  function call(name: string, input: unknown): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      socket.send(JSON.stringify({ id, name, input }));
    });
  }

  await call('app.state', {});
  const { rows } = (await call('conversations.page', { connectionId: null, view: 'all', after: null, limit: 60 })) as { rows: { id: number }[] };
  const first = rows[0]?.id ?? null;
  await call('app.watch', { conversationId: first, focused: true });
  if (first !== null) await call('conversations.open', { id: first, limit: 80 });
  return {
    call,
    async caughtUp() {
      for (;;) {
        const { journal } = (await call('health.get', {})) as { journal: { waiting: number } };
        if (journal.waiting === 0) return;
        await new Promise((resolve) => setTimeout(resolve, lookAgainMs));
      }
    },
    close: () => socket.close(),
  };
}
