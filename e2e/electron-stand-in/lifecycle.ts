import { join } from 'node:path';
import { windows } from './browser-window.ts';
import { chromium, report, world } from './world.ts';

/** Runs the main file, then becomes ready, as Electron does for an ES module. */
export async function start(folder: string, manifest: typeof world.manifest, runMain: () => Promise<unknown>): Promise<void> {
  world.folder = folder;
  world.manifest = manifest;
  world.paths.set('userData', join(process.env['XDG_CONFIG_HOME'] ?? join(process.env['HOME'] ?? folder, '.config'), manifest.productName ?? manifest.name));
  await runMain();
  const { endpoint, pid } = await chromium();
  world.ready = true;
  report({ type: 'ready', endpoint, browserPid: pid });
  world.app.emit('will-finish-launching');
  world.app.emit('ready', {});
}

function preventable(): { readonly defaultPrevented: boolean; preventDefault(): void } {
  let prevented = false;
  return {
    get defaultPrevented() {
      return prevented;
    },
    preventDefault: () => {
      prevented = true;
    },
  };
}

/** before-quit, windows close, will-quit, quit; the first and the third may be prevented. */
export function quit(): void {
  const before = preventable();
  world.app.emit('before-quit', before);
  if (before.defaultPrevented) return;
  world.quitting = true;
  for (const window of windows) if (!window.closeFor(true)) return;
  const will = preventable();
  world.app.emit('will-quit', will);
  if (!will.defaultPrevented) exit(0);
}

export function exit(code: number): void {
  world.app.emit('quit', {}, code);
  void (world.chromium?.then((browser) => browser.close()).catch(() => undefined) ?? Promise.resolve()).then(() => process.exit(code));
}
