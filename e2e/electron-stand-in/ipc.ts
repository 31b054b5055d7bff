import { EventEmitter } from 'node:events';
import { crossing, strict } from './strict.ts';

type Handler = (event: unknown, ...words: unknown[]) => unknown;

const handlers = new Map<string, Handler>();
const listeners = new EventEmitter();

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
  on: (channel: string, listener: Handler): void => void listeners.on(channel, listener),
  off: (channel: string, listener: Handler): void => void listeners.off(channel, listener),
});

/** One `invoke` of a page. Rejections lose class and fields on the way, as they do in Electron. */
export async function invoke(event: unknown, channel: string, words: readonly unknown[]): Promise<unknown> {
  const handler = handlers.get(channel);
  try {
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return crossing(await handler(event, ...words));
  } catch (thrown) {
    throw new Error(`Error invoking remote method '${channel}': ${String(thrown)}`);
  }
}

export function receive(event: unknown, channel: string, words: readonly unknown[]): void {
  listeners.emit(channel, event, ...words);
}
