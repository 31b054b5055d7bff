import type { Failure } from '../src-main/domain/errors.ts';
import type { Wire } from './contract/bridge.ts';

/** The few failures that a bridge raises by itself. Written out here because the preload carries no tables; a test compares the words. */
export const bridgeFailures = {
  bridge_lost: {
    code: 'bridge_lost',
    message: 'The connection to Wicket was lost.',
    cure: 'It reconnects by itself; what you typed is kept.',
  },
  unknown_method: {
    code: 'unknown_method',
    message: 'The page asked for something this version does not know.',
    cure: 'Reload the page.',
  },
  bad_input: {
    code: 'bad_input',
    message: 'Something in the request is not right.',
    cure: 'Check what was entered and try again.',
  },
  session_expired: {
    code: 'session_expired',
    message: 'This page is not signed in to the host.',
    cure: 'Open the link that the host printed when it started.',
  },
} as const satisfies Record<string, Failure>;

export function refused(code: keyof typeof bridgeFailures): Wire<never> {
  return { ok: false, error: bridgeFailures[code] };
}
