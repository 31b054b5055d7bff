import { expect, test } from 'vitest';
import { createFakeWicket, type FakeWicket } from '../src-main/shell/testing/fake-wicket.ts';
import type { InboxBridge } from './contract/bridge.ts';

export interface Rig {
  readonly bridge: InboxBridge;
  readonly wicket: FakeWicket;
  end(): Promise<void>;
}

/** What every implementation of `window.inbox` does alike. */
export function describeBridge(shell: 'desktop' | 'headless', connect: (wicket: FakeWicket) => Promise<Rig>): void {
  const withRig = (name: string, body: (rig: Rig) => Promise<void>): void =>
    test(name, async () => {
      const rig = await connect(createFakeWicket());
      try {
        await body(rig);
      } finally {
        await rig.end();
      }
    });

  withRig('says which shell it is and where the window buttons stand', async ({ bridge }) => {
    expect(bridge.capabilities.shell).toBe(shell);
    expect(['none', 'left', 'right']).toContain(bridge.capabilities.windowButtons);
  });

  withRig('carries a call to the core and its answer back', async ({ bridge, wicket }) => {
    const answer = await bridge.call('conversations.counts', { connectionId: null });
    expect(wicket.calls).toEqual([{ name: 'conversations.counts', input: { connectionId: null } }]);
    expect(answer).toEqual({ ok: true, value: { echo: { connectionId: null } } });
  });

  withRig('carries a failure as data, with code, words, cure and detail', async ({ bridge, wicket }) => {
    const failure = { ok: false, error: { code: 'window_closed', message: 'm', cure: 'c', detail: { metaCode: 131047 } } } as const;
    wicket.answer('messages.cancel', () => failure);
    expect(await bridge.call('messages.cancel', { id: 1 })).toEqual(failure);
  });

  withRig('refuses a method that the contract does not have, without asking the core', async ({ bridge, wicket }) => {
    const answer = await bridge.call('files.readEverything' as 'app.state', {});
    expect(answer).toMatchObject({ ok: false, error: { code: 'unknown_method' } });
    expect(wicket.calls).toEqual([]);
  });

  withRig('keeps answers of calls under way apart', async ({ bridge, wicket }) => {
    const first = Promise.withResolvers<void>();
    wicket.answer('messages.details', async (input) => {
      const { id } = input as { id: number };
      if (id === 1) await first.promise;
      else first.resolve();
      return { ok: true, value: id };
    });
    const answers = await Promise.all([bridge.call('messages.details', { id: 1 }), bridge.call('messages.details', { id: 2 })]);
    expect(answers).toEqual([
      { ok: true, value: 1 },
      { ok: true, value: 2 },
    ]);
  });

  withRig('refuses what is too large, or loses the line, but never hangs or rejects', async ({ bridge, wicket }) => {
    const answer = await bridge.call('conversations.saveDraft', { id: 1, text: 'x'.repeat(2_000_000) });
    expect(answer.ok).toBe(false);
    expect(answer.ok ? null : answer.error.code).toMatch(/^(too_large|bridge_lost)$/);
    expect(wicket.calls).toEqual([]);
  });

  withRig('tells events to who subscribed, until it unsubscribes', async ({ bridge, wicket }) => {
    const seen: number[] = [];
    const reached = Promise.withResolvers<void>();
    const undo = bridge.on('clock', ({ now }) => void seen.push(now));
    bridge.on('clock', ({ now }) => {
      if (now === 2) reached.resolve();
    });
    await bridge.call('app.state', {});
    wicket.emit({ name: 'clock', payload: { now: 1 } });
    // The answer comes over the same line as the event before it, so the event has been told by now.
    await bridge.call('app.state', {});
    undo();
    wicket.emit({ name: 'clock', payload: { now: 2 } });
    await reached.promise;
    expect(seen).toEqual([1]);
  });

  withRig('knows only the events of the contract', async ({ bridge }) => {
    expect(() => bridge.on('everything' as 'clock', () => undefined)).toThrow(/no event/);
  });

  withRig('hands a file to the core in whole and brings its grant back', async ({ bridge, wicket }) => {
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, at) => at % 251);
    const heard: number[] = [];
    const { grant } = bridge.files.add(new Blob([bytes], { type: 'image/png' }), 'Büro “1”.png', (share) => void heard.push(share));
    expect(await grant).toMatchObject({ ok: true, value: { fileId: expect.any(String), name: 'Büro “1”.png', bytes: bytes.length } });
    expect(wicket.taken).toMatchObject([{ name: 'Büro “1”.png', mime: 'image/png' }]);
    expect(Buffer.from(bytes).equals(wicket.taken[0]?.bytes ?? new Uint8Array())).toBe(true);
    expect(heard.at(-1)).toBe(1);
  });

  withRig('hands over an empty file, and one without a type', async ({ bridge, wicket }) => {
    expect((await bridge.files.add(new Blob([]), 'empty').grant).ok).toBe(true);
    expect(wicket.taken.map(({ bytes }) => bytes.length)).toEqual([0]);
  });

  withRig('tells why a file cannot be taken', async ({ bridge, wicket }) => {
    wicket.refuseFiles({ code: 'disk_full', message: 'm', cure: 'c' });
    expect(await bridge.files.add(new Blob([new Uint8Array(900_000)]), 'a.png').grant).toMatchObject({ ok: false, error: { code: 'disk_full' } });
  });

  withRig('lets go of a file whose transfer is cancelled', async ({ bridge, wicket }) => {
    const transfer = bridge.files.add(new Blob([new Uint8Array(2_000_000)]), 'a.png');
    transfer.cancel();
    expect(await transfer.grant).toMatchObject({ ok: false, error: { code: 'not_found' } });
    const kept = wicket.taken.length;
    expect(wicket.calls.filter(({ name }) => name === 'files.release').length).toBe(kept);
  });
}
