import { type BrowserWindow, net, Notification, safeStorage } from 'electron';
import type { Notifier, Ports } from '../../ports.ts';
import { systemClock } from '../shared/clock.ts';
import { makePrivateFolder } from '../shared/folders.ts';
import { deviceKeyFileWrap } from '../shared/key-wrap.ts';
import { type LogFile, openLog } from '../shared/log.ts';
import { createKeychainWrap } from './key-wrap.ts';

export interface DesktopPorts extends Ports {
  readonly log: LogFile;
}

/** What Electron gives the core. Usable once the app is ready. Throws `folder_unusable`. */
export function createDesktopPorts(data: string, navigate: (conversationId: number) => void): DesktopPorts {
  makePrivateFolder(data);
  return {
    clock: systemClock,
    log: openLog(data),
    keyWrap: createKeychainWrap(safeStorage),
    // The command line and the host on this device write the same folders.
    otherKeyWraps: [deviceKeyFileWrap()],
    notifier: createNotifier(navigate),
    // Chromium's network stack: it knows the system's proxy and certificates.
    fetch: (url, init) => net.fetch(url, init),
    paths: { data },
  };
}

function createNotifier(navigate: (conversationId: number) => void): Notifier {
  return {
    show: ({ title, body, conversationId }) => {
      if (!Notification.isSupported()) return;
      const notice = new Notification({ title, body });
      if (conversationId !== undefined) notice.on('click', () => navigate(conversationId));
      notice.show();
    },
  };
}

/** Brings the window before the person, wherever it was. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
