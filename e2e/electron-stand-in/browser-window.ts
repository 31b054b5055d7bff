import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { strict } from './strict.ts';
import { WebContents } from './web-contents.ts';
import { needReady, world } from './world.ts';

interface Options {
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly icon?: string;
  readonly webPreferences?: {
    readonly preload?: string;
    readonly sandbox?: boolean;
    readonly contextIsolation?: boolean;
    readonly nodeIntegration?: boolean;
  };
}

export const windows = new Set<StandInWindow>();

class StandInWindow extends EventEmitter {
  readonly webContents: WebContents;
  #bounds: { x: number; y: number; width: number; height: number };
  #maximized = false;
  #destroyed = false;

  constructor(options: Options = {}) {
    super();
    needReady('BrowserWindow');
    const { preload, sandbox, contextIsolation, nodeIntegration } = options.webPreferences ?? {};
    if (sandbox === false || contextIsolation === false || nodeIntegration === true) throw new Error('The stand-in knows sandboxed pages only');
    if (preload !== undefined && !existsSync(preload)) throw new Error(`Unable to load preload script: ${preload}`);
    if (options.icon !== undefined && !existsSync(options.icon)) throw new Error(`There is no icon ${options.icon}`);
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 };
    this.webContents = strict('webContents', bound(new WebContents(preload)));
    this.webContents.once('did-finish-load', () => void this.emit('ready-to-show', {}));
    windows.add(this);
  }

  loadURL(address: string): Promise<void> {
    return this.webContents.loadURL(address);
  }
  show(): void {
    this.emit('show', {});
  }
  focus(): void {
    this.emit('focus', {});
  }
  isMinimized(): boolean {
    return false;
  }
  restore(): void {
    this.emit('restore', {});
  }
  maximize(): void {
    this.#maximized = true;
  }
  isMaximized(): boolean {
    return this.#maximized;
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    return { ...this.#bounds };
  }
  setTitleBarOverlay(): void {
    if (process.platform === 'darwin') throw new Error('setTitleBarOverlay is not there on macOS');
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }
  close(): void {
    this.closeFor(false);
  }
  /** False when a listener kept the window open. */
  closeFor(quitting: boolean): boolean {
    if (this.#destroyed) return true;
    let kept = false;
    this.emit('close', { preventDefault: () => void (kept = true) });
    if (kept) return false;
    this.#destroyed = true;
    windows.delete(this);
    this.webContents.destroy();
    this.emit('closed', {});
    if (windows.size === 0 && !quitting && !world.quitting) world.app.emit('window-all-closed');
    return true;
  }
}

/** Private fields need the object itself as `this`, which a proxy is not. */
function bound<T extends object>(made: T): T {
  return new Proxy(made, {
    get: (target, property) => {
      const value = Reflect.get(target, property, target) as unknown;
      return typeof value === 'function' ? (value as (...words: unknown[]) => unknown).bind(target) : value;
    },
  });
}

export const BrowserWindow = new Proxy(StandInWindow, {
  construct: (target, words: [Options?]) => strict('BrowserWindow', bound(new target(...words))),
  get: (target, property, receiver) => {
    if (property === 'getAllWindows') return () => [...windows];
    if (property in target || typeof property === 'symbol') return Reflect.get(target, property, receiver) as unknown;
    throw new Error(`The stand-in for Electron has no BrowserWindow.${property}`);
  },
});
