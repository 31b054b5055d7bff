import type { Failure } from '../../domain/errors.ts';
import { toFailure } from '../../domain/errors.ts';
import type { GraphFailure } from '../../graph/types.ts';
import { graphError } from '../connections/graph-error.ts';

/** What the last calls to Graph showed, for the health page. */
export interface GraphState {
  readonly state: 'unknown' | 'ok' | 'unreachable' | 'token_refused';
  readonly lastAnswerAt: number | null;
  readonly lastFailure: Failure | null;
}

export interface GraphStateKeeper {
  current(): GraphState;
  /** Graph answered at this time (epoch ms), whatever it said. */
  answered(at: number): void;
  /** A call succeeded. */
  succeeded(): void;
  failed(failure: GraphFailure): void;
}

export function createGraphState(): GraphStateKeeper {
  let state: GraphState['state'] = 'unknown';
  let lastAnswerAt: number | null = null;
  let lastFailure: Failure | null = null;

  return {
    current: () => ({ state, lastAnswerAt, lastFailure }),
    answered(at) {
      lastAnswerAt = at;
      if (state === 'unknown' || state === 'unreachable') state = 'ok';
    },
    succeeded() {
      state = 'ok';
      lastFailure = null;
    },
    failed(failure) {
      lastFailure = toFailure(graphError(failure));
      if (failure.reason === 'token') state = 'token_refused';
      else if (failure.reason === 'offline' || failure.reason === 'cut') state = 'unreachable';
    },
  };
}
