import { toFailure, WicketError, type Failure } from '../../domain/errors.ts';
import type { Wamid } from '../../domain/ids.ts';
import { describeMetaError } from '../../domain/meta-errors.ts';
import { backoffMs } from '../../domain/pacing.ts';
import { mayWriteFreely } from '../../domain/service-window.ts';
import type { AcceptedMessage, Graph, GraphFailure, GraphResult, GraphTarget } from '../../graph/index.ts';
import type { Clock, Log } from '../../ports.ts';
import type { OwnReaction } from '../../storage/repositories/message-sends-reactions.ts';
import type { Address, SendContext } from '../../storage/repositories/message-sends.ts';
import type { OutboxRow } from '../../storage/repositories/outbox.ts';
import type { Storage, Transaction } from '../../storage/storage.ts';
import { announce } from './announce.ts';

/** What `outbox.payload` keeps of a reaction: what is to be sent, when it was set, and what stands again if WhatsApp refuses it. */
export interface ReactionPayload {
  readonly emoji: string;
  readonly at: number;
  readonly previous: OwnReaction | null;
}

export interface ReactionJob {
  readonly row: OutboxRow;
  readonly target: Wamid;
  readonly payload: ReactionPayload;
  readonly context: SendContext;
  readonly address: Address;
}

/** What became of one try. `settled`: nothing more is sent of it; `failure` is for the number's other messages. */
export interface ReactionOutcome {
  readonly settled: boolean;
  readonly refusal: Failure | null;
  readonly failure: GraphFailure | null;
}

const LEASE_MS = 2 * 60_000;
/** A reaction is small: after so many answered tries it is taken off again. */
const MOST_TRIES = 4;

export function readReaction(payload: string | null): ReactionPayload {
  return JSON.parse(payload ?? '') as ReactionPayload;
}

/** Takes one reaction for sending; null when there is nothing to send. A window that closed meanwhile takes it off again; `refused` says so. */
export async function claimReaction(tx: Transaction, row: OutboxRow, now: number): Promise<ReactionJob | { readonly refused: Failure } | null> {
  const message = await tx.messageSends.byId(row.message_id);
  const context = message === null ? null : await tx.messageSends.context(message.conversationId);
  if (message === null || message.wamid === null || context === null) {
    await tx.outbox.remove(row.id);
    return null;
  }
  if (message.conversationId !== row.conversation_id) {
    await tx.outbox.moveTo(row.id, message.conversationId);
    return null;
  }
  const payload = readReaction(row.payload);
  const job = { row, target: message.wamid, payload, context, address: await tx.messageSends.address(context.contactId) };
  if (!mayWriteFreely({ openedAt: context.windowOpenedAt, closedByMetaAt: context.windowClosedByMetaAt }, now)) {
    await takeOff(tx, job, payload);
    return { refused: toFailure(new WicketError('window_closed')) };
  }
  return (await tx.outbox.claim(row.id, now + LEASE_MS)) ? job : null;
}

/** Sends a reaction. The same one twice is one reaction, so a broken line is simply tried again. */
export async function runReaction(
  parts: {
    readonly storage: Pick<Storage, 'write'>;
    readonly graph: Graph;
    readonly clock: Clock;
    readonly log: Log;
    readonly random: () => number;
    readonly opaque: string;
    readonly stored: (write: () => Promise<void>) => Promise<void>;
  },
  job: ReactionJob,
  target: GraphTarget,
  signal: AbortSignal,
): Promise<ReactionOutcome> {
  const { storage, graph, clock, log, random, stored } = parts;
  const content = { message_id: job.target, emoji: job.payload.emoji };
  let result: GraphResult<AcceptedMessage>;
  try {
    result = await graph.sendMessage(target, { to: job.address, kind: 'reaction', content, replyTo: null, opaque: parts.opaque }, signal);
  } catch (thrown) {
    log.error('outbox.not_built', { messageId: job.row.message_id }, thrown);
    await stored(() => storage.write((tx) => takeOff(tx, job, job.payload)));
    return { settled: true, refusal: toFailure(thrown), failure: null };
  }
  const now = clock.now();
  if (result.ok) {
    const { wamid } = result.value;
    let settled = true;
    await stored(() =>
      storage.write(async (tx) => {
        settled = await settleTaken(tx, job, wamid, now);
      }),
    );
    return { settled, refusal: null, failure: null };
  }
  const { failure } = result;
  log.info('outbox.reaction_failed', { messageId: job.row.message_id, family: failure.family, reason: failure.reason, code: failure.code });
  const tries = job.row.attempts + 1;
  const offline = failure.reason === 'offline' || failure.reason === 'secret_missing';
  if (offline || (failure.family !== 'refuse' && tries < MOST_TRIES)) {
    const wait = offline ? 0 : Math.max(failure.waitMs ?? 0, backoffMs(tries, random()));
    await stored(() => storage.write((tx) => tx.outbox.requeue(job.row.id, now + wait, offline ? job.row.attempts : tries)));
    return { settled: false, refusal: null, failure };
  }
  await stored(() => storage.write((tx) => settleRefused(tx, job, failure, now)));
  return { settled: true, refusal: refusalOf(failure), failure };
}

/** WhatsApp took it. False when another one was set meanwhile, which goes next. */
async function settleTaken(tx: Transaction, job: ReactionJob, wamid: Wamid, now: number): Promise<boolean> {
  const { row, payload, context } = job;
  await tx.ownReactions.confirm(context.connectionId, job.target, payload.at, wamid);
  if (await tx.ownReactions.failedAlready(context.connectionId, wamid)) {
    await tx.ownReactions.takeOff(context.connectionId, wamid);
    tx.changed({ type: 'message', id: row.message_id, conversationId: context.conversationId });
  }
  const newest = await tx.outbox.byMessage('reaction', row.message_id);
  if (newest === null || newest.payload === row.payload) {
    await tx.outbox.remove(row.id);
    return true;
  }
  const next: ReactionPayload = { ...readReaction(newest.payload), previous: { emoji: payload.emoji, at: payload.at, wamid } };
  await tx.outbox.setPayload(row.id, JSON.stringify(next));
  await tx.outbox.requeue(row.id, now, 0);
  return false;
}

async function settleRefused(tx: Transaction, job: ReactionJob, failure: GraphFailure, now: number): Promise<void> {
  const newest = await tx.outbox.byMessage('reaction', job.row.message_id);
  await takeOff(tx, job, newest === null ? job.payload : readReaction(newest.payload));
  if (failure.reason === 'window_closed') await tx.messageSends.closeWindow(job.context.conversationId, now);
  if (failure.reason === 'token' && (await tx.connections.setTokenRefused(job.context.connectionId, now))) tx.changed({ type: 'connections' });
  await tx.attempts.add({
    messageId: job.row.message_id,
    at: now,
    outcome: 'reaction_refused',
    httpStatus: failure.httpStatus,
    code: failure.code,
    subcode: failure.subcode,
    details: failure.details,
    traceId: failure.traceId,
  });
}

/** What stood before the reaction stands again. */
async function takeOff(tx: Transaction, job: Pick<ReactionJob, 'row' | 'target' | 'context'>, payload: ReactionPayload): Promise<void> {
  await tx.ownReactions.revert(job.context.connectionId, job.target, payload.at, payload.previous);
  await tx.outbox.remove(job.row.id);
  announce(tx, job.row.message_id, job.context.conversationId);
}

function refusalOf(failure: GraphFailure): Failure {
  if (failure.reason === 'window_closed') return toFailure(new WicketError('window_closed'));
  if (failure.reason === 'token') return toFailure(new WicketError('token_refused'));
  const { message, cure } = describeMetaError(failure.code, failure.details ?? failure.title);
  const code = failure.family === 'unsure' ? 'graph_unreachable' : failure.family === 'refuse' ? 'graph_refused' : 'graph_throttled';
  return { code, message, cure, detail: { metaCode: failure.code } };
}
