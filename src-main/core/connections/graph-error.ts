import { assertNever } from '../../domain/assert-never.ts';
import { WicketError } from '../../domain/errors.ts';
import { describeMetaError } from '../../domain/meta-errors.ts';
import type { GraphFailure } from '../../graph/types.ts';

/** A failed call to Graph as the error that a person sees. */
export function graphError(failure: GraphFailure): WicketError {
  const detail = { httpStatus: failure.httpStatus, metaCode: failure.code, traceId: failure.traceId };
  switch (failure.reason) {
    case 'offline':
    case 'cut':
    case 'trouble':
      return new WicketError('graph_unreachable', { detail });
    case 'throttled':
      return new WicketError('graph_throttled', { detail });
    case 'token':
      return new WicketError('token_refused', { detail });
    case 'secret_missing':
      return new WicketError('secret_missing', { detail });
    case 'unreadable_answer':
    case 'no_wamid':
    case 'foreign_address':
      return new WicketError('graph_refused', {
        message: 'The Graph address answered in a way that cannot be read.',
        cure: 'Check the Graph address in Settings.',
        detail,
      });
    case 'account':
    case 'window_closed':
    case 'refused': {
      const { message, cure } = describeMetaError(failure.code, failure.details ?? failure.title);
      return new WicketError('graph_refused', { message, cure, detail });
    }
    default:
      return assertNever(failure.reason);
  }
}
