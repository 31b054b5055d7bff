import { contextBridge, ipcRenderer } from 'electron';
import type { InboxBridge, Wire } from './contract/bridge.ts';
import { callChannel, eventChannel, filesChannel, mostChunkBytes } from './contract/channels.ts';
import { type EventName, eventNames, methodNames } from './contract/names.ts';
import { refused } from './failures.ts';
import { transferFile, type TransferLine } from './transfer.ts';

const methods: ReadonlySet<string> = new Set(methodNames);
const events: ReadonlySet<string> = new Set(eventNames);
const listeners = new Map<string, Set<(payload: never) => void>>();

ipcRenderer.on(eventChannel, (_event, name: EventName, payload: unknown) => {
  for (const listener of listeners.get(name) ?? []) listener(payload as never);
});

const invoke = async <T>(channel: string, ...words: unknown[]): Promise<Wire<T>> => (await ipcRenderer.invoke(channel, ...words)) as Wire<T>;

const line: TransferLine = {
  begin: (name, mime) => invoke(filesChannel, 'begin', name, mime),
  chunk: (id, bytes) => invoke(filesChannel, 'chunk', id, bytes),
  end: (id) => invoke(filesChannel, 'end', id),
  cancel: (id) => invoke(filesChannel, 'cancel', id),
  release: (fileId) => invoke(callChannel, 'files.release', { fileId }),
};

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
  files: { add: (file, name, progress) => transferFile(line, file, name, mostChunkBytes, progress) },
  capabilities: { shell: 'desktop', windowButtons: process.platform === 'darwin' ? 'left' : 'right' },
};

contextBridge.exposeInMainWorld('inbox', bridge);
