import { BrowserWindow, dialog, nativeTheme, screen } from 'electron';
import ElectronStore from 'electron-store';
import type { Log } from '../../ports.ts';
import { chooseBounds, smallest, type WindowState } from './bounds.ts';
import { createCrashPolicy } from './crash.ts';
import { pageOrigin } from './security.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly configFolder: string;
  readonly log: Log;
}

/** The one window: locked down, remembers its place, recovers from one crash. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const store = new ElectronStore<WindowState>({
    cwd: options.configFolder,
    name: 'window',
    configFileMode: 0o600,
    clearInvalidConfig: true,
    defaults: { bounds: null, maximized: false },
  });
  const workAreas = screen.getAllDisplays().map(({ workArea }) => workArea);
  const window = new BrowserWindow({
    ...chooseBounds(store.store, workAreas),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'Wicket',
    icon: options.icon,
    autoHideMenuBar: true,
    titleBarStyle: 'hidden',
    ...(process.platform === 'darwin' ? { trafficLightPosition: { x: 14, y: 14 } } : { titleBarOverlay: overlay() }),
    backgroundColor: overlay().color,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: true,
      navigateOnDragDrop: false,
    },
  });
  if (store.get('maximized')) window.maximize();
  if (process.platform !== 'darwin') nativeTheme.on('updated', () => window.setTitleBarOverlay(overlay()));

  window.once('ready-to-show', () => window.show());
  window.on('close', () => {
    store.set({ bounds: window.getNormalBounds(), maximized: window.isMaximized() });
  });

  const afterCrash = createCrashPolicy(() => Date.now());
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    options.log.error('window.page_gone', { reason, exitCode });
    if (reason === 'clean-exit') return;
    if (afterCrash() === 'reload') void load();
    else void askAfterCrash(window).then((again) => (again ? load() : window.close()));
  });

  void load();
  return window;

  function load(): Promise<void> {
    return window.loadURL(`${pageOrigin}/`).catch((thrown: unknown) => options.log.error('window.load_failed', {}, thrown));
  }
}

async function askAfterCrash(window: BrowserWindow): Promise<boolean> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    message: 'The page stopped twice in a short time.',
    detail: 'Nothing is lost: messages are received and kept all the same. Load the page again?',
    buttons: ['Load again', 'Close'],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0;
}

/** The strip on which the system draws its window buttons, in the colours of the page's title bar. */
function overlay(): { color: string; symbolColor: string; height: number } {
  return nativeTheme.shouldUseDarkColors
    ? { color: '#0c1012', symbolColor: '#e9eded', height: 43 }
    : { color: '#eceae4', symbolColor: '#1f272a', height: 43 };
}
