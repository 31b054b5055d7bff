import { mergeStatus, type StatusTimes, type StatusWord, statusWords } from '../../domain/delivery.ts';
import type { ConnectionId, Wamid } from '../../domain/ids.ts';
import { provenState } from '../../domain/message-state.ts';
import { isReactionOpaque, parseOpaque } from '../../domain/opaque.ts';
import type { MessageState, ParkedState } from '../../storage/repositories/message-writes.ts';
import type { WebhookItem } from '../../wire/split.ts';
import type { ApplyContext, Verdict } from './apply.ts';
import { applyDeletion } from './apply-changes.ts';
import { type ReadStatus, readStatus } from './read-item.ts';
import { recipientOf } from './sighting.ts';

/** Meta's error for a message outside the customer service window. */
const windowClosedCode = 131047;

type Reports = Pick<MessageState, 'sentAt' | 'deliveredAt' | 'readAt' | 'playedAt' | 'failedAt' | 'failure' | 'pricing'>;

/** A status merges into its message by the earliest time of each word; without one it waits beside its wamid. */
export async function applyStatus(context: ApplyContext, item: WebhookItem, connectionId: ConnectionId, receivedAt: number): Promise<Verdict> {
  const status = readStatus(item);
  if (status === null) return { outcome: 'ignored', reason: 'malformed' };
  const word = statusWords.find((one) => one === status.word);
  const at = status.at ?? receivedAt;
  const { people, workspace } = context;
  // Statuses are about what the business sent.
  if (status.word === 'deleted') return applyDeletion(context, connectionId, { target: status.wamid, direction: 'out', at: status.at }, receivedAt);
  if (word === undefined) return { outcome: 'ignored', reason: 'unknown_status' };
  const recipient = recipientOf(item);
  // A bare number tells nothing that its chat does not tell.
  if (recipient !== null && (recipient.identities.length > 1 || recipient.name !== null || recipient.username !== null)) await people.learn(recipient, at);

  const message = (await workspace.message(connectionId, status.wamid)) ?? (await claimByOpaque(context, connectionId, status, at));
  if (message === null) {
    const known = await workspace.parked(connectionId, status.wamid);
    const parked = known ?? newParked(connectionId, status.wamid as Wamid);
    const isNew = merge(parked, status, word, at);
    parked.opaque = least(parked.opaque, status.opaque);
    workspace.park(parked);
    if (word === 'failed' && isNew && isReactionOpaque(status.opaque)) await takeReactionOff(context, connectionId, status.wamid as Wamid, at);
    return isNew ? { outcome: 'applied', reason: 'parked' } : { outcome: 'duplicate' };
  }
  const isNew = merge(message, status, word, at);
  await afterMerge(context, message);
  return isNew ? { outcome: 'applied' } : { outcome: 'duplicate' };
}

/** A reaction of ours is no message: when WhatsApp could not bring it to the customer it does not stand (Meta: "Reaction messages"). */
async function takeReactionOff({ tx, workspace }: ApplyContext, connectionId: ConnectionId, wamid: Wamid, at: number): Promise<void> {
  const target = await tx.ownReactions.takeOff(connectionId, wamid);
  const message = target === null ? null : await workspace.message(connectionId, target);
  if (message === null) return;
  await tx.attempts.add({ messageId: message.id, at, outcome: 'reaction_refused' });
  tx.changed({ type: 'message', id: message.id, conversationId: message.conversationId });
}

/** Statuses that came before the message; they are its own from now on. */
export async function takeParked(context: ApplyContext, message: MessageState): Promise<void> {
  const parked = await context.workspace.parked(message.connectionId, message.wamid);
  if (parked === null) return;
  mergeTimes(message, parked);
  context.workspace.unpark(parked);
  await afterMerge(context, message);
}

async function afterMerge({ workspace }: ApplyContext, message: MessageState): Promise<void> {
  if (message.direction === 1) message.state = provenState(message.state, message);
  workspace.touchStatuses(message);
  if (message.failedAt !== null && failureCode(message.failure) === windowClosedCode) await workspace.closeWindow(message.conversationId, message.failedAt);
}

/** A status that carries our own id settles a message whose answer never came. */
async function claimByOpaque(context: ApplyContext, connectionId: ConnectionId, status: ReadStatus, at: number): Promise<MessageState | null> {
  const id = status.opaque === null || context.folderTag === null ? null : parseOpaque(status.opaque, context.folderTag);
  if (id === null) return null;
  const { tx, workspace } = context;
  if ((await tx.messageWrites.unnamed(id, connectionId)) === undefined) return null;
  await workspace.flush();
  const accepted = await tx.messageSends.accept(id, status.wamid as Wamid, at);
  await tx.messageWrites.dropFromOutbox(id);
  if (accepted?.gone != null) tx.changed({ type: 'message-gone', id: accepted.gone.id, conversationId: accepted.gone.conversationId });
  workspace.forget();
  return workspace.message(connectionId, status.wamid);
}

function merge(into: Reports, status: ReadStatus, word: StatusWord, at: number): boolean {
  const before = timesOf(into);
  const after = mergeStatus(before, word, at);
  const isNew = columnOf(before, word) === null;
  if (word === 'failed' && status.failure !== null) into.failure = mergeFailure(before.failedAt, into.failure, at, status.failure);
  Object.assign(into, after);
  into.pricing = least(into.pricing, status.pricing);
  return isNew;
}

function mergeTimes(into: Reports, other: Reports): void {
  for (const word of statusWords) {
    const at = columnOf(timesOf(other), word);
    if (at === null) continue;
    if (word === 'failed' && other.failure !== null) into.failure = mergeFailure(into.failedAt, into.failure, at, other.failure);
    Object.assign(into, mergeStatus(timesOf(into), word, at));
  }
  into.pricing = least(into.pricing, other.pricing);
}

/** The failure that was reported first; at equal times the lesser text. */
function mergeFailure(knownAt: number | null, known: string | null, at: number, failure: string): string {
  if (known === null || knownAt === null || at < knownAt) return failure;
  return at === knownAt && failure < known ? failure : known;
}

function timesOf({ sentAt, deliveredAt, readAt, playedAt, failedAt }: Reports): StatusTimes {
  return { sentAt, deliveredAt, readAt, playedAt, failedAt };
}

function columnOf(times: StatusTimes, word: StatusWord): number | null {
  return { sent: times.sentAt, delivered: times.deliveredAt, read: times.readAt, played: times.playedAt, failed: times.failedAt }[word];
}

/** The lesser of two texts, so that which came first does not matter. */
function least(known: string | null, told: string | null): string | null {
  if (known === null || told === null) return known ?? told;
  return told < known ? told : known;
}

function newParked(connectionId: ConnectionId, wamid: Wamid): ParkedState {
  return { connectionId, wamid, sentAt: null, deliveredAt: null, readAt: null, playedAt: null, failedAt: null, failure: null, pricing: null, opaque: null };
}

function failureCode(failure: string | null): number | null {
  if (failure === null) return null;
  const parsed: unknown = JSON.parse(failure);
  return typeof parsed === 'object' && parsed !== null && 'code' in parsed && typeof parsed.code === 'number' ? parsed.code : null;
}
