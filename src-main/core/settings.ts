import type { Settings } from '../../src-preload/contract/views.ts';
import { settings as settingsSchema } from '../../src-preload/contract/views.ts';
import { WicketError } from '../domain/errors.ts';
import type { Log } from '../ports.ts';
import type { Storage } from '../storage/storage.ts';
import type { Handlers } from './rpc.ts';

export const defaultSettings: Settings = {
  theme: 'system',
  contrast: 'system',
  density: 'comfortable',
  sendKey: 'ctrl_enter',
  singleKeyShortcuts: true,
  notifications: true,
  journalDays: 30,
  amberMinutes: 240,
  redMinutes: 60,
  webhookPort: 3000,
  keepDeleted: false,
  mediaConcurrency: 4,
  mediaBudgetMb: 0,
};

/** The product's settings, kept in the data folder. */
export interface SettingsOfFolder {
  current(): Promise<Settings>;
}

/** Reads settings. A stored value that no longer fits gives way to its default: a folder never fails to open for one. */
export function createSettings({ storage, log }: { readonly storage: Pick<Storage, 'read'>; readonly log: Log }): SettingsOfFolder {
  return {
    async current() {
      return fromStored(await storage.read.settings.all(), log);
    },
  };
}

function fromStored(stored: ReadonlyMap<string, unknown>, log: Log): Settings {
  const known = Object.fromEntries(Object.keys(defaultSettings).flatMap((key) => (stored.has(key) ? [[key, stored.get(key)]] : [])));
  const all = settingsSchema.safeParse({ ...defaultSettings, ...known });
  if (all.success) return all.data;
  const unfit = new Set(all.error.issues.map((issue) => String(issue.path[0])));
  log.warn('settings.unfit', { keys: [...unfit].join(' ') });
  const fit = Object.fromEntries(Object.entries(known).filter(([key]) => !unfit.has(key)));
  return settingsSchema.parse({ ...defaultSettings, ...fit });
}

export function createSettingsHandlers({
  storage,
  log,
}: {
  readonly storage: Pick<Storage, 'write'>;
  readonly log: Log;
}): Pick<Handlers, 'settings.change'> {
  return {
    async 'settings.change'(changes) {
      return await storage.write(async (tx) => {
        const before = fromStored(await tx.settings.all(), log);
        const after: Settings = { ...before, ...withoutUndefined(changes) };
        if (after.redMinutes >= after.amberMinutes) {
          throw new WicketError('bad_input', {
            message: 'The ring must turn amber before it turns red.',
            cure: 'Give amber more minutes than red.',
            detail: { path: 'redMinutes' },
          });
        }
        for (const key of Object.keys(after) as (keyof Settings)[]) {
          if (after[key] !== before[key]) await tx.settings.set(key, after[key]);
        }
        tx.changed({ type: 'settings' });
        return { settings: after };
      });
    },
  };
}

function withoutUndefined(changes: { readonly [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
