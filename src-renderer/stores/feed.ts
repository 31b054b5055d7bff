import type { ChangeItem } from '../../src-preload/contract/index.ts';
import { call, on } from '../bridge/inbox.ts';

export interface FeedListener {
  /** What was committed, in order. `seq` is the feed's number of this bundle. */
  readonly onItems: (items: readonly ChangeItem[], seq: number) => void;
  /** Changes were missed: read everything anew. */
  readonly onResync: () => void;
}

const listeners = new Set<FeedListener>();
let epoch: string | null = null;
let lastSeq = 0;
/**
 * The line was lost and what was missed has not been asked for yet. Until then `lastSeq` stands still, or a bundle that comes first
 * would hide the gap before it; seeing a bundle twice does no harm.
 */
let behind = false;

/** Hears every change; the answer undoes it. */
export function registerFeedListener(listener: FeedListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The one subscription to the core's changes, handed on to the stores; the answer ends it. */
export function startFeed(): () => void {
  const undo = [
    on('changes', (bundle) => {
      if (epoch !== null && bundle.epoch !== epoch) {
        epoch = bundle.epoch;
        lastSeq = bundle.seq;
        resync();
        return;
      }
      epoch = bundle.epoch;
      if (!behind) {
        if (bundle.seq <= lastSeq) return;
        lastSeq = bundle.seq;
      }
      for (const listener of listeners) listener.onItems(bundle.items, bundle.seq);
    }),
    on('link', ({ bridge }) => {
      if (bridge === 'down') behind = true;
      else if (behind) void catchUp();
    }),
  ];
  void adopt();
  return () => {
    for (const end of undo) end();
    forgetEpoch();
  };
}

/** Learns which run of the core this is, so that a later one is recognised. */
async function adopt(): Promise<void> {
  const answer = await call('app.changesSince', { epoch: epoch ?? '', since: lastSeq });
  if (answer.ok && epoch === null) {
    epoch = answer.value.epoch;
    lastSeq = Math.max(lastSeq, answer.value.seq);
  }
}

/** After a lost line: the core sends what was missed, or says that everything must be read anew. */
async function catchUp(): Promise<void> {
  const answer = await call('app.changesSince', { epoch: epoch ?? '', since: lastSeq });
  // The line broke again: the next time it is up this is asked again.
  if (!answer.ok) return;
  const missed = answer.value.resync || answer.value.epoch !== epoch;
  behind = false;
  epoch = answer.value.epoch;
  lastSeq = Math.max(missed ? 0 : lastSeq, answer.value.seq);
  if (missed) resync();
}

/** Everything is read anew; also after the core behind the page was exchanged for another run of the same data. */
export function resync(): void {
  for (const listener of listeners) listener.onResync();
}

/** Forgets which run of the core was heard: the next bundle names it. */
export function forgetEpoch(): void {
  epoch = null;
  lastSeq = 0;
  behind = false;
}
