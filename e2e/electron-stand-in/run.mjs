/**
 * Runs an Electron app without Electron: `node run.mjs FOLDER [words]`. The folder's built main file is run by Node with a module in the
 * place of `electron`; windows are tabs of a Chromium that is driven over its debugging port.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = resolve(process.argv[2] ?? '.');
const standIn = new URL('./electron.ts', import.meta.url).href;

registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'electron') return { url: standIn, shortCircuit: true };
    if (specifier.startsWith('electron/')) throw new Error(`The stand-in has no ${specifier}`);
    return next(specifier, context);
  },
});

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
process.argv = [process.argv[0], folder, ...process.argv.slice(3)];
Object.defineProperty(process.versions, 'electron', { value: '0.0.0-stand-in' });

const { start } = await import('./lifecycle.ts');
await start(folder, manifest, () => import(pathToFileURL(join(folder, manifest.main)).href));
