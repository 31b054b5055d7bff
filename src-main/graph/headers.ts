import { z } from 'zod';

/** What Meta's answer headers tell besides the content. */
export interface HeaderFacts {
  /** The version that really served the call (`facebook-api-version`). */
  readonly version: string | null;
  /** Epoch milliseconds of the `Date` header, which has whole seconds. */
  readonly dateAt: number | null;
  /** `Retry-After`, in milliseconds from now. */
  readonly retryAfterMs: number | null;
  /** The most used-up share of the call limits, 0 to 100 and above. */
  readonly usagePercent: number | null;
  /** When access comes back, in milliseconds from now; only told when a limit was passed. */
  readonly regainMs: number | null;
  readonly traceId: string | null;
}

const counts = z.looseObject({
  call_count: z.number().optional(),
  total_time: z.number().optional(),
  total_cputime: z.number().optional(),
  estimated_time_to_regain_access: z.number().optional(),
});
const businessUsage = z.record(z.string(), z.array(counts));

/** Reads the headers of a Graph answer (Meta: "Rate limits", "Versioning"). What cannot be read is null. */
export function readHeaders(headers: Headers, now: number): HeaderFacts {
  const usages = [
    ...parsedCounts(headers.get('x-app-usage')),
    ...parsedBusinessCounts(headers.get('x-business-use-case-usage')),
  ];
  const percents = usages.flatMap((usage) => [usage.call_count ?? 0, usage.total_time ?? 0, usage.total_cputime ?? 0]);
  const regainMinutes = Math.max(0, ...usages.map((usage) => usage.estimated_time_to_regain_access ?? 0));
  return {
    version: headers.get('facebook-api-version'),
    dateAt: readDate(headers.get('date')),
    retryAfterMs: readRetryAfter(headers.get('retry-after'), now),
    usagePercent: percents.length === 0 ? null : Math.max(...percents),
    regainMs: regainMinutes > 0 ? regainMinutes * 60_000 : null,
    traceId: headers.get('x-fb-trace-id'),
  };
}

function readDate(text: string | null): number | null {
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/** `Retry-After` is a number of seconds or a date. */
function readRetryAfter(text: string | null, now: number): number | null {
  if (text === null) return null;
  if (/^\s*\d{1,9}\s*$/u.test(text)) return Number(text) * 1000;
  const at = readDate(text);
  return at === null ? null : Math.max(0, at - now);
}

function parsedCounts(text: string | null): z.infer<typeof counts>[] {
  const parsed = counts.safeParse(readJson(text));
  return parsed.success ? [parsed.data] : [];
}

function parsedBusinessCounts(text: string | null): z.infer<typeof counts>[] {
  const parsed = businessUsage.safeParse(readJson(text));
  return parsed.success ? Object.values(parsed.data).flat() : [];
}

function readJson(text: string | null): unknown {
  if (text === null) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
