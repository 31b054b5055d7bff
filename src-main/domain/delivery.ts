import { assertNever } from './assert-never.ts';

/** How a message left or arrived. `in`: from the customer; `out`: from the business, whoever pressed the button. */
export type Direction = 'in' | 'out';

/**
 * The state of an outbound message.
 * queued: waits here. sending: the request is on its way. accepted: Meta gave a wamid. sent, delivered, read, played: Meta's
 * own words. failed: refused, with a reason. unsure: the line broke after the body left; nobody knows yet.
 */
export const deliveryStates = [
  'queued',
  'sending',
  'unsure',
  'accepted',
  'failed',
  'sent',
  'delivered',
  'read',
  'played',
  'cancelled',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** The words of Meta's status webhooks that move a message. */
export const statusWords = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
export type StatusWord = (typeof statusWords)[number];

/** When each status was first reported, by Meta's timestamp (epoch ms). Merging keeps the earliest of each. */
export interface StatusTimes {
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly playedAt: number | null;
  readonly failedAt: number | null;
}

export const noStatusTimes: StatusTimes = { sentAt: null, deliveredAt: null, readAt: null, playedAt: null, failedAt: null };

/** Adds one status report. Commutative, associative and idempotent, so order and repetition do not matter. */
export function mergeStatus(times: StatusTimes, word: StatusWord, at: number): StatusTimes {
  switch (word) {
    case 'sent':
      return { ...times, sentAt: earliest(times.sentAt, at) };
    case 'delivered':
      return { ...times, deliveredAt: earliest(times.deliveredAt, at) };
    case 'read':
      return { ...times, readAt: earliest(times.readAt, at) };
    case 'played':
      return { ...times, playedAt: earliest(times.playedAt, at) };
    case 'failed':
      return { ...times, failedAt: earliest(times.failedAt, at) };
    default:
      return assertNever(word);
  }
}

/**
 * The furthest state that the reports prove, or null when there is none. It never goes backwards: proof that the
 * message reached a device outranks a failure, which stays in the details.
 */
export function furthestStatus(times: StatusTimes): StatusWord | null {
  if (times.playedAt !== null) return 'played';
  if (times.readAt !== null) return 'read';
  if (times.deliveredAt !== null) return 'delivered';
  if (times.failedAt !== null) return 'failed';
  if (times.sentAt !== null) return 'sent';
  return null;
}

function earliest(known: number | null, reported: number): number {
  return known === null ? reported : Math.min(known, reported);
}
