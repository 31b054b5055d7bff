import { toFailure } from '../../domain/errors.ts';
import type { StoredFailure } from '../../domain/meta-errors.ts';
import type { AcceptedMessage, GraphFailure } from '../../graph/index.ts';
import type { Transaction } from '../../storage/storage.ts';
import { enqueueReceipt } from '../read-receipts.ts';
import { announce } from './announce.ts';
import type { SendJob } from './claim.ts';
import type { LearnIdentity } from './types.ts';
import type { Verdict } from './verdict.ts';

/** Stores that Meta took a message: wamid, state, what came before the answer, the try, the freed row, all in one transaction. */
export async function settleAccepted(
  tx: Transaction,
  job: SendJob,
  answer: AcceptedMessage,
  now: number,
  learnIdentity: LearnIdentity | undefined,
): Promise<void> {
  const accepted = await tx.messageSends.accept(job.message.id, answer.wamid, now);
  await tx.attempts.add({ messageId: job.message.id, at: now, outcome: 'accepted', httpStatus: 200 });
  await tx.outbox.remove(job.row.id);
  if (await tx.connections.setTokenRefused(job.context.connectionId, null)) tx.changed({ type: 'connections' });
  if (learnIdentity !== undefined && (answer.waId !== null || answer.userId !== null)) {
    const { connectionId, contactId } = job.context;
    // Only what the request really named was addressed: the phone goes before the user id.
    const addressed = job.address.phone === null ? job.address : { ...job.address, userId: null };
    await learnIdentity(tx, { connectionId, contactId, addressed, waId: answer.waId, userId: answer.userId, at: now });
  }
  // Two contacts may have turned out to be one, and the message moved with them.
  const conversationId = (await tx.messageSends.byId(job.message.id))?.conversationId ?? job.context.conversationId;
  if (job.context.readReceipts === 'reply') await enqueueReceipt(tx, conversationId, null, now);
  if (accepted?.gone != null) {
    tx.changed({ type: 'message-gone', id: accepted.gone.id, conversationId: accepted.gone.conversationId });
    tx.changed({ type: 'conversation', id: accepted.gone.conversationId });
  }
  announce(tx, job.message.id, conversationId);
}

/** Stores what becomes of a message whose try did not succeed. */
export async function settleFailed(tx: Transaction, job: SendJob, failure: GraphFailure, verdict: Verdict, now: number): Promise<void> {
  const { message, row, context } = job;
  switch (verdict.kind) {
    case 'again':
      await tx.messageSends.move(message.id, ['sending'], 'queued');
      await tx.outbox.requeue(row.id, verdict.at, row.attempts + (verdict.counts ? 1 : 0));
      break;
    case 'unsure':
      // A status that carried our id may have settled it while the request hung.
      await tx.messageSends.move(message.id, ['sending'], 'unsure');
      await tx.outbox.remove(row.id);
      break;
    case 'failed':
      // An upload that fails leaves the message queued.
      await tx.messageSends.move(message.id, ['sending', 'queued'], 'failed', JSON.stringify(verdict.failure));
      await tx.outbox.remove(row.id);
      if (verdict.closesWindow) await tx.messageSends.closeWindow(context.conversationId, now);
      break;
  }
  await recordTry(tx, job, failure, now);
  if (failure.reason === 'token' && (await tx.connections.setTokenRefused(context.connectionId, now))) {
    tx.changed({ type: 'connections' });
  }
  if (failure.reason === 'account' && (await tx.connections.setPaused(context.connectionId, String(failure.code ?? 'account')))) {
    tx.changed({ type: 'connections' });
  }
  announce(tx, message.id, context.conversationId);
}

/** A request that could not even be built (secrets that cannot be opened, no address): nothing left the house. */
export async function settleNotBuilt(tx: Transaction, { message, row, context }: SendJob, thrown: unknown, now: number): Promise<void> {
  const reason = toFailure(thrown).code;
  const failure: StoredFailure = { code: null, title: null, details: null, from: 'wicket', reason };
  await tx.messageSends.move(message.id, ['sending'], 'failed', JSON.stringify(failure));
  await tx.outbox.remove(row.id);
  await tx.attempts.add({ messageId: message.id, at: now, outcome: reason });
  announce(tx, message.id, context.conversationId);
}

/** Being offline is told once, however often it is tried. */
async function recordTry(tx: Transaction, { message }: SendJob, failure: GraphFailure, now: number): Promise<void> {
  if (failure.reason === 'offline' && (await tx.attempts.latestOutcome(message.id)) === 'offline') return;
  await tx.attempts.add({
    messageId: message.id,
    at: now,
    outcome: failure.family === 'unsure' ? 'unsure' : failure.reason,
    httpStatus: failure.httpStatus,
    code: failure.code,
    subcode: failure.subcode,
    details: failure.details,
    traceId: failure.traceId,
  });
}
