import { app, type BrowserWindow, dialog, ipcMain, Menu, nativeImage, powerMonitor, protocol, session, shell, Tray } from 'electron';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { eventChannel } from '../../../src-preload/contract/channels.ts';
import type { ComposeOptions, InboxEvent, Wicket, WicketFiles } from '../../compose.ts';
import { toFailure } from '../../domain/errors.ts';
import { configFolder, type DataFolders, makePrivateFolder } from '../shared/folders.ts';
import { createFilesRoute } from '../shared/files-route.ts';
import { createHostSwitch, type HostSwitch, type World } from '../shared/host-switch.ts';
import { openCore } from '../shared/open-core.ts';
import { createPageFiles, findPageFolder } from '../shared/page-files.ts';
import { version } from '../shared/version.ts';
import { serveFiles } from './files-ipc.ts';
import { serveCalls } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { bringForward, createDesktopPorts } from './ports.ts';
import { isOwnPage, mayOpenOutside, pageScheme, secure } from './security.ts';
import { openMainWindow } from './window.ts';

export interface DesktopOptions {
  readonly compose: (options: ComposeOptions) => Promise<Wicket>;
  readonly folders: DataFolders;
  readonly sandbox: boolean;
  readonly webhookPort?: number;
  readonly sandboxPort?: number;
}

/** Runs the desktop app until it is quit. To be called before the app is ready. */
export async function runDesktop(options: DesktopOptions): Promise<void> {
  const config = configFolder();
  makePrivateFolder(config);
  // Chromium's own files (cache, cookies) belong to the device, not to a data folder that may be copied. One set a data folder,
  // because Electron's single-instance lock lies there.
  app.setPath('userData', join(config, `chromium-${createHash('sha256').update(options.folders.real).digest('hex').slice(0, 12)}`));
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true } },
  ]);
  app.enableSandbox();
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  await app.whenReady();

  let window: BrowserWindow | null = null;
  const send = (event: InboxEvent): void => {
    if (window === null || window.isDestroyed()) return;
    window.webContents.send(eventChannel, event.name, event.payload);
  };
  const show = (): void => {
    if (window === null || window.isDestroyed()) window = openWindow();
    else bringForward(window);
  };
  const navigate = (conversationId: number): void => {
    show();
    send({ name: 'navigate', payload: { conversationId: conversationId as never } });
  };

  secure(app, session.defaultSession, (address) => {
    if (mayOpenOutside(address)) void shell.openExternal(address);
  });
  const shellPorts = createDesktopPorts(options.folders[options.sandbox ? 'sandbox' : 'real'], navigate);
  const shellLog = shellPorts.log;
  let host: HostSwitch | null = null;
  const openFiles = (): WicketFiles | null => host?.current()?.files ?? null;
  const pageFiles = createPageFiles(findPageFolder());
  const filesRoute = createFilesRoute({ files: openFiles, log: shellLog });
  protocol.handle(pageScheme, async (request) => {
    // Files come from the page in pieces, over their own channel: nothing is ever sent to this scheme.
    if (!isOwnPage(request.url) || request.method !== 'GET') return new Response(null, { status: 404 });
    return (await filesRoute(request)) ?? (await pageFiles(new URL(request.url).pathname));
  });

  const core = await openHost();
  if (core === null) return;
  host = core;
  serveCalls(ipcMain, (name, input) => core.call(name, input), shellLog);
  serveFiles(ipcMain, { files: openFiles, clock: shellPorts.clock, log: shellLog });
  core.onEvent((event) => {
    send(event);
    if (event.name === 'app.reset') drawMenu(core);
  });
  drawMenu(core);
  window = openWindow();
  const tray = openTray();
  // A tray that nothing refers to is collected and vanishes.
  app.once('quit', () => tray?.destroy());

  powerMonitor.on('resume', () => core.current()?.wake());
  app.on('second-instance', show);
  app.on('activate', show);
  app.on('window-all-closed', () => app.quit());
  let closing = false;
  app.on('before-quit', (event) => {
    if (closing) return;
    closing = true;
    event.preventDefault();
    void core
      .close()
      .catch((thrown: unknown) => shellLog.error('app.close_failed', {}, thrown))
      .then(() => shellLog.close())
      .then(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => app.quit());

  async function openHost(): Promise<HostSwitch | null> {
    const open = (world: World): Promise<Wicket> => {
      const ports = createDesktopPorts(options.folders[world], navigate);
      const { webhookPort, sandboxPort } = options;
      return openCore(options.compose, {
        ports,
        shell: 'desktop',
        version,
        sandbox: world === 'sandbox',
        mode: 'serve',
        ...(webhookPort === undefined ? {} : { webhookPort }),
        ...(sandboxPort === undefined ? {} : { sandboxPort }),
      });
    };
    try {
      return await createHostSwitch(open, options.sandbox ? 'sandbox' : 'real');
    } catch (thrown) {
      const { message, cure } = toFailure(thrown);
      dialog.showErrorBox(message, cure);
      await shellLog.close();
      app.exit(1);
      return null;
    }
  }

  function openWindow(): BrowserWindow {
    return openMainWindow({
      preload: join(app.getAppPath(), 'out', 'preload', 'electron.cjs'),
      icon: join(app.getAppPath(), 'resources', 'icon.png'),
      configFolder: config,
      log: shellLog,
    });
  }

  /** The tray opens the window and quits; where the system has none, the app works without. */
  function openTray(): Tray | null {
    const image = nativeImage.createFromPath(join(app.getAppPath(), 'resources', 'tray.png'));
    if (image.isEmpty()) return null;
    const made = new Tray(image);
    made.setToolTip('Wicket');
    made.setContextMenu(
      Menu.buildFromTemplate([
        { label: 'Open Wicket', click: show },
        { type: 'separator' },
        { label: 'Quit', click: () => app.quit() },
      ]),
    );
    made.on('click', show);
    return made;
  }

  function drawMenu(core: HostSwitch): void {
    const sandbox = core.current()?.sandbox === true;
    const toggleSandbox = (): void => void core.call(sandbox ? 'sandbox.leave' : 'sandbox.enter', {});
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, { sandbox, toggleSandbox })));
  }
}
