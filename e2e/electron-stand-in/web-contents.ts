import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Tab } from './cdp.ts';
import { invoke, receive } from './ipc.ts';
import { pack, unpack } from './pack.ts';
import { bindingName, deliverName, mainWorldSource, preloadSource, preloadWorld } from './page-side.ts';
import { fromBrowser, serve, toBrowser } from './protocol.ts';
import { crossing } from './strict.ts';
import { chromium, heldBack, report, whenTold, world } from './world.ts';

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** One page in a tab of Chromium, with the preload in a world of its own. */
export class WebContents extends EventEmitter {
  readonly #preload: string | undefined;
  readonly #word = randomBytes(16).toString('hex');
  #tab: Promise<Tab> | null = null;
  #context: number | null = null;
  #frame: { url: string; readonly parent: null } | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #loading = '';

  constructor(preload: string | undefined) {
    super();
    this.#preload = preload;
    queueMicrotask(() => world.app.emit('web-contents-created', {}, this));
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  async loadURL(address: string): Promise<void> {
    const tab = await (this.#tab ??= this.#open());
    if (heldBack && this.#loading === '') {
      const released = whenTold('go');
      report({ type: 'window', targetId: tab.targetId });
      await released;
    }
    this.#loading = toBrowser(address);
    await this.#settleMicrophone(address);
    const loaded = new Promise<void>((resolve) => void this.once('did-finish-load', resolve));
    const { errorText } = await tab.send<{ errorText?: string }>('Page.navigate', { url: this.#loading });
    if (errorText !== undefined) throw new Error(`${errorText} loading '${address}'`);
    await loaded;
  }

  send(channel: string, ...words: unknown[]): void {
    const text = JSON.stringify({ type: 'event', channel, words: pack(crossing(words)) });
    void this.#deliver(text);
  }

  isDestroyed(): boolean {
    return this.#tab === null;
  }

  destroy(): void {
    const tab = this.#tab;
    this.#tab = null;
    this.#context = null;
    // The tab may be gone already, with the whole browser.
    void tab?.then(async ({ targetId }) => (await chromium()).send('Target.closeTarget', { targetId })).catch(() => undefined);
  }

  /** Chromium would ask a person; here the product is asked beforehand, as Electron asks it when the page does. */
  async #settleMicrophone(address: string): Promise<void> {
    const may = await world.mayHave('media', { requestingUrl: address, mediaTypes: ['audio'] });
    const { origin } = new URL(this.#loading);
    await (await chromium()).send('Browser.setPermission', { origin, permission: { name: 'microphone' }, setting: may ? 'granted' : 'denied' });
  }

  async #open(): Promise<Tab> {
    const browser = await chromium();
    const tab = await browser.openTab();
    tab.on('Runtime.executionContextCreated', ({ context }: { context: { id: number; name: string } }) => {
      if (context.name === preloadWorld) this.#context = context.id;
    });
    tab.on('Runtime.bindingCalled', ({ name, payload }: { name: string; payload: string }) => {
      if (name === bindingName) void this.#hear(payload);
    });
    tab.on('Page.frameNavigated', ({ frame }: { frame: { url: string; parentId?: string } }) => {
      if (frame.parentId === undefined) this.#frame = { url: fromBrowser(frame.url), parent: null };
    });
    tab.on('Page.loadEventFired', () => void this.emit('did-finish-load', {}));
    tab.on('Fetch.requestPaused', (paused: Paused) => void this.#answer(tab, paused));
    tab.on('Inspector.targetCrashed', () => {
      this.#context = null;
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 });
    });
    browser.on('Target.targetCreated', ({ targetInfo }: { targetInfo: { targetId: string; openerId?: string; url: string } }) => {
      if (targetInfo.openerId === tab.targetId) void browser.send('Target.closeTarget', { targetId: targetInfo.targetId });
    });
    tab.on('Page.windowOpen', ({ url }: { url: string }) => {
      if (this.#openHandler({ url: fromBrowser(url) }).action === 'allow') throw new Error('The stand-in opens no second window');
    });
    await browser.send('Target.setDiscoverTargets', { discover: true });
    await tab.send('Page.enable');
    await tab.send('Runtime.enable');
    await tab.send('Inspector.enable');
    await tab.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await tab.send('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld });
    await tab.send('Page.addScriptToEvaluateOnNewDocument', { source: mainWorldSource(this.#word) });
    if (this.#preload !== undefined) {
      const source = preloadSource(this.#word, readFileSync(this.#preload, 'utf8'), process.platform);
      await tab.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: preloadWorld });
    }
    return tab;
  }

  async #hear(payload: string): Promise<void> {
    const told = JSON.parse(payload) as { type: 'invoke' | 'send'; id: number; channel: string; words: string };
    const event = { senderFrame: this.#frame, sender: this };
    const words = unpack(told.words) as unknown[];
    if (told.type === 'send') {
      receive(event, told.channel, words);
      return;
    }
    const answer = await invoke(event, told.channel, words).then(
      (value) => ({ value: pack(value) }),
      (thrown: unknown) => ({ failed: thrown instanceof Error ? thrown.message : String(thrown) }),
    );
    await this.#deliver(JSON.stringify({ type: 'answer', id: told.id, ...answer }));
  }

  /** What is sent to a page that is not there (yet, any more) is lost, as in Electron. */
  async #deliver(text: string): Promise<void> {
    const tab = await this.#tab;
    if (tab === null || this.#context === null) return;
    const expression = `${deliverName}(${JSON.stringify(text)})`;
    await tab.send('Runtime.evaluate', { expression, contextId: this.#context }).catch(() => undefined);
  }

  async #answer(tab: Tab, paused: Paused): Promise<void> {
    const { requestId, request, resourceType } = paused;
    const refuse = (errorReason: string): Promise<unknown> => tab.send('Fetch.failRequest', { requestId, errorReason }).catch(() => undefined);
    if (resourceType === 'Document' && request.url !== this.#loading) {
      let prevented = false;
      this.emit('will-navigate', { url: fromBrowser(request.url), preventDefault: () => void (prevented = true) });
      if (prevented) return void (await refuse('Aborted'));
    }
    const response = await serve(request.url, request.method, request.headers);
    if (response === null) {
      report({ type: 'network', url: request.url });
      return void (await refuse('BlockedByClient'));
    }
    const body = Buffer.from(await response.arrayBuffer()).toString('base64');
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value }));
    await tab.send('Fetch.fulfillRequest', { requestId, responseCode: response.status, responseHeaders, body }).catch(() => undefined);
  }
}

interface Paused {
  readonly requestId: string;
  readonly resourceType: string;
  readonly request: { readonly url: string; readonly method: string; readonly headers: Record<string, string> };
}
