import type { StoredFailure } from '../../domain/meta-errors.ts';
import { backoffMs } from '../../domain/pacing.ts';
import { mayWriteFreely } from '../../domain/service-window.ts';
import type { GraphFailure } from '../../graph/index.ts';
import type { SendJob } from './claim.ts';

/** What happens to a message whose try did not succeed. */
export type Verdict =
  /** Surely not sent: tried again at `at`. `counts`: Meta answered, so it is one of the limited tries. */
  | { readonly kind: 'again'; readonly at: number; readonly counts: boolean }
  /** Nobody knows; never sent again by itself. */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'failed'; readonly failure: StoredFailure; readonly closesWindow: boolean };

/** Meta may say that the window is closed some seconds after a message opened it; one more try after this settles it. */
const WINDOW_AGAIN_MS = 10_000;
/** The token went away between the look at the queue and the call; the number's queue stands still until there is one. */
const SECRET_AGAIN_MS = 5_000;
export const WINDOW_CLOSED_CODE = 131047;

/** Decides about one failed try. `sawWindowClosed`: an earlier try of this message was answered with 131047 already. */
export function judge(job: SendJob, failure: GraphFailure, now: number, sawWindowClosed: boolean, random: number): Verdict {
  const tries = job.row.attempts + 1;
  switch (failure.family) {
    case 'unsure':
      return { kind: 'unsure' };
    case 'retry':
    case 'wait':
      if (failure.tries === null) return { kind: 'again', at: now, counts: false };
      if (tries >= failure.tries) return { kind: 'failed', failure: stored(failure), closesWindow: false };
      return { kind: 'again', at: now + Math.max(failure.waitMs ?? 0, backoffMs(tries, random)), counts: true };
    case 'refuse':
      if (failure.reason === 'secret_missing') return { kind: 'again', at: now + SECRET_AGAIN_MS, counts: false };
      if (failure.reason !== 'window_closed') return { kind: 'failed', failure: stored(failure), closesWindow: false };
      if (!sawWindowClosed && isOpenByOurClock(job, now)) return { kind: 'again', at: now + WINDOW_AGAIN_MS, counts: true };
      return { kind: 'failed', failure: { ...stored(failure), reason: 'window_closed' }, closesWindow: true };
  }
}

function isOpenByOurClock({ context }: SendJob, now: number): boolean {
  return mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now);
}

function stored(failure: GraphFailure): StoredFailure {
  return {
    code: failure.code,
    title: failure.title,
    details: failure.details,
    from: 'answer',
    traceId: failure.traceId,
    ...(failure.reason === 'no_wamid' || failure.reason === 'unreadable_answer' ? { reason: failure.reason } : {}),
    ...(failure.reason === 'token' && failure.code === null ? { reason: 'token_refused' as const } : {}),
    ...(failure.reason === 'throttled' && failure.code === null ? { reason: 'graph_throttled' as const } : {}),
  };
}

/** Meta's codes for a file that is not (any more) what its id promises. */
const deadFileCodes = [100, 131009, 131053];

/** Whether a refused send may be the fault of an upload that Meta has forgotten; the file is uploaded once more then. */
export function mayBeDeadFile(failure: GraphFailure): boolean {
  return failure.reason === 'refused' && failure.code !== null && deadFileCodes.includes(failure.code);
}

/** How often an upload is tried that gets no answer. */
const UPLOAD_TRIES = 5;

/** Decides about one failed upload. Doing it again is harmless, so a broken line or a server in trouble is simply another try. */
export function judgeUpload(job: SendJob, failure: GraphFailure, now: number, random: number): Verdict {
  const isServerDown = failure.reason === 'unreadable_answer' && (failure.httpStatus ?? 0) >= 500;
  if (failure.family !== 'unsure' && !isServerDown) return judge(job, failure, now, false, random);
  return judge(job, { ...failure, family: 'retry', reason: 'trouble', tries: UPLOAD_TRIES }, now, false, random);
}
