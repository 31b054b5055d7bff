import { WicketError } from '../../domain/errors.ts';
import { UPLOAD_LIFE_MS } from '../../domain/media-rules.ts';
import type { MessageId } from '../../domain/ids.ts';
import { requestObject } from '../../domain/outgoing-object.ts';
import type { AcceptedMessage, Graph, GraphFailure, GraphResult, GraphTarget } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import type { Storage } from '../../storage/storage.ts';
import { beginSend, giveUp, type SendFile, type SendJob } from './claim.ts';
import { settleAccepted, settleFailed, settleNotBuilt } from './settle.ts';
import type { FileStore, LearnIdentity } from './types.ts';
import { judge, judgeUpload, mayBeDeadFile, WINDOW_CLOSED_CODE } from './verdict.ts';

/** Runs one claimed message: uploads its file where needed, sends it, stores what became of it. */
export interface MessageRunner {
  /** What a failure means for others of the number; null when it was accepted or did not leave, undefined when nothing was asked. */
  run(job: SendJob, target: GraphTarget, signal: AbortSignal): Promise<GraphFailure | null | undefined>;
  cancelUpload(id: MessageId): void;
}

export interface MessageRunnerParts {
  readonly storage: Pick<Storage, 'write'>;
  readonly graph: Graph;
  readonly files: FileStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: () => number;
  readonly opaqueOf: (id: MessageId) => string;
  readonly learnIdentity: LearnIdentity | undefined;
  readonly onUpload: ((id: MessageId, share: number) => void) | undefined;
  /** Stores an outcome, whatever it takes. */
  readonly stored: (write: () => Promise<void>) => Promise<void>;
}

export function createMessageRunner(parts: MessageRunnerParts): MessageRunner {
  const { storage, graph, files, clock, log, random, stored } = parts;
  const uploads = new Map<MessageId, AbortController>();

  /** Meta's id of the file; null when the message does not go on now. */
  async function upload(job: SendJob, file: SendFile, target: GraphTarget, signal: AbortSignal): Promise<{ readonly metaId: string } | { readonly failure: GraphFailure } | null> {
    const { message } = job;
    const bytes = await files.open(file.sha256);
    if (bytes === null) {
      await stored(() => storage.write(async (tx) => void (await giveUp(tx, job.row, message, 'file_missing', clock.now()))));
      return null;
    }
    const cancel = new AbortController();
    uploads.set(message.id, cancel);
    try {
      const result = await graph.uploadMedia(
        target,
        { bytes, mime: file.mime, filename: fileName(job) },
        { signal: AbortSignal.any([signal, cancel.signal]), onProgress: inHundredths((share) => parts.onUpload?.(message.id, share)) },
      );
      if (cancel.signal.aborted) return null;
      const now = clock.now();
      if (result.ok) {
        const { metaId } = result.value;
        let goesOn = false;
        await stored(() =>
          storage.write(async (tx) => {
            const { connectionId } = job.context;
            await tx.media.putUpload({ connectionId, sha256: file.sha256, mime: file.mime, metaId, expiresAt: now + UPLOAD_LIFE_MS });
            goesOn = await beginSend(tx, job, now);
          }),
        );
        return goesOn ? { metaId } : null;
      }
      const { failure } = result;
      await stored(() => storage.write((tx) => settleFailed(tx, job, failure, judgeUpload(job, failure, now, random()), now)));
      log.info('outbox.upload_failed', { messageId: message.id, family: failure.family, reason: failure.reason, code: failure.code });
      return { failure };
    } finally {
      uploads.delete(message.id);
    }
  }

  async function send(job: SendJob, metaId: string | null, target: GraphTarget, signal: AbortSignal): Promise<GraphFailure | null | undefined> {
    const { message, form, address } = job;
    let result: GraphResult<AcceptedMessage>;
    try {
      const content = requestObject(form, metaId);
      if (content === null) throw new WicketError('internal');
      result = await graph.sendMessage(target, { to: address, kind: form.kind, content, replyTo: message.replyTo, opaque: parts.opaqueOf(message.id) }, signal);
    } catch (thrown) {
      log.error('outbox.not_built', { messageId: message.id }, thrown);
      await stored(() => storage.write((tx) => settleNotBuilt(tx, job, thrown, clock.now())));
      return undefined;
    }
    const now = clock.now();
    if (result.ok) {
      const answer = result.value;
      await stored(() => storage.write((tx) => settleAccepted(tx, job, answer, now, parts.learnIdentity)));
      return null;
    }
    const { failure } = result;
    await stored(() => storage.write((tx) => settleRefused(tx, job, failure, metaId, now)));
    log.info('outbox.try_failed', { messageId: message.id, family: failure.family, reason: failure.reason, code: failure.code });
    return failure;
  }

  async function settleRefused(tx: Parameters<typeof settleFailed>[0], job: SendJob, failure: GraphFailure, metaId: string | null, now: number): Promise<void> {
    const wasUploadedBefore = job.file !== null && job.file.metaId !== null;
    if (wasUploadedBefore && metaId !== null && mayBeDeadFile(failure) && !(await tx.attempts.sawCode(job.message.id, failure.code ?? 0))) {
      await tx.media.dropUpload(job.context.connectionId, metaId);
      return settleFailed(tx, job, failure, { kind: 'again', at: now, counts: true }, now);
    }
    const sawWindowClosed = await tx.attempts.sawCode(job.message.id, WINDOW_CLOSED_CODE);
    return settleFailed(tx, job, failure, judge(job, failure, now, sawWindowClosed, random()), now);
  }

  return {
    async run(job, target, signal) {
      let metaId = job.file?.metaId ?? null;
      if (job.file !== null && metaId === null) {
        const uploaded = await upload(job, job.file, target, signal);
        if (uploaded === null) return undefined;
        if ('failure' in uploaded) return uploaded.failure;
        metaId = uploaded.metaId;
      }
      return await send(job, metaId, target, signal);
    },
    cancelUpload: (id) => uploads.get(id)?.abort(new DOMException('Taken back', 'AbortError')),
  };
}

/** A name for the upload itself; a document's own name goes with the message. */
function fileName({ form, file }: SendJob): string {
  const named = form.content !== null && 'filename' in form.content ? form.content.filename : undefined;
  return typeof named === 'string' && named !== '' ? named : `file.${(file?.mime ?? '').split('/')[1]?.replace(/[^a-z0-9]/gu, '') || 'bin'}`;
}

function inHundredths(tell: (share: number) => void): (share: number) => void {
  let told = -1;
  return (share) => {
    const hundredths = Math.floor(share * 100);
    if (hundredths <= told) return;
    told = hundredths;
    tell(share);
  };
}
