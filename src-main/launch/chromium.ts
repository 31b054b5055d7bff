import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { chromium } from 'playwright';
import { run, runNode } from './run.ts';

export const noChromium =
  'No Chromium was found for the tests in a browser. Install one (Debian: apt-get install chromium), or name its program file in WICKET_CHROMIUM, and run the tests again.';

/** A Chromium for the tests: named by WICKET_CHROMIUM, the system's, Playwright's own, fetched by its installer, or by apt; null when none can be had. */
export async function findChromium(): Promise<string | null> {
  const named = process.env['WICKET_CHROMIUM'];
  if (named !== undefined && named !== '') return existsSync(named) ? named : null;
  const there = onThisMachine();
  if (there !== null) return there;
  console.error("No Chromium here yet: trying Playwright's installer…");
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js');
  await runNode(cli, ['install', 'chromium-headless-shell'], { output: 'hide' });
  const installed = onThisMachine();
  if (installed !== null) return installed;
  if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    console.error('Installing chromium with apt…');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update', '-qq'], { env, output: 'hide' });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], { env, output: 'hide' });
  }
  return onThisMachine();
}

function onThisMachine(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder !== '' && existsSync(path)) return path;
    }
  }
  const others = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  ];
  return [...others, chromium.executablePath()].find((path) => existsSync(path)) ?? null;
}
