import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { expect, test as base } from 'playwright/test';
import type { App, Driver, LaunchOptions } from './drivers/driver.ts';
import { electronDriver } from './drivers/electron.ts';
import { headlessDriver } from './drivers/headless.ts';
import { standInDriver } from './drivers/stand-in.ts';
import type { Shell } from './playwright.config.ts';

interface Fixtures {
  /** How `app` is launched: `test.use({ appOptions: { sandbox: true } })`. */
  appOptions: LaunchOptions;
  /** Starts the product; all that were started are closed at the end, and none may have had problems. */
  launch: (options?: LaunchOptions) => Promise<App>;
  /** The product, running. */
  app: App;
}

interface WorkerFixtures {
  shell: Shell;
  chromium: () => Promise<Browser>;
}

const drivers: Readonly<Record<Shell, Driver>> = { headless: headlessDriver, 'stand-in': standInDriver, electron: electronDriver };

export const test = base.extend<Fixtures, WorkerFixtures>({
  shell: ['headless', { option: true, scope: 'worker' }],
  appOptions: [{}, { option: true }],
  /** One browser for all headless specs of a worker, started when the first one needs it. */
  chromium: [
    // Playwright wants a destructured first parameter even where nothing is used.
    async ({}, use) => {
      let browser: Promise<Browser> | null = null;
      await use(() => {
        browser ??= chromium.launch({
          ...(process.env['WICKET_CHROMIUM'] === undefined ? {} : { executablePath: process.env['WICKET_CHROMIUM'] }),
          headless: process.env['WICKET_HEADED'] !== '1',
          args: [
            ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
            '--no-first-run',
            '--disable-quic',
            '--force-color-profile=srgb',
            // A microphone that hums, and nobody who must be asked for it.
            '--use-fake-device-for-media-stream',
            '--use-fake-ui-for-media-stream',
          ],
        });
        return browser;
      });
      const started = browser as Promise<Browser> | null;
      await (await started)?.close();
    },
    { scope: 'worker' },
  ],
  launch: async ({ shell, chromium: browser }, use) => {
    const started: App[] = [];
    const homes: string[] = [];
    await use(async (options = {}) => {
      const home = await mkdtemp(join(tmpdir(), 'wicket-e2e-'));
      homes.push(home);
      const app = await drivers[shell].launch(options, { browser, home });
      started.push(app);
      return app;
    });
    for (const app of started) await app.close();
    for (const home of homes) await rm(home, { recursive: true, force: true, maxRetries: 5 });
    expect(started.flatMap(({ problems }) => problems)).toEqual([]);
  },
  app: async ({ launch, appOptions }, use) => {
    await use(await launch(appOptions));
  },
});

export { expect };
export type { App };
