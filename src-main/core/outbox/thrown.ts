import { WicketError } from '../../domain/errors.ts';
import type { GraphFailure } from '../../graph/index.ts';

/** A call that could not even be built (a text that is too long, an address that cannot be used): nothing left the house. */
export function failureOfThrown(thrown: unknown): GraphFailure {
  return {
    family: 'refuse',
    reason: 'refused',
    scope: 'message',
    waitMs: null,
    tries: null,
    httpStatus: null,
    code: null,
    subcode: null,
    details: thrown instanceof WicketError ? `${thrown.message} ${thrown.cure}` : null,
    title: null,
    traceId: null,
  };
}
