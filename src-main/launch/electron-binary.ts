import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { childEnvironment, run } from './run.ts';

export type ElectronProgram = { readonly program: string; readonly reason: null } | { readonly program: null; readonly reason: string };

/** Electron's program file, fetched by Electron's own installer when it is not there yet; else one plain sentence why not. */
export async function electronProgram(): Promise<ElectronProgram> {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return { program: null, reason: 'There is no display here for a window.' };
  }
  const folder = electronFolder();
  if (folder === null) return { program: null, reason: 'Electron is not installed here.' };
  const there = installedElectron();
  if (there !== null) return { program: there, reason: null };
  console.error('Fetching Electron (once)…');
  await run(process.execPath, [join(folder, 'install.js')], { env: childEnvironment({ ELECTRON_GET_NO_PROGRESS: '1' }), output: 'hide' });
  const fetched = installedElectron();
  if (fetched !== null) return { program: fetched, reason: null };
  return { program: null, reason: "Electron's program file could not be fetched (is there a network?)." };
}

/** Electron's program file where it is already unpacked; null otherwise. Fetches nothing. */
export function installedElectron(): string | null {
  const folder = electronFolder();
  if (folder === null) return null;
  const pathFile = join(folder, 'path.txt');
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!existsSync(pathFile) && override === undefined) return null;
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const program = join(override ?? join(folder, 'dist'), name);
  return existsSync(program) ? program : null;
}

function electronFolder(): string | null {
  try {
    return dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  } catch {
    return null;
  }
}
