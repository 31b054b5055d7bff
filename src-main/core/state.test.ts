import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { methods } from '../../src-preload/contract/methods.ts';
import { createCounts } from './counts.ts';
import { openTestFolder } from './read-side.test-support.ts';
import type { TestFolder } from './read-side.test-support.ts';
import { createSettings, defaultSettings } from './settings.ts';
import { createStateHandlers } from './state.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await openTestFolder();
});
afterEach(async () => {
  await folder.close();
});

describe('what the page must know before it draws', () => {
  const state = async (sandbox?: { panelUrl(): string | null }) => {
    const { storage, clock, log } = folder;
    const handlers = createStateHandlers({
      storage,
      settings: createSettings({ storage, log }),
      counts: createCounts({ storage, clock }),
      clock,
      currentSeq: () => 11,
      shell: 'headless',
      version: '0.1.0',
      sandbox,
      offlineSince: () => 42,
    });
    return methods['app.state'].output.parse(await handlers['app.state']({}));
  };

  it('is there in an empty folder', async () => {
    expect(await state()).toEqual({
      shell: 'headless',
      version: '0.1.0',
      sandbox: false,
      sandboxPanelUrl: null,
      connections: [],
      settings: defaultSettings,
      counts: { all: 0, unread: 0, closing: 0 },
      now: folder.clock.now(),
      offlineSince: 42,
      seq: 11,
    });
  });

  it('tells of connections and the sandbox', async () => {
    const id = folder.connection();
    expect(await state({ panelUrl: () => 'http://127.0.0.1:4010/panel' })).toMatchObject({
      sandbox: true,
      sandboxPanelUrl: 'http://127.0.0.1:4010/panel',
      connections: [{ id, tokenState: 'missing' }],
    });
  });
});
