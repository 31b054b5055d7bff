/** Until when Meta keeps a version of the Graph API, by Meta's version table; versions without a known end are not in it. */
const ends: Readonly<Record<string, string>> = {
  'v21.0': '2027-01-21',
  'v22.0': '2027-05-20',
  'v23.0': '2027-10-08',
  'v24.0': '2028-02-18',
  'v25.0': '2028-07-29',
};
const OLDEST_MAJOR = 21;
/** From so long before the end on it is worth a warning. */
const WARN_BEFORE_MS = 90 * 24 * 60 * 60 * 1000;

export type VersionEnd = { readonly state: 'fine' } | { readonly state: 'ends' | 'ended'; readonly endsAt: number | null };

/** Whether a version of the Graph API ends soon or has ended at `now` (epoch ms). */
export function versionEnd(version: string, now: number): VersionEnd {
  const end = ends[version];
  if (end === undefined) return Number.parseInt(version.slice(1), 10) < OLDEST_MAJOR ? { state: 'ended', endsAt: null } : { state: 'fine' };
  const endsAt = Date.parse(end);
  if (now >= endsAt) return { state: 'ended', endsAt };
  return now >= endsAt - WARN_BEFORE_MS ? { state: 'ends', endsAt } : { state: 'fine' };
}
