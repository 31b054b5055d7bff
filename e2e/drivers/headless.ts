import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type App, callFromPage, type Driver, watchPage } from './driver.ts';
import { environment, type Program, root, startProgram, untilSaid } from './process.ts';

interface Ready {
  readonly ui: string;
  readonly webhook: string;
  readonly sandbox: string | null;
}

/** The built headless host, and the page in a browser. */
export const headlessDriver: Driver = {
  launch: async (options, { browser, home }) => {
    const data = options.data ?? join(home, options.sandbox === true ? 'inbox-sandbox' : 'inbox');
    const env = environment(home, options.env);
    const start = async (port: number): Promise<{ program: Program; ready: Ready }> => {
      const words = ['--data', data, '--port', String(port), '--webhook-port', '0', '--json', ...(options.sandbox === true ? ['--sandbox'] : [])];
      const program = startProgram([join(root, 'out', 'main', 'headless.js'), ...words], env, false);
      const ready = await untilSaid<Ready>(program, 'it was ready', (found) => {
        if (program.child.stdout === null) throw new Error('no standard output');
        createInterface({ input: program.child.stdout }).once('line', (line) => found(JSON.parse(line) as Ready));
      });
      return { program, ready };
    };
    let running = await start(0);
    const { port } = new URL(running.ready.ui);
    const context = await (await browser()).newContext({
      viewport: options.size ?? { width: 1280, height: 820 },
      colorScheme: options.colorScheme ?? 'light',
      locale: 'en-GB',
    });
    const page = await context.newPage();
    const problems: string[] = [];
    watchPage(page, problems);
    await page.goto(running.ready.ui);
    const app: App = {
      shell: 'headless',
      page,
      data,
      home,
      problems,
      outside: [],
      webhookUrl: () => Promise.resolve(running.ready.webhook),
      call: (name, input) => callFromPage(page, name, input),
      kill: () => running.program.end('SIGKILL'),
      restart: async () => {
        await running.program.end('SIGTERM');
        running = await start(Number(port));
      },
      close: async () => {
        await context.close();
        await running.program.end('SIGTERM');
      },
    };
    return app;
  },
};
