import type { MenuItemConstructorOptions } from 'electron';

/** The application menu. Windows and Linux hide it behind Alt; its keys work all the same. */
export function menuTemplate(platform: NodeJS.Platform, actions: { readonly toggleSandbox: () => void; readonly sandbox: boolean }): MenuItemConstructorOptions[] {
  const mac: MenuItemConstructorOptions[] = platform === 'darwin' ? [{ role: 'appMenu' }] : [];
  return [
    ...mac,
    {
      label: '&File',
      submenu: [
        { label: actions.sandbox ? 'Leave the sandbox' : 'Open the sandbox', click: actions.toggleSandbox },
        { type: 'separator' },
        platform === 'darwin' ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
  ];
}
