import { create } from 'zustand';
import type { ConnectionId } from '../../src-main/domain/ids.ts';
import type { Failure } from '../../src-main/domain/errors.ts';
import type { ConnectionView, CountsView, MethodInput, MethodOutput, Settings, Wire } from '../../src-preload/contract/index.ts';
import { call, capabilities, on } from '../bridge/inbox.ts';
import { correctedNow, setCorrectedNow, useClock } from './clock.ts';
import { forgetEpoch, registerFeedListener, resync } from './feed.ts';
import { goTo, selectConversation } from './ui.ts';

export interface AppStoreState {
  /** starting until the first answer of the core; failed when it gave none. */
  readonly phase: 'starting' | 'ready' | 'failed';
  readonly failure: Failure | null;
  readonly shell: 'desktop' | 'headless';
  readonly windowButtons: 'none' | 'left' | 'right';
  readonly version: string;
  readonly sandbox: boolean;
  readonly sandboxPanelUrl: string | null;
  readonly connections: readonly ConnectionView[];
  readonly settings: Settings | null;
  /** Counts of all connections, or of the chosen one. */
  readonly counts: CountsView;
  readonly chosenConnection: ConnectionId | null;
  readonly bridgeUp: boolean;
  /** Since when the page does not reach its core (epoch ms). */
  readonly bridgeDownSince: number | null;
  /** Since when nothing can be sent; null while all is well. */
  readonly offlineSince: number | null;
  /** Whether the receiver of webhooks runs; null until Health answered. */
  readonly receiverDown: boolean | null;
  /** Loopback address to which a tunnel forwards; null while unknown or down. */
  readonly receiverUrl: string | null;
  /** Messages that wait to go out. */
  readonly queued: number;
  /** The journal adds up and nothing is quarantined or stuck; the rail's dot follows it. */
  readonly healthTone: 'ok' | 'warn' | 'bad';
}

export const useApp = create<AppStoreState>()(() => ({
  phase: 'starting',
  failure: null,
  shell: 'headless',
  windowButtons: 'none',
  version: '',
  sandbox: false,
  sandboxPanelUrl: null,
  connections: [],
  settings: null,
  counts: { all: 0, unread: 0, closing: 0 },
  chosenConnection: null,
  bridgeUp: true,
  bridgeDownSince: null,
  offlineSince: null,
  receiverDown: null,
  receiverUrl: null,
  queued: 0,
  healthTone: 'ok',
}));

/** Reads what the page needs before it draws; safe to call again. */
export async function loadApp(): Promise<void> {
  const answer = await call('app.state', {});
  if (!answer.ok) {
    if (useApp.getState().phase !== 'ready') useApp.setState({ phase: 'failed', failure: answer.error });
    return;
  }
  const state = answer.value;
  setCorrectedNow(state.now);
  useApp.setState({
    phase: 'ready',
    failure: null,
    shell: state.shell,
    windowButtons: capabilities().windowButtons,
    version: state.version,
    sandbox: state.sandbox,
    sandboxPanelUrl: state.sandboxPanelUrl,
    connections: state.connections,
    settings: state.settings,
    offlineSince: state.offlineSince,
    ...(useApp.getState().chosenConnection === null ? { counts: state.counts } : {}),
  });
  void readHealthTone();
}

/** Listens to what concerns the whole page; the answer ends it. */
export function startApp(): () => void {
  const undo = [
    on('link', ({ bridge, offlineSince }) => {
      const up = bridge === 'up';
      const before = useApp.getState();
      useApp.setState({
        bridgeUp: up,
        bridgeDownSince: up ? null : (before.bridgeDownSince ?? correctedNow()),
        offlineSince: up ? offlineSince : before.offlineSince,
      });
      if (up && (!before.bridgeUp || before.phase === 'failed')) void loadApp();
      else if (up) readHealthSoon();
    }),
    on('clock', ({ now }) => setCorrectedNow(now)),
    on('app.reset', ({ sandbox }) => {
      // Other data: nothing of this page holds any more. The same data: what is typed stays.
      if (sandbox !== useApp.getState().sandbox) location.reload();
      else {
        forgetEpoch();
        resync();
      }
    }),
    on('navigate', ({ conversationId }) => {
      goTo('all');
      selectConversation(conversationId, { focus: true });
    }),
    // Windows close by themselves: how many close soon changes with time alone.
    useClock.subscribe((clock, before) => {
      if (clock.minuteNow !== before.minuteNow && useApp.getState().phase === 'ready') void readCounts();
    }),
    registerFeedListener({
      onItems(items) {
        for (const item of items) {
          if (item.type === 'connections') useApp.setState({ connections: item.connections });
          else if (item.type === 'settings') useApp.setState({ settings: item.settings });
          else if (item.type === 'health') readHealthSoon();
          else if (item.type === 'counts') applyCounts(item.counts);
        }
      },
      onResync() {
        void loadApp();
        void readCounts();
      },
    }),
  ];
  return () => {
    for (const end of undo) end();
  };
}

/** Shows one number only, or all. */
export function chooseConnection(connectionId: ConnectionId | null): void {
  useApp.setState({ chosenConnection: connectionId });
  void readCounts();
}

export async function changeSettings(change: MethodInput<'settings.change'>): Promise<Wire<MethodOutput<'settings.change'>>> {
  const before = useApp.getState().settings;
  // Shown at once; the core's answer corrects it.
  if (before !== null) useApp.setState({ settings: { ...before, ...withoutUndefined(change) } });
  const answer = await call('settings.change', change);
  useApp.setState({ settings: answer.ok ? answer.value.settings : before });
  return answer;
}

export async function saveConnection(form: MethodInput<'connections.save'>): Promise<Wire<MethodOutput<'connections.save'>>> {
  const answer = await call('connections.save', form);
  if (answer.ok) putConnection(answer.value.connection);
  return answer;
}

export function checkConnection(id: ConnectionId): Promise<Wire<MethodOutput<'connections.check'>>> {
  return call('connections.check', { id });
}

export async function makeVerifyToken(id: ConnectionId): Promise<Wire<MethodOutput<'connections.newVerifyToken'>>> {
  const answer = await call('connections.newVerifyToken', { id });
  if (answer.ok) putConnection(answer.value.connection);
  return answer;
}

export function enterSandbox(): Promise<Wire<{ done: true }>> {
  return call('sandbox.enter', {});
}

export function leaveSandbox(): Promise<Wire<{ done: true }>> {
  return call('sandbox.leave', {});
}

function putConnection(connection: ConnectionView): void {
  const others = useApp.getState().connections.filter((known) => known.id !== connection.id);
  useApp.setState({ connections: [...others, connection].toSorted((a, b) => a.id - b.id) });
}

function applyCounts(counts: CountsView): void {
  // The feed counts over all numbers; for a chosen one the page asks.
  if (useApp.getState().chosenConnection === null) useApp.setState({ counts });
  else void readCounts();
}

async function readCounts(): Promise<void> {
  const connectionId = useApp.getState().chosenConnection;
  const answer = await call('conversations.counts', { connectionId });
  if (!answer.ok || useApp.getState().chosenConnection !== connectionId) return;
  const { all, unread, closing } = answer.value;
  useApp.setState({ counts: { all, unread, closing } });
}

/** The journal moves with every message; the rail's dot and the banner need not follow each time. */
const HEALTH_PAUSE_MS = 2000;
let healthAsked: ReturnType<typeof setTimeout> | null = null;
function readHealthSoon(): void {
  healthAsked ??= setTimeout(() => {
    healthAsked = null;
    void readHealthTone();
  }, HEALTH_PAUSE_MS);
}

async function readHealthTone(): Promise<void> {
  const answer = await call('health.get', {});
  if (!answer.ok) return;
  const { receiver, journal, outbox } = answer.value;
  const receiverDown = receiver.state === 'down';
  const bad = receiverDown || !journal.balanced;
  const warn = journal.quarantined > 0 || outbox.paused !== null || outbox.unsure > 0;
  useApp.setState({ receiverDown, receiverUrl: receiver.url, queued: outbox.queued, healthTone: bad ? 'bad' : warn ? 'warn' : 'ok' });
}

function withoutUndefined(change: MethodInput<'settings.change'>): Partial<Settings> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
