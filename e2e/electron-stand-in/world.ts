import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { type Chromium, startChromium } from './cdp.ts';

/** What the parts of the stand-in share: one app, one browser. */
export const world = {
  folder: '',
  manifest: { name: '', version: '' } as { readonly name: string; readonly productName?: string; readonly version: string },
  ready: false,
  quitting: false,
  paths: new Map<string, string>([['temp', tmpdir()]]),
  app: new EventEmitter(),
  chromium: null as Promise<Chromium> | null,
  /** The product's answer to a page that asks for a permission. Electron allows everything where nobody answers. */
  mayHave: (_permission: string, _details: { readonly requestingUrl: string; readonly mediaTypes: readonly string[] }): Promise<boolean> => Promise.resolve(true),
};

export function needReady(what: string): void {
  if (!world.ready) throw new Error(`${what} cannot be used before the app is ready`);
}

export function path(name: string): string {
  const found = world.paths.get(name);
  if (found === undefined) throw new Error(`Failed to get '${name}' path`);
  return found;
}

export function keychainFile(): string {
  return join(path('userData'), 'stand-in-keychain');
}

export function chromium(): Promise<Chromium> {
  world.chromium ??= startChromium({ headed: process.env['WICKET_HEADED'] === '1', windowSize: process.env['WICKET_WINDOW'] ?? '1280,820' });
  return world.chromium;
}

/** Tells whoever started the stand-in; nobody may be listening. */
export function report(message: { readonly type: string } & Readonly<Record<string, unknown>>): void {
  if (process.connected) process.send?.(message);
}

const told = new EventEmitter();
process.on('message', (message: { readonly type: string }) => void told.emit(message.type, message));
export function whenTold(type: string): Promise<unknown> {
  return new Promise((resolve) => void told.once(type, resolve));
}
/** Whoever starts the stand-in may want to look at the page from its first moment. */
export const heldBack = process.env['WICKET_STAND_IN_HOLD'] === '1';
export function listenForever(type: string, listener: (message: never) => void): void {
  told.on(type, (message) => listener(message as never));
}
