import type { FileBytes, InboxBridge, Wire } from './contract/bridge.ts';
import type { FileGrant } from './contract/content.ts';
import type { EventPayload } from './contract/events.ts';
import { type CallFrame, type HostFrame, beatMs } from './contract/frames.ts';
import { type EventName, type MethodName, eventNames, methodNames } from './contract/names.ts';
import { refused } from './failures.ts';
import { letGo } from './transfer.ts';

/** Carries a file's bytes to the host. Never rejects; hears 0 to 1. */
export type PostFile = (file: FileBytes, name: string, signal: AbortSignal, progress: (share: number) => void) => Promise<Wire<FileGrant>>;

/** What the bridge needs of its surroundings. */
export interface WebBridgeOptions {
  dial(): Socket;
  readonly postFile: PostFile;
  /** Asked after a dial that never opened; rejects when the host cannot be reached. */
  isSignedIn(): Promise<boolean>;
  /** Subscribes to signs that the host may be reachable again. */
  onWake?(wake: () => void): void;
  /** How long a call waits for a line before it answers `bridge_lost`. */
  readonly patienceMs?: number;
}

export type Socket = Pick<WebSocket, 'onopen' | 'onmessage' | 'onclose' | 'send' | 'close'>;

interface Waiting {
  readonly frame: CallFrame;
  readonly answer: (answer: Wire<unknown>) => void;
}

const firstDelayMs = 200;
const longestDelayMs = 5_000;

/**
 * One WebSocket that heals: dials anew with growing pauses, then asks for what was missed before the page learns that the line
 * is back. Calls made meanwhile wait `patienceMs` for the line; calls cut in the middle answer `bridge_lost`, since nobody knows
 * whether they ran.
 */
export function createWebBridge(options: WebBridgeOptions): InboxBridge {
  const patienceMs = options.patienceMs ?? 4_000;
  const methods: ReadonlySet<string> = new Set(methodNames);
  const listeners = new Map<EventName, Set<(payload: never) => void>>(eventNames.map((name) => [name, new Set()]));
  const underWay = new Map<number, Waiting>();
  const queued = new Map<number, Waiting>();
  let socket: Socket | null = null;
  let ready = false;
  let wasReady = false;
  let signedOut = false;
  let nextId = 1;
  let failures = 0;
  let redial: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  /** What the page has seen of the change feed; null before its first word. */
  let seen: { readonly epoch: string; readonly seq: number } | null = null;
  let offlineSince: number | null = null;

  connect();
  options.onWake?.(() => {
    if (socket !== null) return;
    failures = 0;
    connect();
  });

  return {
    call: <N extends MethodName>(name: N, input: unknown) => {
      if (!methods.has(name)) return Promise.resolve(refused('unknown_method'));
      return exchange(name, input) as Promise<Wire<never>>;
    },
    on: (event, listener) => {
      const known = listeners.get(event);
      if (known === undefined) throw new Error(`There is no event ${event}`);
      const own = (payload: never): void => listener(payload);
      known.add(own);
      return () => void known.delete(own);
    },
    files: Object.freeze({
      add: (file: FileBytes, name: string, progress?: (share: number) => void) => {
        const abort = new AbortController();
        return { grant: hand(file, name, abort.signal, progress), cancel: () => abort.abort() };
      },
    }),
    capabilities: Object.freeze({ shell: 'headless', windowButtons: 'none' }),
  };

  async function hand(file: FileBytes, name: string, signal: AbortSignal, progress?: (share: number) => void): Promise<Wire<FileGrant>> {
    const granted = await options.postFile(file, name, signal, (share) => progress?.(share));
    if (!signal.aborted) return granted;
    if (granted.ok) await exchange('files.release', { fileId: granted.value.fileId });
    return letGo;
  }

  function exchange(name: string, input: unknown): Promise<Wire<unknown>> {
    if (signedOut) return Promise.resolve(refused('session_expired'));
    return new Promise((resolve) => {
      const waiting: Waiting = { frame: { id: nextId++, name, input }, answer: resolve };
      if (ready) {
        transmit(waiting);
        return;
      }
      queued.set(waiting.frame.id, waiting);
      setTimeout(() => {
        if (queued.delete(waiting.frame.id)) resolve(refused('bridge_lost'));
      }, patienceMs);
    });
  }

  function transmit(waiting: Waiting): void {
    let text: string;
    try {
      text = JSON.stringify(waiting.frame);
    } catch {
      waiting.answer(refused('bad_input'));
      return;
    }
    underWay.set(waiting.frame.id, waiting);
    socket?.send(text);
  }

  function connect(): void {
    clearTimeout(redial);
    const line = options.dial();
    let opened = false;
    socket = line;
    line.onopen = () => {
      opened = true;
      failures = 0;
      signedOut = false;
      listenForSilence(line);
      void (wasReady ? catchUp(line) : Promise.resolve()).then(() => {
        if (socket === line) becomeReady();
      });
    };
    line.onmessage = (event) => {
      if (socket !== line) return;
      listenForSilence(line);
      receive(JSON.parse(String(event.data)) as HostFrame);
    };
    line.onclose = () => {
      if (socket !== line) return;
      lost(opened);
    };
  }

  function listenForSilence(line: Socket): void {
    clearTimeout(silence);
    silence = setTimeout(() => {
      if (socket !== line) return;
      lost(true);
      line.close();
    }, 3 * beatMs);
  }

  function lost(hadOpened: boolean): void {
    clearTimeout(silence);
    socket = null;
    const wasUp = ready;
    ready = false;
    for (const waiting of underWay.values()) waiting.answer(refused('bridge_lost'));
    underWay.clear();
    if (wasUp) emit('link', { bridge: 'down', offlineSince });
    const pause = Math.min(longestDelayMs, firstDelayMs * 2 ** failures) * (0.75 + Math.random() / 2);
    failures += 1;
    clearTimeout(redial);
    redial = setTimeout(connect, pause);
    if (!hadOpened) void askWhetherSignedIn();
  }

  async function askWhetherSignedIn(): Promise<void> {
    const signedIn = await options.isSignedIn().catch(() => true);
    if (signedIn || ready) return;
    signedOut = true;
    for (const waiting of queued.values()) waiting.answer(refused('session_expired'));
    queued.clear();
    if (wasReady) emit('link', { bridge: 'down', offlineSince });
  }

  /** Asks what was missed while the line was down; where the feed cannot tell, everything is read anew. */
  async function catchUp(line: Socket): Promise<void> {
    const ask = (name: MethodName, input: unknown): Promise<Wire<unknown>> =>
      new Promise((resolve) => transmit({ frame: { id: nextId++, name, input }, answer: resolve }));
    if (seen !== null) {
      const answer = (await ask('app.changesSince', { epoch: seen.epoch, since: seen.seq })) as Wire<{ resync: boolean }>;
      if (answer.ok && !answer.value.resync) return;
    }
    const state = (await ask('app.state', {})) as Wire<{ sandbox: boolean }>;
    if (socket === line && state.ok) {
      seen = null;
      emit('app.reset', { sandbox: state.value.sandbox });
    }
  }

  function becomeReady(): void {
    ready = true;
    if (wasReady) emit('link', { bridge: 'up', offlineSince });
    wasReady = true;
    const released = [...queued.values()];
    queued.clear();
    for (const waiting of released) transmit(waiting);
  }

  function receive(frame: HostFrame): void {
    if (frame.type === 'answer') {
      const waiting = underWay.get(frame.id);
      underWay.delete(frame.id);
      waiting?.answer(frame.answer);
    } else if (frame.type === 'event') {
      receiveEvent(frame.name as EventName, frame.payload as EventPayload<EventName>);
    }
  }

  function receiveEvent(name: EventName, payload: EventPayload<EventName>): void {
    if (name === 'changes') {
      const { epoch, seq } = payload as EventPayload<'changes'>;
      seen = { epoch, seq: seen?.epoch === epoch ? Math.max(seen.seq, seq) : seq };
    }
    if (name === 'app.reset') seen = null;
    if (name === 'link') {
      offlineSince = (payload as EventPayload<'link'>).offlineSince;
      emit('link', { bridge: 'up', offlineSince });
      return;
    }
    emit(name, payload as never);
  }

  function emit<E extends EventName>(name: E, payload: EventPayload<E>): void {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  }
}

