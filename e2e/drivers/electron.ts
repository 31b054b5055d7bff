import { join } from 'node:path';
import { _electron } from 'playwright';
import { installedElectron } from '../../src-main/launch/electron-binary.ts';
import { type App, callFromPage, type Driver, valueFromPage, watchPage } from './driver.ts';
import { environment, root } from './process.ts';

/** The desktop app in Electron itself, where its program file is there. */
export const electronDriver: Driver = {
  launch: async (options, { home }) => {
    const data = options.data ?? join(home, options.sandbox === true ? 'inbox-sandbox' : 'inbox');
    const executablePath = installedElectron();
    if (executablePath === null) throw new Error("Electron's program file is not here");
    const problems: string[] = [];
    const env = Object.fromEntries(Object.entries(environment(home, options.env)).filter((entry): entry is [string, string] => entry[1] !== undefined));
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const start = async () => {
      const words = ['--data', data, '--webhook-port', '0', ...(options.sandbox === true ? ['--sandbox'] : [])];
      const electron = await _electron.launch({ executablePath, args: [...asRoot, '--password-store=basic', root, ...words], env });
      const page = await electron.firstWindow();
      await page.setViewportSize(options.size ?? { width: 1280, height: 820 });
      await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
      watchPage(page, problems);
      return { electron, page };
    };
    let running = await start();
    const kill = async (): Promise<void> => {
      const closed = running.electron.waitForEvent('close');
      running.electron.process().kill('SIGKILL');
      await closed;
    };
    const isGone = (): boolean => running.electron.process().exitCode !== null || running.electron.process().signalCode !== null;
    const app: App = {
      shell: 'desktop',
      get page() {
        return running.page;
      },
      data,
      home,
      problems,
      outside: [],
      webhookUrl: async () => {
        const { receiver } = await valueFromPage(running.page, 'health.get', {});
        if (receiver.url === null) throw new Error('The receiver is not listening');
        return receiver.url;
      },
      call: (name, input) => callFromPage(running.page, name, input),
      kill,
      restart: async () => {
        if (!isGone()) await running.electron.close();
        running = await start();
      },
      close: async () => {
        if (!isGone()) await running.electron.close();
      },
    };
    return app;
  },
};
