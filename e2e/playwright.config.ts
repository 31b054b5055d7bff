import { defineConfig } from 'playwright/test';
import { installedElectron } from '../src-main/launch/electron-binary.ts';

export type Shell = 'headless' | 'stand-in' | 'electron';

const hasElectron = installedElectron() !== null && (process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']));

export default defineConfig<object, { shell: Shell }>({
  testDir: './specs',
  outputDir: './results/output',
  fullyParallel: true,
  forbidOnly: true,
  // Two, because every spec has a program and a browser of its own, and small machines have two cores.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // Pictures for people are taken by `npm run look` only.
  ...(process.env['WICKET_LOOK'] === '1' ? {} : { grepInvert: /@look/ }),
  projects: [
    { name: 'headless', use: { shell: 'headless' } },
    { name: 'stand-in', use: { shell: 'stand-in' } },
    ...(hasElectron ? [{ name: 'electron', use: { shell: 'electron' as const } }] : []),
  ],
});
