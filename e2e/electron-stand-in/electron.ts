import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { BrowserWindow } from './browser-window.ts';
import { ipcMain } from './ipc.ts';
import { exit, quit } from './lifecycle.ts';
import { protocol } from './protocol.ts';
import { strict } from './strict.ts';
import { keychainFile, listenForever, needReady, path, report, world } from './world.ts';

/** The stand-in for the module `electron` in the main process. What it lacks throws by its name. */

const appParts = {
  whenReady: (): Promise<void> => (world.ready ? Promise.resolve() : new Promise((resolve) => void world.app.once('ready', () => resolve()))),
  isReady: () => world.ready,
  isPackaged: false,
  getAppPath: () => world.folder,
  getName: () => world.manifest.productName ?? world.manifest.name,
  getVersion: () => world.manifest.version,
  getPath: path,
  setPath: (name: string, value: string): void => void world.paths.set(name, value),
  enableSandbox: (): void => {
    if (world.ready) throw new Error('app.enableSandbox() can only be called before app is ready');
  },
  requestSingleInstanceLock: () => true,
  quit,
  exit,
  on: (event: string, listener: (...words: never[]) => void): void => void world.app.on(event, listener as never),
  once: (event: string, listener: (...words: never[]) => void): void => void world.app.once(event, listener as never),
  off: (event: string, listener: (...words: never[]) => void): void => void world.app.off(event, listener as never),
};
export const app = strict('app', appParts);

const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler: (handler: (contents: null, permission: string, answer: (may: boolean) => void, details: object) => void): void => {
    world.mayHave = (permission, details) => new Promise((resolve) => handler(null, permission, resolve, details));
  },
  setPermissionCheckHandler: (_handler: unknown): void => undefined,
  setDevicePermissionHandler: (_handler: unknown): void => undefined,
});
export const session = strict('session', {
  get defaultSession() {
    needReady('session.defaultSession');
    return defaultSession;
  },
});

export const shell = strict('shell', {
  openExternal: (url: string): Promise<void> => {
    report({ type: 'opened-outside', url });
    return Promise.resolve();
  },
});

function keychainKey(): Buffer {
  needReady('safeStorage');
  const file = keychainFile();
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(file);
}
export const safeStorage = strict('safeStorage', {
  isAsyncEncryptionAvailable: async (): Promise<boolean> => keychainKey().length === 32,
  encryptStringAsync: async (plain: string): Promise<Buffer> => {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', keychainKey(), nonce);
    return Buffer.concat([nonce, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  },
  decryptStringAsync: async (sealed: Buffer): Promise<{ result: string; shouldReEncrypt: boolean }> => {
    const decipher = createDecipheriv('aes-256-gcm', keychainKey(), sealed.subarray(0, 12));
    decipher.setAuthTag(sealed.subarray(-16));
    return { result: Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()]).toString('utf8'), shouldReEncrypt: false };
  },
});

export const net = strict('net', {
  fetch: (url: string, init?: RequestInit): Promise<Response> => {
    needReady('net.fetch');
    return fetch(url, init);
  },
});

export class Notification extends EventEmitter {
  readonly #words: { readonly title: string; readonly body: string };
  constructor(words: { readonly title: string; readonly body: string }) {
    super();
    needReady('Notification');
    this.#words = words;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    report({ type: 'notification', ...this.#words });
    listenForever('click-notification', () => void this.emit('click', {}));
  }
}

interface MenuItem {
  readonly label?: string;
  readonly role?: string;
  readonly click?: () => void;
  readonly submenu?: readonly MenuItem[];
}
export const Menu = strict('Menu', {
  buildFromTemplate: (template: readonly MenuItem[]) => ({ items: template }),
  setApplicationMenu: (_menu: unknown): void => needReady('Menu.setApplicationMenu'),
});

export const nativeImage = strict('nativeImage', {
  createFromPath: (file: string) => ({ isEmpty: () => !existsSync(file) }),
});

export class Tray extends EventEmitter {
  constructor(_image: unknown) {
    super();
    needReady('Tray');
  }
  setToolTip(_text: string): void {}
  setContextMenu(_menu: unknown): void {}
  destroy(): void {}
}

class Theme extends EventEmitter {
  readonly shouldUseDarkColors = false;
}
export const nativeTheme = new Theme();

class PowerMonitor extends EventEmitter {}
export const powerMonitor = new PowerMonitor();

export const screen = strict('screen', {
  getAllDisplays: () => {
    needReady('screen');
    return [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }];
  },
});

export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string): void => {
    report({ type: 'error-box', title, content });
    process.stderr.write(`${title} ${content}\n`);
  },
  showMessageBox: (...words: unknown[]): Promise<{ response: number }> => {
    report({ type: 'message-box', options: words.at(-1) });
    return new Promise((resolve) => listenForever('answer-message-box', ({ response }: { response: number }) => resolve({ response })));
  },
});

export { BrowserWindow, ipcMain, protocol };
export default strict('electron', {
  app, BrowserWindow, dialog, ipcMain, Menu, nativeImage, nativeTheme, net, Notification, powerMonitor, protocol, safeStorage, screen, session, shell, Tray,
});
