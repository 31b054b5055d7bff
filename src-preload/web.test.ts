import { describe, expect, test } from 'vitest';
import { wordsFor } from '../src-main/domain/errors.ts';
import { createFakeWicket, type FakeWicket } from '../src-main/shell/testing/fake-wicket.ts';
import { type PageHost, startPageHost } from '../src-main/shell/testing/page-host.ts';
import { describeBridge } from './conformance.ts';
import type { EventPayload } from './contract/events.ts';
import type { Wire } from './contract/bridge.ts';
import type { FileGrant } from './contract/content.ts';
import { filesPath, linePath } from './contract/frames.ts';
import { bridgeFailures, refused } from './failures.ts';
import { createWebBridge } from './web-line.ts';

/** Node's WebSocket takes headers, which a browser adds by itself. */
const Dialer = WebSocket as unknown as new (url: string, options: { headers: Record<string, string> }) => WebSocket;

function bridgeTo(host: () => PageHost, cookie: () => string, patienceMs?: number) {
  return createWebBridge({
    dial: () => new Dialer(host().origin.replace('http', 'ws') + linePath, { headers: { cookie: cookie(), origin: host().origin } }),
    postFile: async (file, name, signal, progress) => {
      const headers = { cookie: cookie(), origin: host().origin, 'content-type': file.type };
      const body = await file.arrayBuffer();
      try {
        const answer = await fetch(`${host().origin}${filesPath}?name=${encodeURIComponent(name)}`, { method: 'POST', headers, body, signal });
        progress(1);
        return (await answer.json()) as Wire<FileGrant>;
      } catch {
        return refused('bridge_lost');
      }
    },
    isSignedIn: async () => (await fetch(`${host().origin}/session`, { headers: { cookie: cookie() } })).status !== 401,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  });
}

describe('the web bridge', () => {
  describeBridge('headless', async (wicket) => {
    const host = await startPageHost(wicket);
    const cookie = await host.signIn();
    return { bridge: bridgeTo(() => host, () => cookie), wicket, end: () => host.end() };
  });

  test('heals after the host was gone, asks what it missed and then says that it is back', async () => {
    const wicket = createFakeWicket();
    let host = await startPageHost(wicket);
    const cookie = await host.signIn();
    const bridge = bridgeTo(() => host, () => cookie);
    const links = followLinks(bridge);
    await bridge.call('app.state', {});
    const changed = Promise.withResolvers<void>();
    bridge.on('changes', () => changed.resolve());
    wicket.emit({ name: 'changes', payload: { epoch: 'e1', seq: 41, items: [] } });
    await changed.promise;

    await host.end();
    await links.until('down');
    wicket.answer('app.changesSince', () => ({ ok: true, value: { resync: false, epoch: 'e1', seq: 45 } }));
    host = await startPageHost(wicket, host.server.port);
    await links.until('up');
    expect(wicket.calls.at(-1)).toEqual({ name: 'app.changesSince', input: { epoch: 'e1', since: 41 } });
    expect((await bridge.call('health.get', {})).ok).toBe(true);
    await host.end();
  });

  test('tells the page to read everything anew when the feed cannot say what was missed', async () => {
    const wicket = createFakeWicket();
    let host = await startPageHost(wicket);
    const cookie = await host.signIn();
    const bridge = bridgeTo(() => host, () => cookie);
    const links = followLinks(bridge);
    await bridge.call('app.state', {});
    const reset = Promise.withResolvers<EventPayload<'app.reset'>>();
    bridge.on('app.reset', reset.resolve);
    await host.end();
    await links.until('down');
    wicket.answer('app.state', () => ({ ok: true, value: { sandbox: true } }));
    host = await startPageHost(wicket, host.server.port);
    expect(await reset.promise).toEqual({ sandbox: true });
    await host.end();
  });

  test('a call cut in the middle answers bridge_lost, one made meanwhile waits for the line', async () => {
    const wicket = createFakeWicket();
    let host = await startPageHost(wicket);
    const cookie = await host.signIn();
    const bridge = bridgeTo(() => host, () => cookie);
    const links = followLinks(bridge);
    const begun = Promise.withResolvers<void>();
    wicket.answer('messages.send', () => {
      begun.resolve();
      return new Promise(() => undefined);
    });
    const cut = bridge.call('messages.send', { conversationId: 1, content: { type: 'text', body: 'hi' }, replyTo: null, clientKey: '12345678' });
    await begun.promise;
    await host.end();
    expect(await cut).toMatchObject({ ok: false, error: { code: 'bridge_lost' } });
    await links.until('down');
    const waiting = bridge.call('health.get', {});
    host = await startPageHost(wicket, host.server.port);
    expect((await waiting).ok).toBe(true);
    await host.end();
  });

  test('answers bridge_lost when the line stays away', async () => {
    const wicket = createFakeWicket();
    const host = await startPageHost(wicket);
    const cookie = await host.signIn();
    await host.end();
    const bridge = bridgeTo(() => host, () => cookie, 20);
    expect(await bridge.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'bridge_lost' } });
  });

  test('says so when the browser is not signed in', async () => {
    const wicket: FakeWicket = createFakeWicket();
    const host = await startPageHost(wicket);
    const bridge = bridgeTo(() => host, () => '');
    expect(await bridge.call('app.state', {})).toMatchObject({ ok: false, error: { code: 'session_expired' } });
    expect(wicket.calls).toEqual([]);
    await host.end();
  });
});

test('the bridges say the same words as the core', () => {
  for (const [code, failure] of Object.entries(bridgeFailures)) {
    expect(failure).toEqual({ code, ...wordsFor(failure.code) });
  }
});

function followLinks(bridge: ReturnType<typeof createWebBridge>) {
  const seen: string[] = [];
  let check = (): void => undefined;
  bridge.on('link', ({ bridge: state }) => {
    seen.push(state);
    check();
  });
  return {
    until: (state: 'up' | 'down'): Promise<void> =>
      new Promise((resolve) => {
        check = () => {
          if (seen.at(-1) === state) resolve();
        };
        check();
      }),
  };
}
