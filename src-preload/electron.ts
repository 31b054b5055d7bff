import { contextBridge, ipcRenderer } from 'electron';
import type { InboxBridge, Wire } from './contract/bridge.ts';
import { callChannel, eventChannel } from './contract/channels.ts';
import { type EventName, eventNames, methodNames } from './contract/names.ts';
import { refused } from './failures.ts';

const methods: ReadonlySet<string> = new Set(methodNames);
const events: ReadonlySet<string> = new Set(eventNames);
const listeners = new Map<string, Set<(payload: never) => void>>();

ipcRenderer.on(eventChannel, (_event, name: EventName, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload as never);
});

const bridge: InboxBridge = {
  call: async (name, input) => {
    if (!methods.has(name)) return refused('unknown_method');
    try {
      return (await ipcRenderer.invoke(callChannel, name, input)) as Wire<never>;
    } catch {
      // The main process answers with data, always; what throws here is the line itself.
      return refused('bridge_lost');
    }
  },
  on: (event, listener) => {
    if (!events.has(event)) throw new Error(`There is no event ${event}`);
    const known = listeners.get(event) ?? new Set();
    // Each subscription is its own, even when the same function subscribes twice.
    const own = (payload: never): void => listener(payload);
    listeners.set(event, known.add(own));
    return () => void known.delete(own);
  },
  capabilities: { shell: 'desktop', windowButtons: process.platform === 'darwin' ? 'left' : 'right' },
};

contextBridge.exposeInMainWorld('inbox', bridge);
