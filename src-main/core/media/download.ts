import { WicketError } from '../../domain/errors.ts';
import type { MediaFailureCode } from '../../domain/media-failure.ts';
import { MEDIA_URL_LIFE_MS } from '../../domain/media-retry.ts';
import type { Graph, GraphFailure, GraphTarget } from '../../graph/index.ts';
import type { DueMedia } from '../../storage/repositories/media.ts';
import type { FileFacts } from './file-facts.ts';
import type { MediaStore, Received } from './store.ts';

/** How one try ended. */
export type DownloadOutcome =
  | { readonly type: 'received'; readonly received: Received; readonly facts: FileFacts }
  /** The file's own trouble: counted, and tried again later. `final` when another try cannot do better. */
  | { readonly type: 'failed'; readonly code: MediaFailureCode; readonly final: boolean }
  /** Nothing to do with this file: the whole number waits. */
  | { readonly type: 'held'; readonly by: 'token' | 'offline' | 'throttled'; readonly waitMs: number | null }
  | { readonly type: 'full'; readonly what: 'disk' | 'budget' };

export interface DownloadParts {
  readonly graph: Pick<Graph, 'lookupMedia' | 'downloadMedia'>;
  readonly store: MediaStore;
  readonly now: () => number;
}

/** Meta hands over nothing that is larger (Meta: 131052). */
export const MOST_MEDIA_BYTES = 128 * 1024 * 1024;

type Addressed = { readonly ok: true; readonly url: string } | { readonly ok: false; readonly failure: GraphFailure };

/**
 * Gets one file: by the webhook's address while it is fresh, else by its id; an address that is dead is looked up again once.
 * `room` is how many bytes may still be kept.
 */
export async function download(parts: DownloadParts, job: DueMedia, target: GraphTarget, room: number, signal: AbortSignal): Promise<DownloadOutcome> {
  const { graph, now } = parts;
  let failure: GraphFailure | null = null;

  const fresh = job.url !== null && (job.metaId === null || now() - job.createdAt < MEDIA_URL_LIFE_MS);
  if (fresh && job.url !== null) {
    const answer = await graph.downloadMedia(target, job.url, signal);
    if (answer.ok) return await receive(parts, job, answer.value, room);
    failure = answer.failure;
    if (job.metaId === null || !(isDead(failure) || failure.reason === 'foreign_address')) return outcomeOf(failure, 'download');
  }
  if (job.metaId === null) return { type: 'failed', code: 'no_source', final: true };

  for (const round of [1, 2] as const) {
    const found: Addressed = await look(graph, target, job.metaId, signal);
    if (!found.ok) return outcomeOf(found.failure, 'lookup');
    const answer = await graph.downloadMedia(target, found.url, signal);
    if (answer.ok) return await receive(parts, job, answer.value, room);
    failure = answer.failure;
    if (round === 2 || !isDead(failure)) break;
  }
  return failure === null ? { type: 'failed', code: 'trouble', final: false } : outcomeOf(failure, 'download');
}

async function look(graph: Pick<Graph, 'lookupMedia'>, target: GraphTarget, metaId: string, signal: AbortSignal): Promise<Addressed> {
  const found = await graph.lookupMedia(target, metaId, signal);
  return found.ok ? { ok: true, url: found.value.url } : found;
}

/** What Meta answers for an address that is no longer good. */
function isDead({ httpStatus }: GraphFailure): boolean {
  return httpStatus === 401 || httpStatus === 403 || httpStatus === 404 || httpStatus === 410;
}

function outcomeOf(failure: GraphFailure, step: 'lookup' | 'download'): DownloadOutcome {
  switch (failure.reason) {
    case 'secret_missing':
      return { type: 'held', by: 'token', waitMs: null };
    case 'token':
      // The address's own host also says 401 for a file that is gone; only Graph knows the token.
      return step === 'lookup' ? { type: 'held', by: 'token', waitMs: null } : { type: 'failed', code: 'refused', final: false };
    case 'offline':
      return { type: 'held', by: 'offline', waitMs: null };
    case 'throttled':
      return { type: 'held', by: 'throttled', waitMs: failure.waitMs };
    case 'foreign_address':
      return { type: 'failed', code: 'foreign_address', final: true };
    case 'cut':
      return { type: 'failed', code: 'cut', final: false };
    case 'trouble':
    case 'unreadable_answer':
      return { type: 'failed', code: step === 'download' && isDead(failure) ? 'not_there' : 'trouble', final: false };
    default: {
      const notThere = isDead(failure) || (step === 'lookup' && failure.code === 100);
      return { type: 'failed', code: notThere ? 'not_there' : 'refused', final: false };
    }
  }
}

async function receive(
  { store }: DownloadParts,
  job: DueMedia,
  { body, bytes: announced }: { readonly body: ReadableStream<Uint8Array>; readonly bytes: number | null },
  room: number,
): Promise<DownloadOutcome> {
  const most = Math.min(MOST_MEDIA_BYTES, room);
  if (announced !== null && announced > most) {
    await body.cancel();
    return announced > MOST_MEDIA_BYTES ? { type: 'failed', code: 'too_large', final: true } : { type: 'full', what: 'budget' };
  }
  let received: Received;
  try {
    received = await store.receive(body, most);
  } catch (thrown) {
    if (thrown instanceof WicketError && thrown.code === 'disk_full') return { type: 'full', what: 'disk' };
    if (thrown instanceof WicketError && thrown.code === 'too_large') {
      return most < MOST_MEDIA_BYTES ? { type: 'full', what: 'budget' } : { type: 'failed', code: 'too_large', final: true };
    }
    if (isLocal(thrown)) throw thrown;
    return { type: 'failed', code: 'cut', final: false };
  }
  if (received.bytes === 0) {
    await store.discard(received);
    return { type: 'failed', code: 'empty', final: false };
  }
  const facts = await store.look(received, { mime: job.toldMime, name: null });
  const other = job.toldSha256 !== null && job.toldSha256 !== received.sha256;
  if (other && facts.mime === 'text/html' && job.toldMime !== null && !job.toldMime.startsWith('text/html')) {
    // A page of words in place of the file, with status 200.
    await store.discard(received);
    return { type: 'failed', code: 'trouble', final: false };
  }
  return { type: 'received', received, facts };
}

/** The file system's own errors name the system call that failed; those of a broken line come from elsewhere. */
function isLocal(thrown: unknown): boolean {
  return thrown instanceof Error && 'syscall' in thrown && ['open', 'write', 'fdatasync', 'mkdir', 'close'].includes(String(thrown.syscall));
}
