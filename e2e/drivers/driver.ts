import type { Browser, Page } from 'playwright';
import type { Wire } from '../../src-preload/contract/bridge.ts';
import type { MethodInput, MethodOutput } from '../../src-preload/contract/methods.ts';
import type { MethodName } from '../../src-preload/contract/names.ts';

export interface LaunchOptions {
  /** Data folder; a new empty one by default. With `sandbox` it is the sandbox's. */
  readonly data?: string;
  readonly sandbox?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Size of the page; 1280 × 820 by default. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

/** What the desktop does outside its page, as the stand-in tells it. */
export interface Outside {
  readonly type: string;
  readonly url?: string;
  readonly title?: string;
  readonly body?: string;
}

/** The running product, whichever shell carries it. A spec does not know which one. */
export interface App {
  readonly shell: 'desktop' | 'headless';
  /** The page as it is now; a restart of the desktop brings another one. */
  readonly page: Page;
  readonly data: string;
  /** Folder that holds all of this run's folders; removed at the end. */
  readonly home: string;
  /** What went wrong in the page: console errors, exceptions, violations of the content security policy. */
  readonly problems: string[];
  readonly outside: readonly Outside[];
  /** Address that Meta's webhooks go to. */
  webhookUrl(): Promise<string>;
  /** Asks the core as the page does. */
  call<N extends MethodName>(name: N, input: MethodInput<N>): Promise<Wire<MethodOutput<N>>>;
  /** Ends the process at once, as a power cut does. */
  kill(): Promise<void>;
  /** Starts again on the same folder (and in headless on the same port), after `kill` or by ending properly first. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export interface Driver {
  launch(options: LaunchOptions, tools: { readonly browser: () => Promise<Browser>; readonly home: string }): Promise<App>;
}

/** Collects what a page must never do. */
export function watchPage(page: Page, problems: string[]): void {
  page.on('console', (message) => {
    if (message.type() === 'error' || /content security policy|trusted ?types?|TrustedHTML/i.test(message.text())) problems.push(`console: ${message.text()}`);
  });
  page.on('pageerror', (thrown) => problems.push(`exception: ${thrown.message}`));
}

/** Asks the core from within the page: over the preload's bridge, or over a line of its own in headless. */
export function callFromPage<N extends MethodName>(page: Page, name: N, input: MethodInput<N>): Promise<Wire<MethodOutput<N>>> {
  return page.evaluate(
    async ([method, given]) => {
      const { inbox } = window as unknown as { inbox?: { call(name: string, input: unknown): Promise<unknown> } };
      if (inbox !== undefined) return inbox.call(method, given);
      const line = new WebSocket(new URL('/line', location.href.replace(/^http/, 'ws')));
      return new Promise<unknown>((resolve, reject) => {
        line.onopen = () => line.send(JSON.stringify({ id: 1, name: method, input: given }));
        line.onerror = () => reject(new Error('The line to the host did not open'));
        line.onmessage = (event) => {
          const frame = JSON.parse(String(event.data)) as { type: string; answer: unknown };
          if (frame.type !== 'answer') return;
          line.close();
          resolve(frame.answer);
        };
      });
    },
    [name, input] as const,
  ) as unknown as Promise<Wire<MethodOutput<N>>>;
}

export async function valueFromPage<N extends MethodName>(page: Page, name: N, input: MethodInput<N>): Promise<MethodOutput<N>> {
  const answer = await callFromPage(page, name, input);
  if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${answer.error.message}`);
  return answer.value;
}
