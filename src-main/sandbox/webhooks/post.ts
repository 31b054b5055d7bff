import { escapeLikeMeta } from '../../wire/escape.ts';
import { sign } from '../../wire/signature.ts';
import type { Log } from '../../ports.ts';
import type { Faults } from '../faults.ts';
import type { Journal } from '../journal.ts';
import type { MovableClock } from '../movable-clock.ts';
import type { Random } from '../random.ts';
import type { World } from '../world.ts';
import { envelope } from './bodies.ts';
import type { Change } from './bodies.ts';

/** Soon, then less and less often, as Meta does; the last interval repeats until a week is over. */
const RETRY_AFTER_MS = [1_000, 5_000, 30_000, 120_000, 600_000, 3_600_000, 14_400_000, 43_200_000];
const GIVE_UP_AFTER_MS = 7 * 24 * 60 * 60 * 1000;
const ANSWER_WITHIN_MS = 15_000;
const SIDE_BY_SIDE = 12;
const KEPT_WITHOUT_ADDRESS = 2_000;
/** How long an event waits for company when Meta feels like batching. */
const BATCH_WAIT_MS = 150;

/** Delivers changes to the receiver: signed, escaped as Meta does, in parallel, repeated until a 200 comes. */
export interface Postman {
  /** Resolves when it was delivered, dropped or given up. */
  send(change: Change): Promise<void>;
  sendBody(body: unknown): Promise<void>;
  setAddress(url: string): void;
  address(): string | null;
  /** Events that wait, are under way, or will be tried again. */
  open(): number;
  /** Tries everything that waits for its next attempt now. */
  retryNow(): void;
  /** Sends what a `batch` or `reorder` collected so far. */
  releaseCollected(): void;
  /** Forgets everything that was not delivered yet. */
  clear(): void;
  close(): void;
}

interface Letter {
  readonly body: unknown;
  readonly settle: () => void;
}

export interface PostmanParts {
  readonly world: World;
  readonly clock: MovableClock;
  readonly random: Random;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly log: Log;
  /** Whether events are batched now and then. */
  readonly batches: () => boolean;
  /** Whether the app is attached to the account; events of a detached one are lost, as at Meta. */
  readonly subscribed: () => boolean;
}

export function createPostman(parts: PostmanParts): Postman {
  const { world, clock, random, faults, journal, log } = parts;
  const closing = new AbortController();
  let address: string | null = null;
  let running = 0;
  let generation = 0;
  const letters = new Set<Letter>();
  const waiting: (() => void)[] = [];
  const withoutAddress: Letter[] = [];
  const retries = new Set<() => void>();
  let batch: { readonly changes: Change[]; readonly settles: (() => void)[] } | null = null;
  let collecting: { readonly type: 'batch' | 'reorder'; readonly size: number; readonly letters: Letter[] } | null = null;

  const letter = (body: unknown): { readonly item: Letter; readonly done: Promise<void> } => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const item: Letter = {
      body,
      settle: () => {
        if (!letters.delete(item)) return;
        resolve();
        journal.poke();
      },
    };
    letters.add(item);
    return { item, done: promise };
  };

  const slot = async (): Promise<void> => {
    if (running < SIDE_BY_SIDE) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const free = (): void => {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  };

  const attempt = async (url: string, text: string, secret: string): Promise<number | null> => {
    await slot();
    try {
      const bytes = Buffer.from(text, 'utf8');
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: '*/*', 'user-agent': 'facebookexternalua', 'x-hub-signature-256': sign(bytes, secret) },
        body: bytes,
        redirect: 'manual',
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      // Whatever broke the line, Meta would see no answer and try again.
      return null;
    } finally {
      free();
    }
  };

  const untilDelivered = async (item: Letter, forged: boolean): Promise<void> => {
    const text = escapeLikeMeta(JSON.stringify(item.body));
    const firstAt = clock.now();
    const born = generation;
    for (let tries = 1; !closing.signal.aborted && born === generation; tries += 1) {
      const url = address;
      if (url === null) break;
      const status = await attempt(url, text, forged ? `not-${world.credentials.appSecret}` : world.credentials.appSecret);
      if (closing.signal.aborted || born !== generation) break;
      journal.addWebhook({ body: item.body, attempt: tries, status });
      if (status === 200 || forged) break;
      log.info('sandbox.webhook.refused', { status, attempt: tries });
      if (clock.now() - firstAt > GIVE_UP_AFTER_MS) break;
      await pause(RETRY_AFTER_MS[Math.min(tries, RETRY_AFTER_MS.length) - 1] ?? 0);
    }
    item.settle();
  };

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const go = (): void => {
        retries.delete(go);
        cancel();
        resolve();
      };
      const cancel = clock.after(ms, go, 'background');
      retries.add(go);
    });

  const deliver = (item: Letter): void => {
    if (address === null) {
      withoutAddress.push(item);
      if (withoutAddress.length > KEPT_WITHOUT_ADDRESS) withoutAddress.shift()?.settle();
      return;
    }
    if (collecting !== null) return collect(item);
    const fault = faults.takeWebhook();
    if (fault === null) return void untilDelivered(item, false);
    switch (fault.type) {
      case 'drop':
        journal.addWebhook({ body: item.body, attempt: 0, status: 0 });
        return item.settle();
      case 'wrong-signature':
        return void untilDelivered(item, true);
      case 'duplicate':
        void untilDelivered(item, false);
        return void untilDelivered(letter(item.body).item, false);
      case 'delay':
        clock.afterExactly(fault.ms ?? 5_000, () => void untilDelivered(item, false));
        return;
      default:
        collecting = { type: fault.type, size: Math.max(2, fault.times ?? 2), letters: [] };
        return collect(item);
    }
  };

  const collect = (item: Letter): void => {
    collecting?.letters.push(item);
    if (collecting !== null && collecting.letters.length >= collecting.size) releaseCollected();
  };

  const releaseCollected = (): void => {
    const held = collecting;
    collecting = null;
    if (held === null) return;
    if (held.type === 'batch') {
      const entry = held.letters.flatMap(({ body }) => (body as { readonly entry?: readonly unknown[] }).entry ?? []);
      const settle = (): void => {
        for (const item of held.letters) item.settle();
      };
      return void untilDelivered({ body: { object: 'whatsapp_business_account', entry }, settle }, false);
    }
    // One after the other, newest first: in parallel the network might put them right again.
    void held.letters.toReversed().reduce((before, item) => before.then(() => untilDelivered(item, false)), Promise.resolve());
  };

  const sendBody = (body: unknown): Promise<void> => {
    const { item, done } = letter(body);
    if (parts.subscribed()) deliver(item);
    else item.settle();
    return done;
  };

  const flushBatch = (): void => {
    const full = batch;
    batch = null;
    if (full === null) return;
    void sendBody(envelope(world, full.changes)).then(() => {
      for (const settle of full.settles) settle();
    });
  };

  const clear = (): void => {
    generation += 1;
    for (const settle of batch?.settles ?? []) settle();
    batch = null;
    collecting = null;
    withoutAddress.length = 0;
    for (const item of letters) item.settle();
    for (const go of retries) go();
  };

  return {
    send: (change) => {
      const held = batch;
      if (held === null && !(parts.batches() && collecting === null && random.chance(0.1))) return sendBody(envelope(world, [change]));
      return new Promise<void>((resolve) => {
        if (held === null) {
          batch = { changes: [change], settles: [resolve] };
          clock.after(BATCH_WAIT_MS, flushBatch);
        } else {
          held.changes.push(change);
          held.settles.push(resolve);
        }
      });
    },
    sendBody,
    setAddress: (url) => {
      address = url;
      for (const item of withoutAddress.splice(0)) deliver(item);
    },
    address: () => address,
    open: () => letters.size - withoutAddress.length,
    retryNow: () => {
      for (const go of retries) go();
    },
    releaseCollected,
    clear,
    close: () => {
      closing.abort();
      clear();
    },
  };
}

/** Meta's handshake: the challenge must come back alone, with 200. */
export async function shakeHands(url: string, verifyToken: string, challenge: string): Promise<boolean> {
  if (!URL.canParse(url)) return false;
  const address = new URL(url);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', verifyToken);
  try {
    const answer = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_WITHIN_MS) });
    return (await answer.text()) === challenge && answer.status === 200;
  } catch {
    // No answer is the same as a wrong one: the handshake failed, and that is what the caller is told.
    return false;
  }
}
