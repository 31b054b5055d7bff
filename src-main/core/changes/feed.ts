import type { ChangeItem, EventPayload } from '../../../src-preload/contract/events.ts';
import type { CountsView } from '../../../src-preload/contract/views.ts';
import type { Change } from '../../domain/changes.ts';
import type { ConversationId } from '../../domain/ids.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import type { Counts } from '../counts.ts';
import { bundleOf } from './bundle.ts';
import type { Bundle } from './bundle.ts';
import { bareItems, changeItems } from './items.ts';
import type { ChangeViews } from './items.ts';

export type ChangesEvent = EventPayload<'changes'>;

export interface ChangeFeed {
  /** Names this run of the core; numbers of another run mean nothing. */
  readonly epoch: string;
  /** Number of the last bundle. An answer that took it *before* reading has seen everything up to it. */
  currentSeq(): number;
  onChanges(listener: (event: ChangesEvent) => void): () => void;
  /** A page opened this conversation: its messages travel as whole views from now on. */
  watch(conversationId: ConversationId): void;
  /** Tells anew what changed after a bundle, as one `changes` event; false when that is no longer known. */
  replay(epoch: string, since: number): Promise<boolean>;
  /** Resolves when every commit so far has been told. */
  drain(): Promise<void>;
  stop(): Promise<void>;
}

export interface ChangeFeedParts {
  readonly storage: Pick<Storage, 'read' | 'onCommit'>;
  readonly counts: Counts;
  readonly views: Omit<ChangeViews, 'read'>;
  /** The computer's own clock: bundles follow real time. */
  readonly clock: Clock;
  readonly log: Log;
  readonly epoch: string;
}

const bundleMs = 30;
/** Counting costs milliseconds in a large folder, so it happens at most this often. */
const countsMs = 250;
/** Windows run out without any commit. */
const closingCheckMs = 30_000;
/** Several pages may look at different conversations; those opened last count as on screen. */
const mostWatched = 16;
/** What is kept for pages that were cut off: a minute of full load, hours of a usual day. */
const keptBundles = 2_000;
const keptChanges = 20_000;

/** Turns commits into numbered events: what was committed within 30 ms goes out as one bundle, after the commit. */
export function createChangeFeed({ storage, counts, views, clock, log, epoch }: ChangeFeedParts): ChangeFeed {
  const sources: ChangeViews = { read: storage.read, ...views };
  const listeners = new Set<(event: ChangesEvent) => void>();
  const watched = new Set<ConversationId>();
  const ring = createRing();
  let seq = 0;
  let pending: Change[] = [];
  let cancelFlush: (() => void) | null = null;
  let lastFlushAt = -Infinity;
  let lastCounts: CountsView | null = null;
  let countsDue = false;
  let lastCountsAt = -Infinity;
  let cancelCounts: (() => void) | null = null;
  /** Events leave one after another, in order of their numbers. */
  let chain: Promise<void> = Promise.resolve();
  let inFlight = 0;
  let stopped = false;

  const unsubscribe = storage.onCommit((changes) => {
    for (const change of changes) pending.push(change);
    schedule();
  });
  let cancelClosingCheck = clock.after(closingCheckMs, checkClosing);

  function schedule(): void {
    if (stopped || cancelFlush !== null) return;
    // The first commit after a pause goes out at once; those close behind it wait and go together.
    cancelFlush = clock.after(waitUntil(lastFlushAt + bundleMs, bundleMs), () => flush());
  }

  /** From now to a time (milliseconds); never longer than `most`, should the computer's clock be set back. */
  function waitUntil(at: number, most: number): number {
    return Math.min(most, Math.max(0, at - clock.now()));
  }

  function flush(forced = false): void {
    cancelFlush?.();
    cancelFlush = null;
    if (pending.length === 0) return;
    if (inFlight > 0 && !forced) {
      // Views are still being read: what comes meanwhile goes together.
      cancelFlush = clock.after(bundleMs, () => flush());
      return;
    }
    const changes = pending;
    pending = [];
    lastFlushAt = clock.now();
    // Counted up before reading: an answer with this number has seen these commits.
    seq += 1;
    const number = seq;
    const bundle = bundleOf(changes);
    ring.push(number, changes);
    if (bundle.conversations.length > 0 || bundle.goneConversations.length > 0 || bundle.settings) countsDue = true;
    run(async () => {
      const items = await itemsOf(bundle);
      emit({ epoch, seq: number, items });
    });
  }

  /** Should the views not be readable, pages still hear what changed and ask for it themselves. */
  async function itemsOf(bundle: Bundle): Promise<ChangeItem[]> {
    try {
      const items = await changeItems(sources, bundle, watched);
      const counted = await countIfDue();
      return counted === null ? items : [...items, { type: 'counts', counts: counted }];
    } catch (thrown) {
      log.error('changes.views_failed', {}, thrown);
      return bareItems(bundle);
    }
  }

  /** Counts when it is time and says so when they moved; else sees to it that they are counted soon. */
  async function countIfDue(): Promise<CountsView | null> {
    if (!countsDue) return null;
    const wait = waitUntil(lastCountsAt + countsMs, countsMs);
    if (wait > 0) {
      cancelCounts ??= clock.after(wait, () => {
        cancelCounts = null;
        run(countAlone);
      });
      return null;
    }
    countsDue = false;
    lastCountsAt = clock.now();
    const counted = await counts.of(null);
    const { all, unread, closing } = lastCounts ?? {};
    if (counted.all === all && counted.unread === unread && counted.closing === closing) return null;
    lastCounts = counted;
    return counted;
  }

  async function countAlone(): Promise<void> {
    const counted = await countIfDue();
    if (counted === null) return;
    seq += 1;
    ring.push(seq, []);
    emit({ epoch, seq, items: [{ type: 'counts', counts: counted }] });
  }

  function checkClosing(): void {
    cancelClosingCheck = clock.after(closingCheckMs, checkClosing);
    countsDue = true;
    run(countAlone);
  }

  function run(work: () => Promise<void>): void {
    inFlight += 1;
    chain = chain.then(async () => {
      try {
        if (!stopped) await work();
      } catch (thrown) {
        log.error('changes.failed', {}, thrown);
      } finally {
        inFlight -= 1;
      }
    });
  }

  function emit(event: ChangesEvent): void {
    for (const listener of listeners) {
      try {
        listener(event);
      } catch (thrown) {
        log.error('changes.listener_failed', {}, thrown);
      }
    }
  }

  return {
    epoch,
    currentSeq: () => seq,
    onChanges(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    watch(conversationId) {
      watched.delete(conversationId);
      watched.add(conversationId);
      for (const oldest of watched) {
        if (watched.size <= mostWatched) break;
        watched.delete(oldest);
      }
    },
    async replay(ofEpoch, since) {
      if (ofEpoch !== epoch || since > seq) return false;
      if (since === seq) return true;
      const missed = ring.after(since);
      if (missed === null) return false;
      run(async () => {
        const items = await changeItems(sources, bundleOf(missed), watched);
        emit({ epoch, seq, items: [...items, { type: 'counts', counts: await counts.of(null) }] });
      });
      await chain;
      return true;
    },
    async drain() {
      flush(true);
      await chain;
    },
    async stop() {
      stopped = true;
      unsubscribe();
      cancelFlush?.();
      cancelCounts?.();
      cancelClosingCheck();
      await chain;
    },
  };
}

/** The changes of the latest bundles, for pages that were cut off for a while. */
function createRing() {
  const bundles: { readonly seq: number; readonly changes: readonly Change[] }[] = [];
  let size = 0;
  return {
    push(seq: number, changes: readonly Change[]): void {
      bundles.push({ seq, changes });
      size += changes.length;
      while (bundles.length > keptBundles || (size > keptChanges && bundles.length > 0)) size -= bundles.shift()?.changes.length ?? 0;
    },
    /** Everything after a number, or null when a part of it is no longer here. */
    after(since: number): Change[] | null {
      const missed = bundles.filter((bundle) => bundle.seq > since);
      return missed[0]?.seq === since + 1 ? missed.flatMap(({ changes }) => changes) : null;
    },
  };
}
