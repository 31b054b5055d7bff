import type { HealthView } from '../../../src-preload/contract/views.ts';
import type { Storage } from '../../storage/storage.ts';
import type { CorrectedClock } from '../clock.ts';
import type { Handlers } from '../rpc.ts';
import type { GraphState } from './graph-state.ts';
import { noticeView } from './notice-view.ts';

/** What the outbox tells about standing still. */
export interface SendingState {
  readonly paused: readonly { readonly reason: 'no_token' | 'token_refused' | 'account' }[];
  readonly nextTryAt: number | null;
}

export interface HealthHandlersParts {
  readonly storage: Pick<Storage, 'read' | 'schemaVersion'>;
  readonly clock: Pick<CorrectedClock, 'skewMs'>;
  readonly receiver: () => HealthView['receiver'];
  readonly sending: () => SendingState;
  readonly graph: () => GraphState;
  /** Why downloads stand still; null when they do not. */
  readonly mediaPaused: () => HealthView['media']['paused'];
  /** Runs quarantined and waiting items again; says how many. */
  readonly reprocess: () => Promise<number>;
}

const mostNotices = 50;

export function createHealthHandlers(parts: HealthHandlersParts): Pick<Handlers, 'health.get' | 'health.reprocess'> {
  const { storage, clock } = parts;
  const { read } = storage;
  return {
    async 'health.get'() {
      const { unsplit: _unsplit, ...totals } = await read.journalTotals.get();
      const { oldestBodyAt, bodyBytes } = await read.journal.kept();
      const outbox = await read.healthStats.outbox();
      const sending = parts.sending();
      return {
        receiver: parts.receiver(),
        journal: { ...notBelowZero(totals), balanced: isBalanced(totals), oldestBodyAt, bodyBytes },
        outbox: { ...outbox, paused: worstPause(sending), nextTryAt: sending.nextTryAt ?? outbox.nextTryAt },
        graph: { ...parts.graph(), skewMs: clock.skewMs() },
        media: { ...(await read.media.figures()), paused: parts.mediaPaused() },
        database: { ...(await read.healthStats.database()), schemaVersion: storage.schemaVersion },
        notices: (await read.healthStats.notices(mostNotices)).map(noticeView),
      };
    },

    async 'health.reprocess'() {
      return { items: await parts.reprocess() };
    },
  };
}

type Totals = Omit<HealthView['journal'], 'balanced' | 'oldestBodyAt' | 'bodyBytes'>;

/**
 * What running totals can show: none is below zero, and every delivery gave at least one item. Whether they agree with the rows is the
 * doctor's question, who counts anew.
 */
function isBalanced(totals: Totals): boolean {
  return Object.values(totals).every((items) => items >= 0) && totals.received >= totals.deliveries;
}

/** A total that went wrong is told by `balanced`; it must not keep the page from being shown. */
function notBelowZero(totals: Totals): Totals {
  const shown = (items: number) => Math.max(0, items);
  return {
    deliveries: shown(totals.deliveries),
    received: shown(totals.received),
    applied: shown(totals.applied),
    duplicate: shown(totals.duplicate),
    ignored: shown(totals.ignored),
    waiting: shown(totals.waiting),
    quarantined: shown(totals.quarantined),
  };
}

/** Of several numbers' reasons the one that needs a person most. */
function worstPause({ paused }: SendingState): HealthView['outbox']['paused'] {
  for (const reason of ['token_refused', 'account', 'no_token'] as const) {
    if (paused.some((pause) => pause.reason === reason)) return reason;
  }
  return null;
}
