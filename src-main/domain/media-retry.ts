/** When a file that could not be had is tried again. Times are epoch milliseconds. */

/** Meta keeps a customer's file this long (Meta: "Media", since October 2025). */
export const CUSTOMER_MEDIA_LIFE_MS = 7 * 24 * 60 * 60 * 1000;
/** An address of Meta's lives five minutes; it is not tried in its last one. */
export const MEDIA_URL_LIFE_MS = 4 * 60 * 1000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const pauses = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR] as const;
/** The last try comes this long before the id dies. */
const LAST_TRY_MS = 2 * MINUTE;

/** When to try again after `failures` failures (this one included); null when the id is dead by then. `random` is 0 to 1. */
export function nextMediaTry(now: number, failures: number, deadlineAt: number, random: number): number | null {
  const pause = pauses[Math.min(failures, pauses.length) - 1] ?? pauses[0];
  const wanted = now + Math.round(pause * (0.9 + random * 0.2));
  const last = deadlineAt - LAST_TRY_MS;
  if (wanted <= last) return wanted;
  return last > now + MINUTE ? last : null;
}
