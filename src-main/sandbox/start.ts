import { controlApi } from './control/api.ts';
import { createControl } from './control/control.ts';
import { createFaults } from './faults.ts';
import { signedMediaUrl } from './graph-api/media.ts';
import { createJournal } from './journal.ts';
import { createLimits } from './limits.ts';
import { createMovableClock } from './movable-clock.ts';
import { createMind } from './personas/mind.ts';
import { createMouth } from './personas/mouth.ts';
import { createRandom } from './random.ts';
import type { Random } from './random.ts';
import { startServer } from './server.ts';
import { loadState, saveState } from './state-file.ts';
import { createStatuses } from './statuses.ts';
import type { Sandbox, SandboxCredentials, SandboxOptions, SandboxSecrets, SandboxSettings } from './types.ts';
import { createPostman, shakeHands } from './webhooks/post.ts';
import { createWorld } from './world.ts';
import type { StoredMedia } from './world.ts';

/** How long changes gather before the state file is written. */
const SAVE_AFTER_MS = 400;

/** Starts a Cloud API on loopback. Rejects with `port_in_use` or `port_refused` when the port cannot be had. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { log } = options;
  const random = createRandom(options.seed);
  const saved = options.stateFile === undefined ? null : loadState(options.stateFile, log);
  const credentials: SandboxCredentials = { ...account, ...(options.secrets ?? inventSecrets(random)) };
  const clock = createMovableClock(options.clock, options.speed ?? 1, saved?.offsetMs ?? 0);
  const world = createWorld(clock, random, credentials);
  if (saved !== null) world.recall(saved.world);

  const initial: SandboxSettings = { quiet: options.quiet ?? false, windowRefusal: 'answer', pairLimit: true, throughput: 80, readReceipts: true, usagePercent: 1 };
  let settings = initial;
  let historiesTold = saved?.historiesTold ?? false;
  let baseUrl = '';
  let closed = false;
  let saving: (() => void) | null = null;

  const save = (): void => {
    saving = null;
    if (options.stateFile === undefined) return;
    saveState(options.stateFile, { version: 1, offsetMs: clock.offsetMs(), historiesTold, world: world.memory() }, log);
  };
  const changed = (): void => {
    if (!closed && options.stateFile !== undefined) saving ??= options.clock.after(SAVE_AFTER_MS, save);
  };

  const journal = createJournal(clock);
  clock.onTaskEnd(() => journal.poke());
  const faults = createFaults();
  const limits = createLimits();
  const subscription = { attached: true };
  const mediaUrl = (media: StoredMedia, dead = false): string => signedMediaUrl(baseUrl, world, media, dead ? 0 : clock.now());
  const postman = createPostman({ world, clock, random, faults, journal, log, batches: () => !settings.quiet, subscribed: () => subscription.attached });
  const mouth = createMouth({ world, clock, random, postman, mediaUrl, changed });
  const mind = createMind(world, clock, random, mouth);
  const statuses = createStatuses({
    world,
    clock,
    random,
    faults,
    postman,
    reads: () => settings.readReceipts,
    onSeen: (accepted, persona) => mind.seen(accepted, persona),
  });

  const wakePersonas = (): void => {
    if (settings.quiet || postman.address() === null) return;
    const withHistories = !historiesTold;
    historiesTold = true;
    void mind.wake(withHistories).then(changed);
  };
  const setWebhook = async (url: string, verifyToken = credentials.verifyToken): Promise<boolean> => {
    const passed = await shakeHands(url, verifyToken, random.digits(10));
    if (!passed || closed) return false;
    postman.setAddress(url);
    wakePersonas();
    return true;
  };

  const control = createControl({
    world,
    clock,
    journal,
    faults,
    postman,
    statuses,
    mouth,
    settings: () => settings,
    change: (wanted) => {
      settings = { ...settings, ...wanted };
      if (wanted.quiet === true) mind.sleep();
      if (wanted.quiet === false) wakePersonas();
    },
    reset: () => {
      mind.sleep();
      clock.cancelAll();
      faults.clear();
      limits.forget();
      statuses.forget();
      postman.clear();
      journal.clear();
      world.forget();
      settings = initial;
      clock.moveBy(-clock.offsetMs());
      wakePersonas();
      changed();
    },
  });
  const sandboxClock = {
    now: clock.now,
    advance: (ms: number) => clock.moveBy(ms),
  };
  clock.onMoved(() => {
    postman.retryNow();
    changed();
  });

  const key = createRandom().hex(32);
  const api = controlApi({
    control,
    sandbox: { ...sandboxClock, setWebhook: (url) => setWebhook(url) },
    state: () => ({
      now: clock.now(),
      offsetMs: clock.offsetMs(),
      seq: journal.seq(),
      phone: credentials.phone,
      phoneNumberId: credentials.phoneNumberId,
      webhook: postman.address(),
      undelivered: postman.open(),
      faults: faults.waiting(),
      settings,
      personas: control.personas(),
    }),
    news: (after, timeoutMs) =>
      journal.waitFor(() => {
        const requests = journal.requests({ after }).slice(-200);
        const webhooks = journal.webhooks({ after }).slice(-200);
        return requests.length + webhooks.length > 0 ? { seq: journal.seq(), requests, webhooks } : null;
      }, timeoutMs),
  });
  const server = await startServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    key,
    api,
    graph: {
      world,
      clock,
      limits,
      statuses,
      settings: () => settings,
      baseUrl: () => baseUrl,
      mediaUrl,
      subscription,
      webhookAddress: () => postman.address(),
      setWebhook,
      changed,
      faults,
      journal,
      random,
      log,
    },
  });
  baseUrl = `http://127.0.0.1:${server.port}`;
  log.info('sandbox.started', { port: server.port });

  return {
    baseUrl,
    panelUrl: `${baseUrl}/_sandbox/${key}/`,
    controlUrl: `${baseUrl}/_sandbox/${key}/api/`,
    credentials,
    control,
    setWebhook: (url) => setWebhook(url),
    ...sandboxClock,
    onClockMoved: (listener) => clock.onMoved(listener),
    close: async () => {
      if (closed) return;
      closed = true;
      mind.sleep();
      saving?.();
      save();
      clock.cancelAll();
      postman.close();
      journal.close();
      await server.close();
    },
  };
}

/** Meta's id of the sandbox's one number. */
export const sandboxPhoneNumberId = '590011223344556';

const account = { appId: '330011223344', wabaId: '720099887766554', phoneNumberId: sandboxPhoneNumberId, phone: '+34600000123' } as const;

function inventSecrets(random: Random): SandboxSecrets {
  return { appSecret: random.hex(32), accessToken: `EAA${random.hex(48)}`, verifyToken: random.hex(24) };
}
