import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Change } from '../domain/changes.ts';
import { openTestFolder } from './read-side.test-support.ts';
import type { TestFolder } from './read-side.test-support.ts';
import { createSettings, createSettingsHandlers, defaultSettings } from './settings.ts';

let folder: TestFolder;
beforeEach(async () => {
  folder = await openTestFolder();
});
afterEach(async () => {
  await folder.close();
});

describe('settings', () => {
  const current = () => createSettings({ storage: folder.storage, log: folder.log }).current();
  const change = (changes: Parameters<ReturnType<typeof createSettingsHandlers>['settings.change']>[0]) =>
    createSettingsHandlers({ storage: folder.storage, log: folder.log })['settings.change'](changes);

  it('have defaults', async () => {
    expect(await current()).toEqual(defaultSettings);
  });

  it('are changed one by one, and announced', async () => {
    const changes: Change[] = [];
    folder.storage.onCommit((committed) => changes.push(...committed));
    expect(await change({ theme: 'dark' })).toEqual({ settings: { ...defaultSettings, theme: 'dark' } });
    await change({ sendKey: 'enter', theme: undefined });
    expect(await current()).toEqual({ ...defaultSettings, theme: 'dark', sendKey: 'enter' });
    expect(changes).toEqual([{ type: 'settings' }, { type: 'settings' }]);
  });

  it('keep amber before red', async () => {
    await expect(change({ redMinutes: 240 })).rejects.toMatchObject({ code: 'bad_input' });
    await expect(change({ amberMinutes: 30 })).rejects.toMatchObject({ code: 'bad_input' });
    expect((await change({ amberMinutes: 30, redMinutes: 10 })).settings).toMatchObject({ amberMinutes: 30, redMinutes: 10 });
  });

  it('fall back to the default where the stored value no longer fits', async () => {
    await folder.storage.write(async (tx) => {
      await tx.settings.set('theme', 'purple');
      await tx.settings.set('density', 'compact');
      await tx.settings.set('of another part', { x: 1 });
    });
    expect(await current()).toEqual({ ...defaultSettings, density: 'compact' });
    expect(folder.log.lines).toContainEqual({ level: 'warn', event: 'settings.unfit', fields: { keys: 'theme' } });
  });
});
