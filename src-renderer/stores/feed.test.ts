import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventPayload, InboxBridge } from '../../src-preload/contract/index.ts';
import { setBridge } from '../bridge/inbox.ts';
import { forgetEpoch, registerFeedListener, startFeed } from './feed.ts';

type Changes = EventPayload<'changes'>;

/** A bridge whose events and answers the test gives. */
function fakeBridge() {
  const listeners = new Map<string, (payload: never) => void>();
  const asked: { readonly since: number; answer(value: { resync: boolean; epoch: string; seq: number } | null): Promise<void> }[] = [];
  const bridge = {
    capabilities: { shell: 'headless', windowButtons: 'none' },
    call: (_name: string, input: { since: number }) =>
      new Promise((resolve) => {
        asked.push({
          since: input.since,
          answer: async (value) => {
            resolve(value === null ? { ok: false, error: { code: 'bridge_lost', message: '', cure: '' } } : { ok: true, value });
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
    on: (event: string, listener: (payload: never) => void) => {
      listeners.set(event, listener);
      return () => void listeners.delete(event);
    },
  } as unknown as InboxBridge;
  return {
    bridge,
    asked,
    bundle: (seq: number, epoch = 'e1') => listeners.get('changes')?.({ epoch, seq, items: [{ type: 'health' }] } satisfies Changes as never),
    link: (state: 'up' | 'down') => listeners.get('link')?.({ bridge: state, offlineSince: null } as never),
  };
}

describe('the change feed of the page', () => {
  let heard: (number | 'resync')[];
  let fake: ReturnType<typeof fakeBridge>;
  let end: (() => void)[];

  beforeEach(async () => {
    forgetEpoch();
    heard = [];
    fake = fakeBridge();
    setBridge(fake.bridge);
    const unregister = registerFeedListener({ onItems: (_items, seq) => heard.push(seq), onResync: () => heard.push('resync') });
    end = [startFeed(), unregister];
    await fake.asked[0]?.answer({ resync: true, epoch: 'e1', seq: 3 });
    heard = [];
  });

  afterEach(() => {
    for (const undo of end) undo();
  });

  it('hears each bundle once', () => {
    fake.bundle(4);
    fake.bundle(4);
    fake.bundle(5);
    expect(heard).toEqual([4, 5]);
  });

  it('asks for what it missed even when a live bundle comes before the answer', async () => {
    fake.bundle(4);
    fake.link('down');
    fake.link('up');
    fake.bundle(9);
    expect(fake.asked[1]?.since).toBe(4);
    fake.bundle(9);
    await fake.asked[1]?.answer({ resync: false, epoch: 'e1', seq: 9 });
    expect(heard).toEqual([4, 9, 9]);
    fake.bundle(9);
    fake.bundle(10);
    expect(heard).toEqual([4, 9, 9, 10]);
  });

  it('asks again from the same place when the line breaks before the answer', async () => {
    fake.bundle(4);
    fake.link('down');
    fake.link('up');
    await fake.asked[1]?.answer(null);
    fake.bundle(8);
    fake.link('down');
    fake.link('up');
    expect(fake.asked[2]?.since).toBe(4);
  });

  it('reads everything anew when the core no longer knows, or is another one', async () => {
    fake.link('down');
    fake.link('up');
    await fake.asked[1]?.answer({ resync: true, epoch: 'e1', seq: 50 });
    expect(heard).toEqual(['resync']);
    fake.bundle(1, 'e2');
    expect(heard).toEqual(['resync', 'resync']);
  });
});
