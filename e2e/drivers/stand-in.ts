import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright';
import { type App, callFromPage, type Driver, type Outside, valueFromPage, watchPage } from './driver.ts';
import { environment, type Program, root, startProgram, untilSaid } from './process.ts';

type Message = Outside & { readonly endpoint?: string; readonly targetId?: string; readonly browserPid?: number };

interface Running {
  readonly program: Program;
  readonly browser: Browser;
  readonly browserPid: number;
  readonly page: Page;
}

/** The built desktop app with the stand-in in the place of Electron. */
export const standInDriver: Driver = {
  launch: async (options, { home }) => {
    const data = options.data ?? join(home, options.sandbox === true ? 'inbox-sandbox' : 'inbox');
    const problems: string[] = [];
    const outside: Outside[] = [];
    const size = options.size ?? { width: 1280, height: 820 };
    const start = async (): Promise<Running> => {
      const env = environment(home, { WICKET_STAND_IN_HOLD: '1', WICKET_HEADED: process.env['WICKET_HEADED'] ?? '', ...options.env });
      const words = ['--data', data, '--webhook-port', '0', ...(options.sandbox === true ? ['--sandbox'] : [])];
      const program = startProgram([join(root, 'e2e', 'electron-stand-in', 'run.mjs'), root, ...words], env, true);
      program.child.on('message', (message: Outside) => void outside.push(message));
      const heard = <K extends keyof Message>(type: string, key: K): Promise<Message> =>
        untilSaid<Message>(program, `it said ${type}`, (found) => {
          program.child.on('message', (message: Message) => {
            if (message.type === type && message[key] !== undefined) found(message);
          });
        });
      const [{ endpoint = '', browserPid = 0 }] = await Promise.all([heard('ready', 'endpoint'), heard('window', 'targetId')]);
      const browser = await chromium.connectOverCDP(endpoint);
      const [page] = browser.contexts().flatMap((context) => context.pages());
      if (page === undefined) throw new Error('The stand-in has no page');
      await page.setViewportSize(size);
      await page.emulateMedia({ colorScheme: options.colorScheme ?? 'light' });
      watchPage(page, problems);
      program.child.send({ type: 'go' });
      await page.waitForURL(/stand-in\.test/);
      return { program, browser, browserPid, page };
    };
    let running = await start();
    const end = async (signal: NodeJS.Signals): Promise<void> => {
      if (signal === 'SIGKILL') process.kill(running.browserPid, 'SIGKILL');
      await running.program.end(signal);
      await running.browser.close();
    };
    const app: App = {
      shell: 'desktop',
      get page() {
        return running.page;
      },
      data,
      home,
      problems,
      outside,
      webhookUrl: async () => {
        const { receiver } = await valueFromPage(running.page, 'health.get', {});
        if (receiver.url === null) throw new Error('The receiver is not listening');
        return receiver.url;
      },
      call: (name, input) => callFromPage(running.page, name, input),
      kill: () => end('SIGKILL'),
      restart: async () => {
        if (running.program.child.exitCode === null && running.program.child.signalCode === null) await end('SIGTERM');
        running = await start();
      },
      close: async () => {
        if (running.program.child.exitCode === null && running.program.child.signalCode === null) await end('SIGTERM');
      },
    };
    return app;
  },
};
