import { describe, vi } from 'vitest';
import { serveFiles } from '../src-main/shell/desktop/files-ipc.ts';
import { serveCalls } from '../src-main/shell/desktop/ipc.ts';
import { pageOrigin } from '../src-main/shell/desktop/security.ts';
import { systemClock } from '../src-main/shell/shared/clock.ts';
import { quietLog } from '../src-main/shell/testing/quiet-log.ts';
import { describeBridge } from './conformance.ts';
import type { InboxBridge } from './contract/bridge.ts';
import { eventChannel } from './contract/channels.ts';

type Handler = (event: unknown, ...words: unknown[]) => unknown;

const line = vi.hoisted(() => ({
  handlers: new Map<string, Handler>(),
  listeners: new Map<string, Handler>(),
  exposed: {} as Record<string, unknown>,
}));

// Electron's own rules: what crosses is cloned, in both directions.
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, value: unknown) => void (line.exposed[name] = value) },
  ipcRenderer: {
    on: (channel: string, listener: Handler) => void line.listeners.set(channel, listener),
    invoke: async (channel: string, ...words: unknown[]) => {
      const frame = { url: `${pageOrigin}/`, parent: null };
      return structuredClone(await line.handlers.get(channel)?.({ senderFrame: frame }, ...structuredClone(words)));
    },
  },
}));

describe('the preload', () => {
  describeBridge('desktop', async (wicket) => {
    line.handlers.clear();
    const ipc = { handle: (channel: string, handler: unknown) => void line.handlers.set(channel, handler as Handler) };
    serveCalls(ipc, (name, input) => wicket.call(name, input), quietLog);
    serveFiles(ipc, { files: () => wicket.files, clock: systemClock, log: quietLog });
    vi.resetModules();
    await import('./electron.ts');
    wicket.onEvent((event) => void line.listeners.get(eventChannel)?.({}, event.name, structuredClone(event.payload)));
    return { bridge: line.exposed['inbox'] as InboxBridge, wicket, end: () => Promise.resolve() };
  });
});
