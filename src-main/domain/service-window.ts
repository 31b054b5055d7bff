/**
 * The customer service window: 24 hours from the customer's last counting message, by Meta's timestamp.
 * Meta: "Customer service windows"; outside it only templates go out (error 131047).
 */
export const WINDOW_MS = 24 * 60 * 60 * 1000;

/** Sending is refused this long before the end, because the last word is Meta's and its clock is not ours. */
export const WINDOW_MARGIN_MS = 60 * 1000;

/** From here on the ring is amber. A setting may change it. */
export const CLOSING_SOON_MS = 4 * 60 * 60 * 1000;
/** From here on the ring is red. A setting may change it. */
export const CLOSING_NOW_MS = 60 * 60 * 1000;

export type WindowState = 'never' | 'closed' | 'red' | 'amber' | 'calm';

/** What is known about one conversation's window. All times are epoch milliseconds by Meta's clock. */
export interface ServiceWindow {
  /** Time of the customer's last message that counts; null when there never was one. */
  readonly openedAt: number | null;
  /** When Meta itself said that it is closed (error 131047); it outranks our arithmetic until the customer writes again. */
  readonly closedByMetaAt: number | null;
}

/** When the window closes (epoch ms); null when it never opened. Meta's own word that it is closed ends it at once. */
export function windowClosesAt(window: ServiceWindow): number | null {
  if (window.openedAt === null) return null;
  const closesAt = window.openedAt + WINDOW_MS;
  if (window.closedByMetaAt !== null && window.closedByMetaAt > window.openedAt) {
    return Math.min(closesAt, window.closedByMetaAt);
  }
  return closesAt;
}

/** The state that ring, header, list and composer show at `now` (epoch ms, corrected clock). */
export function windowState(
  window: ServiceWindow,
  now: number,
  thresholds: { readonly amberMs: number; readonly redMs: number } = { amberMs: CLOSING_SOON_MS, redMs: CLOSING_NOW_MS },
): WindowState {
  const closesAt = windowClosesAt(window);
  if (closesAt === null) return 'never';
  const left = closesAt - now;
  if (left <= 0) return 'closed';
  if (left <= thresholds.redMs) return 'red';
  if (left <= thresholds.amberMs) return 'amber';
  return 'calm';
}

/** Whether a free-form message may be sent at `now`; a minute's margin is kept before the end. */
export function mayWriteFreely(window: ServiceWindow, now: number): boolean {
  const closesAt = windowClosesAt(window);
  return closesAt !== null && closesAt - now > WINDOW_MARGIN_MS;
}
