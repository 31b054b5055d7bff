import { type DeliveryState, furthestStatus, type StatusTimes } from './delivery.ts';

const rank: Readonly<Record<DeliveryState, number>> = {
  cancelled: 0, queued: 0, sending: 0, unsure: 0, accepted: 1, sent: 2, failed: 3, delivered: 4, read: 5, played: 6,
};

/**
 * The state that an outbound message has once Meta knows it by a wamid: what its statuses prove, or what was told otherwise (a phone app's
 * echo, an imported history), whichever is further. A failure that only our own request saw is outranked by any proof that Meta has the message.
 */
export function provenState(known: DeliveryState | null, times: StatusTimes): DeliveryState {
  const proven: DeliveryState = furthestStatus(times) ?? 'accepted';
  if (known === null || (known === 'failed' && times.failedAt === null)) return proven;
  return rank[known] > rank[proven] ? known : proven;
}

/** The further of two states; equal ones stay. */
export function furtherState(known: DeliveryState | null, told: DeliveryState | null): DeliveryState | null {
  if (known === null || told === null) return known ?? told;
  return rank[told] > rank[known] ? told : known;
}

/** The state that the phone app's history tells (`history_context.status`); null for words that say nothing. */
export function historyState(word: unknown): DeliveryState | null {
  if (typeof word !== 'string') return null;
  switch (word.toUpperCase()) {
    case 'SENT':
    case 'PENDING':
      return 'sent';
    case 'DELIVERED':
      return 'delivered';
    case 'READ':
      return 'read';
    case 'PLAYED':
      return 'played';
    default:
      return null;
  }
}
